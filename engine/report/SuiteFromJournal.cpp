#include "engine/report/Suite.h"
#include "models/report/SuiteSheet.h"

namespace muster::report {

Result<Suite> suiteFromJournal(const ports::JournalQueries& journal, std::int64_t plan) {
    const auto runs = journal.runs();
    if (!runs)
        return failure(runs.error());
    std::vector<Report> reports;
    auto wanted = plan;
    for (auto number = runs->rbegin(); number != runs->rend(); ++number) {
        // A plan has the number that its first run had or was about to have, so none of its runs is older.
        if (wanted != 0 && *number < wanted)
            break;
        const auto events = journal.events(*number);
        if (!events)
            return failure(events.error());
        auto report = report::fold(*events);
        if (wanted == 0)
            wanted = report.plan.plan;
        if (wanted != 0 && report.plan.plan == wanted)
            reports.push_back(std::move(report));
    }
    auto found = suite(reports, wanted);
    if (!found)
        return failure({plan == 0 ? "the journal holds no plan of drills"
                                  : "there is no plan " + std::to_string(plan) + " of drills",
                        plan == 0 ? "no drills were run together yet" : "no run in the journal belongs to it",
                        "run several drills: muster drill run --all", "", Retry::never});
    return std::move(*found);
}

std::string html(const Suite& suite) {
    return html(lay(suite));
}

} // namespace muster::report
