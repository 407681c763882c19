#include "app/workshop/ExportReport.h"

#include "app/workshop/WriteFile.h"
#include "engine/measure/KeptSamples.h"
#include "engine/report/Report.h"
#include "engine/report/Suite.h"
#include "models/report/Words.h"

namespace muster::app {
namespace {

// For a chart; what cannot be read of them costs the report no more than that.
std::vector<metrics::Sample> samplesOf(const ports::JournalQueries& journal, const report::Report& report) {
    return measure::keptSamples(journal, report::hashesOf(report.probeLogs))
        .value_or(std::vector<metrics::Sample>());
}

Error noText() {
    return {"this form of a report is no text", "", "choose another one", "", Retry::never};
}

} // namespace

Result<std::string> reportText(const ports::JournalQueries& journal, std::int64_t run,
                               ports::ExportFormat format) {
    auto events = journal.events(run);
    if (!events)
        return failure(std::move(events.error()));
    const auto report = report::fold(*events);
    switch (format) {
    case ports::ExportFormat::html:
        return report::html(report, samplesOf(journal, report));
    case ports::ExportFormat::json:
        return report::json(report).dump(2) + "\n";
    case ports::ExportFormat::junit:
        return report::junit({report});
    case ports::ExportFormat::markdown:
        return report::markdown(report);
    case ports::ExportFormat::pdf:
    case ports::ExportFormat::journal:
        break;
    }
    return failure(noText());
}

ports::ExportFormat formatOf(const std::string& file) {
    const auto ends = [&](std::string_view ending) { return std::string_view(file).ends_with(ending); };
    if (ends(".html") || ends(".htm"))
        return ports::ExportFormat::html;
    if (ends(".pdf"))
        return ports::ExportFormat::pdf;
    if (ends(".json"))
        return ports::ExportFormat::json;
    return ends(".xml") ? ports::ExportFormat::junit : ports::ExportFormat::markdown;
}

Result<> exportReport(const ports::JournalQueries& journal, const std::string& journalFile, std::int64_t run,
                      ports::ExportFormat format, const std::string& file) {
    if (format == ports::ExportFormat::pdf)
        return writePdf(journalFile, run, file);
    auto text = reportText(journal, run, format);
    if (!text)
        return failure(std::move(text.error()));
    return writeFile(file, *text);
}

Result<std::string> suiteText(const report::Suite& suite, ports::ExportFormat format) {
    switch (format) {
    case ports::ExportFormat::html:
        return report::html(suite);
    case ports::ExportFormat::json:
        return report::json(suite).dump(2) + "\n";
    case ports::ExportFormat::junit:
        return report::junit(suite);
    case ports::ExportFormat::markdown:
        return report::markdown(suite);
    case ports::ExportFormat::pdf:
    case ports::ExportFormat::journal:
        break;
    }
    return failure(noText());
}

Result<> exportSuite(const report::Suite& suite, const std::string& journalFile, ports::ExportFormat format,
                     const std::string& file) {
    if (format == ports::ExportFormat::pdf)
        return writePlanPdf(journalFile, suite.plan, file);
    auto text = suiteText(suite, format);
    if (!text)
        return failure(std::move(text.error()));
    return writeFile(file, *text);
}

} // namespace muster::app
