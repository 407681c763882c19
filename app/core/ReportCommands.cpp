#include "app/core/Commands.h"
#include "app/workshop/ExportReport.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "engine/journal/sqlite/SqliteJournal.h"
#include "engine/report/Suite.h"

#include <functional>
#include <unistd.h>

namespace muster::app {
namespace {

std::string journalOf(const command::Request& request) {
    return request.journal.empty() ? defaultJournal().string() : request.journal;
}

ports::ExportFormat textFormat(const command::Request& request) {
    return request.format == "html"    ? ports::ExportFormat::html
           : request.format == "json"  ? ports::ExportFormat::json
           : request.format == "junit" ? ports::ExportFormat::junit
                                       : ports::ExportFormat::markdown;
}

int pdfTo(const command::Request& request, const std::function<Result<>(const std::string&)>& make) {
    const bool toFile = !request.output.empty() && request.output != "-";
    if (!toFile && isatty(STDOUT_FILENO) != 0)
        return complain({"a PDF is nothing for a terminal", "", "name a file with -o", "", Retry::never},
                        command::usage);
    auto made = make(toFile ? request.output : "-");
    return made ? command::passed : complain(made.error(), command::failed);
}

int printed(const command::Request& request, const Result<std::string>& text) {
    if (!text)
        return complain(text.error(), command::failed);
    auto written = writeText(request.output, *text);
    return written ? command::passed : complain(written.error(), command::failed);
}

Result<report::Suite> suiteOf(const command::Request& request) {
    auto journal = journal::SqliteJournalReader::open(journalOf(request));
    if (!journal)
        return failure(std::move(journal.error()));
    return report::suiteFromJournal(**journal, request.plan);
}

} // namespace

int reportExport(const command::Request& request) {
    const std::string file = journalOf(request);
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
    if (request.format == "pdf")
        return pdfTo(request, [&](const std::string& to) { return writePdf(file, number, to); });
    const auto text = reportText(**journal, number, textFormat(request));
    return printed(request, text);
}

int reportPlan(const command::Request& request) {
    const auto suite = suiteOf(request);
    if (!suite)
        return complain(suite.error(),
                        suite.error().retry == Retry::never ? command::usage : command::failed);
    if (request.format == "pdf")
        return pdfTo(request, [&](const std::string& to) {
            return writePlanPdf(journalOf(request), suite->plan, to);
        });
    return printed(request, suiteText(*suite, textFormat(request)));
}

int reportMetrics(const command::Request& request) {
    const auto text = readDocument(request.seedFile);
    if (!text)
        return complain(text.error(), command::usage);
    const auto seed = report::readSeedTable(*text);
    if (!seed)
        return complain(seed.error(), command::usage);
    const auto suite = suiteOf(request);
    if (!suite)
        return complain(suite.error(),
                        suite.error().retry == Retry::never ? command::usage : command::failed);
    return printed(request, report::recoveryMetrics(*suite, *seed));
}

} // namespace muster::app
