// Outlives the console: when the console dies in the middle of a drill, it takes the fault back.
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <filesystem>

namespace muster::app {

// Starts `muster-core drill watch` in a session of its own, watching this process. It ends by itself when
// the run is closed, and it holds nothing of this process (no journal lock, no terminal).
Result<> startWatchdog(const std::filesystem::path& journal, std::int64_t run);

// Returns when the process has ended. A process that has already gone is no error.
void awaitEnd(int process);

} // namespace muster::app
