// The report of one run as a file, in every form that there is.
#pragma once

#include "models/ports/Desk.h"
#include "models/ports/Journal.h"

#include <string>

namespace muster::app {

// `journalFile` is where `journal` reads from: programs that make a form read it themselves. Not for
// ExportFormat::journal.
[[nodiscard]] Result<> exportReport(const ports::JournalQueries& journal, const std::string& journalFile,
                                    std::int64_t run, ports::ExportFormat format, const std::string& file);

} // namespace muster::app
