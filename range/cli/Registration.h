// Where whoever brought the range up keeps environment files: there a link lets programs find this one by
// name.
#pragma once

#include <filesystem>
#include <string>

namespace muster::range {

// $XDG_CONFIG_HOME/muster/environments/<name>.yaml becomes a link to `file`. What somebody else put there
// stays. Returns what to tell the person.
std::string registerEnvironment(const std::string& name, const std::filesystem::path& file);

// Takes the link away if it leads to `file`.
void unregisterEnvironment(const std::string& name, const std::filesystem::path& file);

} // namespace muster::range
