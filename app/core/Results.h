// What remains of a run for its reader: the report on standard output and the files that were asked for.
#pragma once

#include "app/command/CommandLine.h"
#include "models/ports/Journal.h"

#include <cstdint>

namespace muster::app {

// Prints the report as Markdown and writes --json, --junit and --report. Returns command::passed, or
// command::failed when a file could not be written (said on standard error).
int writeResults(const ports::JournalQueries& journal, std::int64_t run, const command::Request& request);

} // namespace muster::app
