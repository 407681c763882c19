#include "app/desk/Archive.h"

#include "engine/report/Report.h"
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

ports::RunSummary summaryOf(const report::Report& report) {
    ports::RunSummary out;
    out.run = report.run;
    out.kind = report.kind;
    out.mode = incident::modeFromWord(report.mode).value_or(incident::Mode::rehearsal);
    out.title = report.title;
    out.runbook = report.runbook;
    out.drill = report.drill;
    out.severity = report.severity;
    out.environment = report.environment;
    out.openedUtcMs = report.openedUtcMs;
    out.lastUtcMs = report.lastUtcMs;
    out.verdict = report.verdict == "open" ? "" : report.verdict;
    out.unattended = report.unattended;
    out.faultStands = report.faultStands;
    out.rto = report.rto;
    out.rtoTarget = report.rtoTarget;
    out.rpo = report.rpo;
    out.rpoTarget = report.rpoTarget;
    out.rpoAtLeast = report.rpoAtLeast;
    out.acknowledged = report.counts.acknowledged;
    out.lost = report.counts.lost;
    out.declared = report.milestones.declared;
    out.times = report.times;
    out.dataSize = report.dataSize;
    out.hardware = report.hardware;
    for (const auto& document : report.documents)
        if (document.role == "runbook")
            out.runbookSha256 = document.sha256;
    return out;
}

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
        auto summary = summaryOf(report::fold(*events));
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

} // namespace muster::app
