#include "engine/drill/DrillPlan.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace muster::drill {

Result<std::int64_t> nextPlan(const ports::JournalQueries& journal) {
    const auto runs = journal.runs();
    if (!runs)
        return failure(runs.error());
    return runs->empty() ? 1 : runs->back() + 1;
}

std::vector<std::size_t> shuffled(std::size_t count, std::int64_t seed) {
    std::vector<std::size_t> out(count);
    std::iota(out.begin(), out.end(), std::size_t{0});
    // Not std::shuffle, whose order is each library's own. The generator is the same everywhere; the
    // remainder favours nobody that anybody could notice.
    std::mt19937_64 numbers(static_cast<std::uint64_t>(seed));
    for (std::size_t left = count; left > 1; --left)
        std::swap(out[left - 1], out[numbers() % left]);
    return out;
}

DrillPlan::DrillPlan(ports::Journal& journal, std::int64_t number,
                     std::vector<report::PlanPart::Drill> drills, PlanSettings settings)
    : m_journal(journal), m_number(number), m_drills(std::move(drills)), m_settings(settings) {}

Json DrillPlan::part(std::size_t index) const {
    Json drills = Json::array();
    for (const auto& each : m_drills) {
        Json line{{"drill", each.drill}, {"title", each.title}};
        if (!each.obstacle.empty())
            line["obstacle"] = each.obstacle;
        drills.push_back(std::move(line));
    }
    return {{"number", m_number},
            {"position", index + 1},
            {"drills", std::move(drills)},
            {"seed", m_settings.seed ? Json(*m_settings.seed) : Json()},
            {"fail_fast", m_settings.failFast}};
}

Result<std::string> DrillPlan::run(PlanWork& work, std::stop_token stop) {
    for (std::size_t i = 0; i < m_drills.size(); ++i) {
        if (!m_drills[i].obstacle.empty())
            continue;
        if (stop.stop_requested())
            return ended("interrupted", "");
        const auto done = work.run(i, part(i), stop);
        if (!done)
            return ended("error", done.error().text());
        m_lastRun = done->run;
        if (done->faultStands)
            return ended("fault-stands", "");
        if (done->verdict == "cancelled")
            return ended("interrupted", "");
        const bool more = std::any_of(m_drills.begin() + static_cast<std::ptrdiff_t>(i) + 1, m_drills.end(),
                                      [](const auto& each) { return each.obstacle.empty(); });
        if (more && m_settings.failFast && done->verdict != "passed")
            return ended("fail-fast", "");
    }
    return ended("complete", "");
}

Result<std::string> DrillPlan::ended(const std::string& how, const std::string& why) {
    // Without a run there is nothing that the journal could be told about.
    if (m_lastRun != 0)
        if (auto written = m_journal.append(
                {{m_lastRun, "plan.ended", Json{{"plan", m_number}, {"how", how}, {"why", why}}}});
            !written)
            return failure(std::move(written.error()));
    return how;
}

} // namespace muster::drill
