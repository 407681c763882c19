#include "models/environment/ReadParts.h"

#include "models/document/Words.h"

#include <filesystem>

namespace muster::environment {

using document::YamlMap;
using document::YamlNode;

std::string PartReader::path(const std::string& written) const {
    if (written.empty() || written.starts_with("~/"))
        return written;
    const std::filesystem::path given(written);
    return (given.is_absolute() ? given : std::filesystem::path(folder) / given).lexically_normal().string();
}

bool PartReader::name(const YamlNode::Key& key, const std::string& what) const {
    if (document::isName(key.text))
        return true;
    problems.push_back({key.place, "'" + key.text + "' cannot be the name of a " + what,
                        "use letters, digits, '.', '_' and '-', beginning with a letter or digit"});
    return false;
}

std::map<std::string, std::string> PartReader::values(const YamlNode& node, const std::string& what) const {
    auto out = document::yamlTexts(node, what, problems);
    for (const auto& key : node.keys) {
        if (!document::isValueName(key.text) || key.text == "host") {
            problems.push_back({key.place, "'" + key.text + "' cannot be the name of a value",
                                key.text == "host" ? "`host` is always the host's own name; choose another"
                                                   : "use lower-case letters, digits and '_'"});
            out.erase(key.text);
        }
    }
    return out;
}

std::vector<std::string> PartReader::command(const YamlNode& node, const std::string& what) const {
    if (node.kind != YamlNode::Kind::list || node.values.empty()) {
        problems.push_back(
            {node.place, what + " is not a list of words",
             "write each argument as a word of its own: [pg_ctl, -D, \"{{db_data}}\", start]"});
        return {};
    }
    auto out = document::yamlWords(node, what, problems);
    if (!out.empty() && (out.front().empty() || out.front().starts_with('-')))
        problems.push_back({node.values.front().place, what + " does not begin with a program",
                            "write the program's name or path first"});
    return out;
}

Host PartReader::host(const YamlNode::Key& key, const YamlNode& node) const {
    const std::string what = "host '" + key.text + "'";
    Host out;
    out.name = key.text;
    out.place = key.place;
    YamlMap map(node, what, problems);
    const bool local = map.choice("local", false, "true", "false");
    const YamlNode* ssh = map.find("ssh");
    if (const auto* values = map.find("values"))
        out.values = this->values(*values, "`values` of " + what);
    map.finish();
    if (local == (ssh != nullptr)) {
        map.problem(
            key.place,
            what + (local ? " has both `local: true` and `ssh`" : " has neither `ssh` nor `local: true`"),
            "say how it is reached: `ssh: {address: ...}`, or `local: true` for this machine");
    }
    if (ssh == nullptr)
        return out;
    SshAccess access;
    YamlMap reach(*ssh, "`ssh` of " + what, problems);
    access.address = reach.needText("address");
    access.port = reach.integer("port", 22, 1, 65535);
    access.user = reach.text("user");
    access.keyFile = path(reach.text("key"));
    access.passphrase = reach.text("passphrase");
    access.knownHostsFile = path(reach.text("known-hosts"));
    access.connectTimeout = reach.duration("connect-timeout").value_or(access.connectTimeout);
    reach.finish();
    if (access.address.starts_with('-') || access.address.find_first_of(" \t/@") != std::string::npos)
        reach.problem(reach.place("address"), "'" + access.address + "' is not an address",
                      "write a host name or an IP address; the user has a word of its own");
    out.ssh = access;
    return out;
}

OnCall PartReader::onCall(const YamlNode::Key& key, const YamlNode& node) const {
    YamlMap map(node, "`on-call` of " + key.text, problems);
    OnCall out;
    out.respondWithin = map.duration("respond-within");
    out.page = map.text("page");
    out.how = map.text("how");
    out.updateEvery = map.duration("update-every");
    out.place = key.place;
    map.finish();
    return out;
}

Pager PartReader::pager(const YamlNode& node) const {
    YamlMap map(node, "`pager`", problems);
    Pager out;
    out.place = node.place;
    out.service = map.needText("service");
    if (const auto* match = map.need("match"))
        out.match = document::yamlTexts(*match, "`match` of `pager`", problems);
    map.finish();
    return out;
}

std::optional<SecretReference> PartReader::secret(const YamlNode::Key& key, const YamlNode& node) const {
    const std::string what = "secret '" + key.text + "'";
    if (!document::isValueName(key.text)) {
        problems.push_back({key.place, "'" + key.text + "' cannot be the name of a secret",
                            "use lower-case letters, digits and '_'"});
        return std::nullopt;
    }
    if (node.kind == YamlNode::Kind::word) {
        problems.push_back(
            {node.place, what + " stands in the file itself",
             "remove it, and say where it is to be had: {env: NAME}, {file: PATH}, {command: [...]} or "
             "{keychain: ENTRY}"});
        return std::nullopt;
    }
    YamlMap map(node, what, problems);
    SecretReference out;
    const std::string variable = map.text("env");
    const std::string file = map.text("file");
    const std::string keychain = map.text("keychain");
    const YamlNode* command = map.find("command");
    map.finish();
    const int given = !variable.empty() + !file.empty() + !keychain.empty() + (command != nullptr);
    if (given != 1) {
        map.problem(key.place, what + " needs one source", "write one of env, file, command and keychain");
        return std::nullopt;
    }
    if (command != nullptr) {
        out.from = SecretReference::From::command;
        out.command = this->command(*command, "`command` of " + what);
    } else if (!file.empty()) {
        out.from = SecretReference::From::file;
        out.name = path(file);
    } else if (!keychain.empty()) {
        out.from = SecretReference::From::keychain;
        out.name = keychain;
    } else {
        out.name = variable;
    }
    return out;
}

} // namespace muster::environment
