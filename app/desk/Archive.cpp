#include "app/desk/Archive.h"

#include "engine/report/Report.h"
#include "engine/report/Suite.h"
#include "engine/run/Documents.h"

namespace muster::app {
namespace {

// A run that was left before its documents were pinned has none; it can still be looked at.
std::shared_ptr<const ports::RunDocuments> documentsOf(const std::vector<incident::Event>& events) {
    auto documents = run::documentsFromJournal(events);
    return documents ? std::make_shared<ports::RunDocuments>(std::move(*documents))
                     : std::make_shared<ports::RunDocuments>();
}

} // namespace

Result<> Archive::refresh() {
    auto runs = m_journal.runs();
    if (!runs)
        return failure(std::move(runs.error()));
    for (const auto number : *runs) {
        {
            const std::lock_guard lock(m_mutex);
            const auto known = m_summaries.find(number);
            if (known != m_summaries.end() && !known->second.verdict.empty())
                continue;
        }
        auto events = m_journal.events(number);
        if (!events)
            return failure(std::move(events.error()));
        auto summary = report::summaryOf(report::fold(*events));
        const std::lock_guard lock(m_mutex);
        m_summaries[number] = std::move(summary);
    }
    return {};
}

std::vector<ports::RunSummary> Archive::summaries() const {
    const std::lock_guard lock(m_mutex);
    std::vector<ports::RunSummary> out;
    for (auto each = m_summaries.rbegin(); each != m_summaries.rend(); ++each)
        out.push_back(each->second);
    return out;
}

Result<std::shared_ptr<const ports::RunView>> Archive::load(std::int64_t run) {
    auto events = m_journal.events(run);
    if (!events)
        return failure(std::move(events.error()));
    if (events->empty())
        return failure(
            {"there is no run " + std::to_string(run), "", "look at the list of runs", "", Retry::never});
    LivePart live;
    live.stage = ports::Stage::interrupted; // viewOf makes it closed where it is
    auto view = viewOf(*events, documentsOf(*events), live);
    const std::lock_guard lock(m_mutex);
    m_views[run] = view;
    return view;
}

std::shared_ptr<const ports::RunView> Archive::loaded(std::int64_t run) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_views.find(run);
    return found == m_views.end() ? nullptr : found->second;
}

Result<report::Suite> Archive::suite(std::int64_t plan) const {
    return report::suiteFromJournal(m_journal, plan);
}

} // namespace muster::app
