#include "app/workshop/ExportReport.h"

#include "app/workshop/WriteFile.h"
#include "engine/report/Report.h"

namespace muster::app {

Result<> exportReport(const ports::JournalQueries& journal, const std::string& journalFile, std::int64_t run,
                      ports::ExportFormat format, const std::string& file) {
    auto events = journal.events(run);
    if (!events)
        return failure(std::move(events.error()));
    const auto report = report::fold(*events);
    switch (format) {
    case ports::ExportFormat::markdown:
        return writeFile(file, report::markdown(report));
    case ports::ExportFormat::json:
        return writeFile(file, report::json(report).dump(2) + "\n");
    case ports::ExportFormat::junit:
        return writeFile(file, report::junit({report}));
    default:
        return failure({"this form is not made yet", journalFile, "choose another one", file, Retry::never});
    }
}

} // namespace muster::app
