#include "app/core/Commands.h"
#include "app/workshop/ExportReport.h"
#include "app/workshop/Places.h"
#include "engine/journal/Export.h"
#include "engine/journal/Verify.h"
#include "engine/journal/sqlite/SqliteJournal.h"

#include <iostream>
#include <unistd.h>

namespace muster::app {
namespace {

std::string journalOf(const command::Request& request) {
    if (!request.files.empty())
        return request.files.front();
    return request.journal.empty() ? defaultJournal().string() : request.journal;
}

} // namespace

int journalVerify(const command::Request& request) {
    const std::string file = journalOf(request);
    const auto report = journal::verifyJournal(file);
    if (!report)
        return complain(report.error(), command::failed);
    if (request.jsonToStandardOutput) {
        const Json data{{"file", file},
                        {"intact", report->intact},
                        {"events", report->events},
                        {"broken_at", report->intact ? Json(nullptr) : Json(report->brokenAt)},
                        {"type", report->type},
                        {"why", report->why}};
        std::cout << data.dump(2) << "\n";
    } else if (report->intact) {
        std::cout << "intact: " << report->events << " events, every link of the chain holds\n";
    } else {
        std::cout << "BROKEN at event " << report->brokenAt
                  << (report->type.empty() ? "" : " (" + report->type + ")") << ": " << report->why << "\n";
    }
    return report->intact ? command::passed : command::failed;
}

int journalExport(const command::Request& request) {
    auto text = journal::exportJournal(journalOf(request), request.run);
    if (!text)
        return complain(text.error(), command::failed);
    auto written = writeText(request.output, *text);
    return written ? command::passed : complain(written.error(), command::failed);
}

int reportExport(const command::Request& request) {
    const std::string file = request.journal.empty() ? defaultJournal().string() : request.journal;
    auto journal = journal::SqliteJournalReader::open(file);
    if (!journal)
        return complain(journal.error(), command::failed);
    auto number = request.run;
    if (number == 0) {
        const auto runs = (*journal)->runs();
        if (!runs)
            return complain(runs.error(), command::failed);
        if (runs->empty())
            return complain({"there is no run to report on", "the journal is empty", "run something first",
                             "", Retry::never},
                            command::usage);
        number = runs->back();
    }
    const auto events = (*journal)->events(number);
    if (!events)
        return complain(events.error(), command::failed);
    if (events->empty())
        return complain({"there is no run " + std::to_string(number), "", "`muster incident list` shows all",
                         "", Retry::never},
                        command::usage);
    if (request.format == "pdf") {
        const bool toFile = !request.output.empty() && request.output != "-";
        if (!toFile && isatty(STDOUT_FILENO) != 0)
            return complain({"a PDF is nothing for a terminal", "", "name a file with -o", "", Retry::never},
                            command::usage);
        auto made = writePdf(file, number, toFile ? request.output : "-");
        return made ? command::passed : complain(made.error(), command::failed);
    }
    const auto format = request.format == "html"    ? ports::ExportFormat::html
                        : request.format == "json"  ? ports::ExportFormat::json
                        : request.format == "junit" ? ports::ExportFormat::junit
                                                    : ports::ExportFormat::markdown;
    const auto text = reportText(**journal, number, format);
    if (!text)
        return complain(text.error(), command::failed);
    auto written = writeText(request.output, *text);
    return written ? command::passed : complain(written.error(), command::failed);
}

} // namespace muster::app
