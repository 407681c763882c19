// The parts of an environment file, for ReadEnvironment.cpp alone.
#pragma once

#include "models/document/Yaml.h"
#include "models/environment/Environment.h"

#include <string>
#include <vector>

namespace muster::environment {

struct PartReader {
    std::string folder; // that relative paths begin in
    std::vector<Problem>& problems;

    [[nodiscard]] std::string path(const std::string& written) const;
    // False, with a problem, when `name` cannot be the name of a host, group or service.
    bool name(const document::YamlNode::Key& key, const std::string& what) const;
    std::map<std::string, std::string> values(const document::YamlNode& node, const std::string& what) const;
    // An argument list; a single string is refused, because nobody splits it the way its writer meant.
    std::vector<std::string> command(const document::YamlNode& node, const std::string& what) const;

    Host host(const document::YamlNode::Key& key, const document::YamlNode& node) const;
    Service service(const document::YamlNode::Key& key, const document::YamlNode& node) const;
    OnCall onCall(const document::YamlNode::Key& key, const document::YamlNode& node) const;
    Pager pager(const document::YamlNode& node) const;
    std::optional<SecretReference> secret(const document::YamlNode::Key& key,
                                          const document::YamlNode& node) const;
};

} // namespace muster::environment
