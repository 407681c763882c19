// Reading files that may vanish, be something else, or sit on a disk that is failing.
#pragma once

#include "models/base/Error.h"

#include <filesystem>
#include <string>

namespace muster::app {

// All of a file, to its end.
Result<std::string> readFile(const std::filesystem::path& file);

} // namespace muster::app
