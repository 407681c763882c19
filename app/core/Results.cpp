#include "app/core/Results.h"

#include "app/core/Commands.h"
#include "app/workshop/ExportReport.h"
#include "app/workshop/Places.h"
#include "engine/report/Report.h"

#include <iostream>

namespace muster::app {

int writeResults(const ports::JournalQueries& journal, std::int64_t run, const command::Request& request) {
    auto events = journal.events(run);
    if (!events)
        return complain(events.error(), command::failed);
    const auto report = report::fold(*events);
    const std::string markdown = report::markdown(report);
    std::cout << markdown << std::flush;
    int code = command::passed;
    const auto write = [&](const std::string& file, const std::string& text) {
        if (file.empty())
            return;
        if (auto written = writeText(file, text); !written)
            code = complain(written.error(), command::failed);
    };
    write(request.jsonFile, report::json(report).dump(2) + "\n");
    write(request.junitFile, report::junit({report}));
    if (!request.reportFile.empty()) {
        const std::string file = request.journal.empty() ? defaultJournal().string() : request.journal;
        if (auto made = exportReport(journal, file, run, formatOf(request.reportFile), request.reportFile);
            !made)
            code = complain(made.error(), command::failed);
    }
    return code;
}

} // namespace muster::app
