// Files that are there completely or not at all.
#pragma once

#include "models/base/Error.h"

#include <string>

namespace muster::app {

// Beside it, synced, and renamed into place (mode 0644). On error the old file, if any, is as it was.
[[nodiscard]] Result<> writeFile(const std::string& file, const std::string& bytes);

} // namespace muster::app
