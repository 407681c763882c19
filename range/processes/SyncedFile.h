// Small files that are either the old or the new text after a crash, never half of one.
#pragma once

#include "models/base/Error.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace muster::range {

// Writes beside `path`, syncs, renames over it and syncs the folder. `mode` as in chmod(2).
[[nodiscard]] Result<> writeSynced(const std::filesystem::path& path, std::string_view text, int mode = 0600);

// The whole file; nullopt: it cannot be opened, or not be read to its end.
std::optional<std::string> readWhole(const std::filesystem::path& path);

// The last `lines` lines, for a message to a person.
std::string tailOf(const std::filesystem::path& path, int lines = 15);

} // namespace muster::range
