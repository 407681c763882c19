#include "models/environment/ReadEnvironment.h"

#include "models/base/Sha256.h"
#include "models/document/SourceText.h"
#include "models/document/Words.h"
#include "models/environment/ReadParts.h"

#include <algorithm>
#include <filesystem>

namespace muster::environment {
namespace {

using document::YamlMap;
using document::YamlNode;

// Calls `each(key, value)` for the entries of the map at `key`.
template <class Each>
void entries(YamlMap& map, const std::string& key, std::vector<Problem>& problems, Each each) {
    const YamlNode* node = map.find(key);
    if (node == nullptr)
        return;
    if (node->kind != YamlNode::Kind::map) {
        problems.push_back({node->place, "`" + key + "` is not a map", "write `name: ...` lines below it"});
        return;
    }
    for (std::size_t i = 0; i < node->keys.size() && i < node->values.size(); ++i)
        each(node->keys[i], node->values[i]);
}

void recordPlaces(const YamlNode& node, const std::string& name, std::map<std::string, Place>& out) {
    for (std::size_t i = 0; i < node.values.size(); ++i) {
        const bool keyed = node.kind == YamlNode::Kind::map && i < node.keys.size();
        const std::string at = keyed ? (name.empty() ? "" : name + ".") + node.keys[i].text
                                     : name + "[" + std::to_string(i) + "]";
        out.emplace(at, keyed ? node.keys[i].place : node.values[i].place);
        recordPlaces(node.values[i], at, out);
    }
}

void readRoles(YamlMap& map, const PartReader& parts, Environment& out) {
    entries(map, "roles", parts.problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        const auto at = key.text.find('@');
        const std::string group = key.text.substr(0, at);
        const std::string name = at == std::string::npos ? "" : key.text.substr(at + 1);
        if (!document::isName(group) || !document::isName(name)) {
            parts.problems.push_back(
                {key.place, "'" + key.text + "' is not a role", "write group@role, as in db@primary"});
            return;
        }
        out.roles.push_back({name, group, parts.command(node, "role '" + key.text + "'"), key.place});
    });
}

void readBody(const YamlNode& root, const PartReader& parts, Environment& out) {
    auto& problems = parts.problems;
    YamlMap map(root, "the environment file", problems);
    out.name = map.needText("environment");
    if (!out.name.empty() && !document::isName(out.name))
        map.problem(map.place("environment"), "'" + out.name + "' cannot be the name of an environment",
                    "use letters, digits, '.', '_' and '-'; `title` may hold any text");
    out.title = map.text("title", out.name);
    out.production = map.choice("production", false, "true", "false");
    out.drillsAllowed = map.choice("drills", false, "allowed", "refused");
    out.blastRadius = map.list("blast-radius");
    entries(map, "hosts", problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        if (parts.name(key, "host"))
            out.hosts[key.text] = parts.host(key, node);
    });
    entries(map, "groups", problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        if (parts.name(key, "group"))
            out.groups[key.text] = document::yamlWords(node, "group '" + key.text + "'", problems);
    });
    readRoles(map, parts, out);
    entries(map, "services", problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        if (parts.name(key, "service"))
            out.services[key.text] = parts.service(key, node);
    });
    if (const auto* values = map.find("values"))
        out.values = parts.values(*values, "`values`");
    entries(map, "commands", problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        if (parts.name(key, "command"))
            out.commands[key.text] = parts.command(node, "command '" + key.text + "'");
    });
    entries(map, "secrets", problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        if (auto secret = parts.secret(key, node))
            out.secrets[key.text] = std::move(*secret);
    });
    entries(map, "on-call", problems, [&](const YamlNode::Key& key, const YamlNode& node) {
        static const std::vector<std::string> severities{"P0", "P1", "P2", "P3"};
        if (std::find(severities.begin(), severities.end(), key.text) == severities.end())
            problems.push_back({key.place, "'" + key.text + "' is not a severity", "write P0, P1, P2 or P3"});
        else
            out.onCall[key.text] = parts.onCall(key, node);
    });
    if (const auto* pager = map.find("pager"))
        out.pager = parts.pager(*pager);
    map.finish();
}

} // namespace

EnvironmentReading readEnvironment(std::string path, std::string text) {
    EnvironmentReading out;
    out.environment.path = path;
    out.environment.sha256 = sha256(text);
    const document::SourceText source(path, text, out.problems);
    out.environment.text = std::move(text);
    if (!out.problems.empty())
        return out;
    const YamlNode root = document::readYaml(path, source.text(), 1, out.problems);
    if (root.kind == YamlNode::Kind::nothing) {
        if (out.problems.empty())
            out.problems.push_back(
                {{path, 0, 0},
                 "the environment file is empty",
                 "begin with `environment: name`; docs/ENVIRONMENT-FILE.md has an example"});
        return out;
    }
    const PartReader parts{std::filesystem::path(path).parent_path().string(), out.problems};
    recordPlaces(root, "", out.environment.places);
    readBody(root, parts, out.environment);
    const auto checked = checkEnvironment(out.environment);
    out.problems.insert(out.problems.end(), checked.begin(), checked.end());
    std::stable_sort(out.problems.begin(), out.problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    return out;
}

} // namespace muster::environment
