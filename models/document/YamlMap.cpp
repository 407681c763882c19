#include "models/document/Words.h"
#include "models/document/Yaml.h"

#include <algorithm>
#include <charconv>

namespace muster::document {

YamlMap::YamlMap(const YamlNode& node, std::string what, std::vector<Problem>& problems)
    : m_node(node), m_what(std::move(what)), m_problems(problems) {
    if (node.kind == YamlNode::Kind::word || node.kind == YamlNode::Kind::list)
        problem(node.place, m_what + " is not a map", "write `word: value` lines, or {word: value, ...}");
}

void YamlMap::problem(const Place& place, const std::string& what, const std::string& mend) {
    m_problems.push_back({place, what, mend});
}

const YamlNode* YamlMap::find(const std::string& key) {
    if (std::find(m_known.begin(), m_known.end(), key) == m_known.end())
        m_known.push_back(key);
    for (std::size_t i = 0; i < m_node.keys.size() && i < m_node.values.size(); ++i)
        if (m_node.keys[i].text == key && m_node.values[i].kind != YamlNode::Kind::nothing)
            return &m_node.values[i];
    return nullptr;
}

const YamlNode* YamlMap::need(const std::string& key) {
    const auto* node = find(key);
    if (node == nullptr)
        problem(place(key), m_what + " has no `" + key + "`", "add `" + key + ": ...`");
    return node;
}

std::string YamlMap::text(const std::string& key, std::string fallback) {
    const auto* node = find(key);
    if (node == nullptr)
        return fallback;
    if (node->kind != YamlNode::Kind::word) {
        problem(node->place, "`" + key + "` of " + m_what + " is not a word", "write `" + key + ": word`");
        return fallback;
    }
    return node->word;
}

std::string YamlMap::needText(const std::string& key) {
    return need(key) == nullptr ? std::string() : text(key);
}

std::optional<Milliseconds> YamlMap::duration(const std::string& key) {
    const auto* node = find(key);
    if (node == nullptr)
        return std::nullopt;
    auto value = parseDuration(node->word);
    if (!value)
        problem(node->place, "`" + key + ": " + node->word + "` is not a duration",
                "write it as 250ms, 10s, 2m, 1h or 90d");
    return value;
}

int YamlMap::integer(const std::string& key, int fallback, int least, int most) {
    const auto* node = find(key);
    if (node == nullptr)
        return fallback;
    int value = 0;
    const auto& word = node->word;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (node->kind == YamlNode::Kind::word && error == std::errc{} && end == word.data() + word.size() &&
        value >= least && value <= most)
        return value;
    problem(node->place,
            "`" + key + "` of " + m_what + " is not a number from " + std::to_string(least) + " to " +
                std::to_string(most),
            "write a whole number");
    return fallback;
}

bool YamlMap::choice(const std::string& key, bool fallback, const std::string& yes, const std::string& no) {
    const auto* node = find(key);
    if (node == nullptr)
        return fallback;
    if (node->word == yes || node->word == no)
        return node->word == yes;
    problem(node->place, "`" + key + "` is '" + node->word + "'", "write " + yes + " or " + no);
    return fallback;
}

std::vector<std::string> YamlMap::list(const std::string& key) {
    const auto* node = find(key);
    return node == nullptr ? std::vector<std::string>()
                           : yamlWords(*node, "`" + key + "` of " + m_what, m_problems);
}

Place YamlMap::place(const std::string& key) const {
    for (const auto& each : m_node.keys)
        if (each.text == key)
            return each.place;
    return m_node.place;
}

void YamlMap::finish() {
    for (const auto& key : m_node.keys)
        if (std::find(m_known.begin(), m_known.end(), key.text) == m_known.end())
            problem(key.place, "unknown word '" + key.text + "' in " + m_what, suggestion(key.text, m_known));
}

std::vector<std::string> yamlWords(const YamlNode& node, const std::string& what,
                                   std::vector<Problem>& problems) {
    std::vector<std::string> out;
    if (node.kind == YamlNode::Kind::word)
        out.push_back(node.word);
    else if (node.kind == YamlNode::Kind::map)
        problems.push_back({node.place, what + " is not a list", "write [word, word]"});
    if (node.kind != YamlNode::Kind::list)
        return out;
    for (const auto& each : node.values) {
        if (each.kind == YamlNode::Kind::word)
            out.push_back(each.word);
        else
            problems.push_back({each.place, "a part of " + what + " is not a word",
                                "write [word, word]; quote what has special characters"});
    }
    return out;
}

std::map<std::string, std::string> yamlTexts(const YamlNode& node, const std::string& what,
                                             std::vector<Problem>& problems) {
    std::map<std::string, std::string> out;
    if (node.kind == YamlNode::Kind::word || node.kind == YamlNode::Kind::list)
        problems.push_back({node.place, what + " is not a map", "write {name: value}"});
    for (std::size_t i = 0; i < node.keys.size() && i < node.values.size(); ++i) {
        const auto& value = node.values[i];
        if (value.kind == YamlNode::Kind::word || value.kind == YamlNode::Kind::nothing)
            out[node.keys[i].text] = value.word;
        else
            problems.push_back({value.place, "'" + node.keys[i].text + "' in " + what + " is not one word",
                                "a value is one word; quote it if it has special characters"});
    }
    return out;
}

} // namespace muster::document
