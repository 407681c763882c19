#include "models/runbook/FrontMatter.h"

#include "models/base/Json.h"
#include "models/document/Pattern.h"
#include "models/document/Words.h"

#include <chrono>

namespace muster::runbook {
namespace {

using document::YamlMap;
using document::YamlNode;

bool isRule(std::string_view line, std::string_view rule) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    return line == rule;
}

bool goodName(const YamlNode::Key& key, const std::string& what, std::vector<Problem>& problems) {
    if (document::isValueName(key.text) && key.text != "host")
        return true;
    problems.push_back({key.place, "'" + key.text + "' cannot be the name of " + what,
                        key.text == "host"
                            ? "`host` is always the host's own name; choose another"
                            : "use lower-case letters, digits and '_': it becomes a variable"});
    return false;
}

void checkPattern(YamlMap& map, const std::string& expression, const std::string& value, bool hasValue) {
    const auto pattern = document::Pattern::compile(expression);
    if (!pattern)
        map.problem(map.place("match"), pattern.error().what,
                    pattern.error().why + "; " + pattern.error().next);
    else if (hasValue && !pattern->matchesWhole(value))
        map.problem(map.place("default"), "the default '" + value + "' does not match '" + expression + "'",
                    "correct one of the two; the expression has to match all of the value");
}

} // namespace

YamlNode takeFrontMatter(document::SourceText& source, std::vector<Problem>& problems) {
    if (!isRule(source.line(1), "---")) {
        problems.push_back(
            {source.place(1), "the document has no front matter",
             "begin with a line `---`, then `id: name` and the other words, then another line `---`"});
        return {};
    }
    for (int number = 2; number <= source.lines(); ++number) {
        if (!isRule(source.line(number), "---") && !isRule(source.line(number), "..."))
            continue;
        auto node = document::readYaml(source.file(), source.range(2, number - 1), 2, problems);
        source.blank(1, number);
        return node;
    }
    problems.push_back({source.place(1), "the front matter has no end", "close it with a line `---`"});
    source.blank(1, source.lines());
    return {};
}

std::vector<Input> readInputs(const YamlNode& node, std::vector<Problem>& problems) {
    std::vector<Input> out;
    YamlMap all(node, "`inputs`", problems);
    for (std::size_t i = 0; i < node.keys.size() && i < node.values.size(); ++i) {
        const auto& key = node.keys[i];
        if (!goodName(key, "an input", problems))
            continue;
        YamlMap map(node.values[i], "input '" + key.text + "'", problems);
        Input input;
        input.name = key.text;
        input.place = key.place;
        const bool hasDefault = map.find("default") != nullptr;
        input.defaultValue = map.text("default");
        input.match = map.text("match");
        input.help = map.text("help");
        map.finish();
        if (!input.match.empty())
            checkPattern(map, input.match, input.defaultValue, hasDefault);
        else if (input.defaultValue.find('\n') != std::string::npos)
            map.problem(map.place("default"), "the default has more than one line",
                        "write one line, or say a `match`");
        out.push_back(std::move(input));
    }
    return out;
}

std::vector<Capture> readCaptures(const YamlNode& node, std::vector<Problem>& problems) {
    std::vector<Capture> out;
    YamlMap all(node, "`captures`", problems);
    for (std::size_t i = 0; i < node.keys.size() && i < node.values.size(); ++i) {
        const auto& key = node.keys[i];
        if (!goodName(key, "a capture", problems))
            continue;
        YamlMap map(node.values[i], "capture '" + key.text + "'", problems);
        Capture capture;
        capture.name = key.text;
        capture.place = key.place;
        capture.step = map.needText("step");
        capture.match = map.text("match");
        capture.pointer = map.text("pointer");
        capture.optional = map.choice("optional", false, "true", "false");
        map.finish();
        if (capture.match.empty() == capture.pointer.empty())
            map.problem(key.place, "capture '" + key.text + "' needs one of `match` and `pointer`",
                        "write match: 'regular expression', or pointer: /path/into/json");
        if (!capture.match.empty())
            checkPattern(map, capture.match, "", false);
        try {
            const Json::json_pointer pointer(capture.pointer);
        } catch (const Json::exception&) {
            map.problem(map.place("pointer"), "'" + capture.pointer + "' is not a JSON pointer",
                        "write it as /path/into/answer (RFC 6901)");
        }
        out.push_back(std::move(capture));
    }
    return out;
}

std::vector<Need> readNeeds(YamlMap& front, std::vector<Problem>& problems) {
    std::vector<Need> out;
    for (const char* word : {"needs", "not-for"}) {
        const auto* node = front.find(word);
        if (node == nullptr)
            continue;
        const auto texts = document::yamlTexts(*node, "`" + std::string(word) + "`", problems);
        for (const auto& key : node->keys)
            if (const auto found = texts.find(key.text);
                found != texts.end() && goodName(key, "a value of the environment", problems))
                out.push_back({key.text, found->second, std::string_view(word) == "needs", key.place});
    }
    return out;
}

bool isDate(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    const auto number = [&](std::size_t from, std::size_t count) {
        int out = 0;
        for (const char c : text.substr(from, count))
            out = c >= '0' && c <= '9' && out >= 0 ? out * 10 + (c - '0') : -1;
        return out;
    };
    const int month = number(5, 2);
    const int day = number(8, 2);
    return number(0, 4) >= 0 && month > 0 && day > 0 &&
           std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                       std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)))
               .ok();
}

} // namespace muster::runbook
