// The report of one run, or of a plan of drills, as a file, in every form that there is.
#pragma once

#include "models/ports/Desk.h"
#include "models/ports/Journal.h"
#include "models/report/Suite.h"

#include <string>

namespace muster::app {

// Every form that is text: HTML, Markdown, JSON, JUnit.
[[nodiscard]] Result<std::string> reportText(const ports::JournalQueries& journal, std::int64_t run,
                                             ports::ExportFormat format);

// PDF is made by muster-pdf beside this program, which reads the journal itself, also while this one writes
// to it. `file` "-": standard output. Waits for it, 2 minutes at most.
[[nodiscard]] Result<> writePdf(const std::string& journalFile, std::int64_t run, const std::string& file);

[[nodiscard]] Result<> writePlanPdf(const std::string& journalFile, std::int64_t plan,
                                    const std::string& file);

// The form by the ending of a file's name: .html, .htm, .pdf, .json, .xml; Markdown for every other.
[[nodiscard]] ports::ExportFormat formatOf(const std::string& file);

// `journalFile` is where `journal` reads from: programs that make a form read it themselves. Not for
// ExportFormat::journal.
[[nodiscard]] Result<> exportReport(const ports::JournalQueries& journal, const std::string& journalFile,
                                    std::int64_t run, ports::ExportFormat format, const std::string& file);

// The same of a plan.
[[nodiscard]] Result<std::string> suiteText(const report::Suite& suite, ports::ExportFormat format);
[[nodiscard]] Result<> exportSuite(const report::Suite& suite, const std::string& journalFile,
                                   ports::ExportFormat format, const std::string& file);

} // namespace muster::app
