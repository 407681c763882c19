// Copies of the range's own programs.
#pragma once

#include "models/base/Error.h"

#include <filesystem>

namespace muster::range {

// The open file `from` becomes the program `to`, which is replaced as a whole: it may be running. -1: an
// error.
[[nodiscard]] Result<> installProgram(int from, const std::filesystem::path& to);

} // namespace muster::range
