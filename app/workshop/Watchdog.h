// Outlives the console: when the console dies in the middle of a drill, it takes the fault back.
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <filesystem>

namespace muster::app {

// Starts `muster-core drill watch` in a session of its own, watching this process, and returns its process
// id. It holds nothing of this process (no journal lock, no terminal) and ends soon after it, when nothing is
// to be taken back.
Result<int> startWatchdog(const std::filesystem::path& journal, std::int64_t run);

// The run is closed and this process goes on: the watchdog is not needed any more.
void dismissWatchdog(int process);

// Returns when the process has ended. A process that has already gone is no error.
void awaitEnd(int process);

} // namespace muster::app
