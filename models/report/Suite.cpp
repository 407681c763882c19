#include "models/report/Suite.h"

#include <algorithm>
#include <set>

namespace muster::report {
namespace {

// Without ": the drill" at its end, which every drill has in its own document.
std::string shortTitle(const std::string& title) {
    constexpr std::string_view ending = ": the drill";
    return title.size() > ending.size() && title.ends_with(ending)
               ? title.substr(0, title.size() - ending.size())
               : title;
}

// It failed, and yet what the runbook is for was reached: the service came back for good, within its target.
// What is missing is something else, and the reasons name it.
bool partly(const Report& report) {
    return report.verdict == "failed" && !report.faultStands && report.guard.empty() &&
           standing(report.rto, report.rtoTarget) == Standing::within;
}

SuiteDrill fromRun(const Report& report) {
    SuiteDrill out;
    out.drill = report.drill;
    out.title = shortTitle(report.title);
    out.run = report.run;
    out.openedUtcMs = report.openedUtcMs;
    out.verdict = partly(report) ? "partial" : report.verdict;
    out.why = report.why;
    out.form = report.form;
    out.unattended = report.unattended;
    out.faultStands = report.faultStands && report.verdict != "open";
    out.seconds = report.times.total();
    out.rtoTarget = report.rtoTarget;
    out.rpoTarget = report.rpoTarget;
    out.dataSize = report.dataSize;
    out.hardware = report.hardware;
    out.lastHash = report.lastHash;
    if (!out.measured())
        return out; // what it may have measured is void
    out.rto = report.rto;
    out.rpo = report.rpo;
    out.rpoAtLeast = report.rpoAtLeast;
    out.workLost = report.workLost;
    out.workflowsAffected = report.workflowsAffected;
    out.workflowsRecovered = report.workflowsRecovered;
    out.acknowledged = report.counts.acknowledged;
    out.lost = report.counts.lost;
    out.duplicated = report.counts.duplicated;
    return out;
}

// Why the drills after `last` have no run.
std::string whyNotRun(const Suite& suite, const PlanPart& plan, const SuiteDrill& last) {
    const std::string name = "'" + (last.title.empty() ? last.drill : last.title) + "'";
    if (suite.ended == "interrupted")
        return "the plan was stopped by the operator";
    if (suite.ended == "fault-stands")
        return "what " + name + " broke was not put back: what follows would measure a broken system";
    if (suite.ended == "fail-fast")
        return name + " was not passed, and the plan stops at the first that is not";
    if (suite.ended == "error")
        return plan.endedWhy.empty() ? "the plan could not go on" : plan.endedWhy;
    return "the plan has not come to it, or its console ended before";
}

void add(Count& sum, const Count& more) {
    if (more)
        sum = sum.value_or(0) + *more;
}

void addOnce(std::vector<std::string>& all, const std::string& one) {
    if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(one);
}

// Sums up one of the two figures.
class Averages {
public:
    Averages(SuiteFigures& figures, const char* name) : m_figures(figures), m_name(name) {}
    void add(const SuiteDrill& drill, Seconds value, Seconds target, bool atLeast) {
        const auto stands = standing(value, target, atLeast);
        if (stands == Standing::untold)
            return;
        ++m_figures.drills;
        m_figures.within += stands == Standing::within ? 1 : 0;
        m_sum += *value;
        m_figures.mean = m_sum / m_figures.drills;
        m_targets.insert(*target);
        m_figures.mixedTargets = m_targets.size() > 1;
        const Worst candidate{drill.run, drill.title, m_name, ratio(value, target), value, target};
        if (candidate.ratio) {
            m_ratios += *candidate.ratio;
            m_figures.meanRatio = m_ratios / ++m_figures.ratios;
        }
        if (!m_figures.worst || worse(candidate, *m_figures.worst))
            m_figures.worst = candidate;
    }

private:
    SuiteFigures& m_figures;
    const char* m_name;
    double m_sum = 0, m_ratios = 0;
    std::set<double> m_targets;
};

int& counterOf(SuiteTotals& totals, const std::string& verdict) {
    if (verdict == "passed")
        return totals.passed;
    if (verdict == "partial")
        return totals.partial;
    if (verdict == "failed")
        return totals.failed;
    if (verdict == "not-tested")
        return totals.notTested;
    if (verdict == "open")
        return totals.open;
    return verdict == "not-run" ? totals.notRun : totals.stopped;
}

SuiteTotals totalsOf(const std::vector<SuiteDrill>& drills) {
    SuiteTotals out;
    Averages rto(out.rto, "RTO"), rpo(out.rpo, "RPO");
    for (const auto& each : drills) {
        ++out.drills;
        ++counterOf(out, each.verdict);
        out.seconds += each.seconds;
        addOnce(out.dataSizes, each.dataSize);
        addOnce(out.hardware, each.hardware);
        if (!each.measured())
            continue;
        out.passedWeaker += each.verdict == "passed" && each.weaker() ? 1 : 0;
        out.unattended += each.unattended ? 1 : 0;
        rto.add(each, each.rto, each.rtoTarget, false);
        rpo.add(each, each.rpo, each.rpoTarget, each.rpoAtLeast);
        add(out.workflowsAffected, each.workflowsAffected);
        add(out.workflowsRecovered, each.workflowsRecovered);
        add(out.acknowledged, each.acknowledged);
        add(out.lost, each.lost);
        add(out.duplicated, each.duplicated);
        if (each.workLost)
            out.workLost = out.workLost.value_or(0) + *each.workLost;
    }
    return out;
}

} // namespace

Suite planned(const PlanPart& plan) {
    Suite out;
    out.plan = plan.plan;
    out.seed = plan.seed;
    out.failFast = plan.failFast;
    for (const auto& each : plan.drills) {
        SuiteDrill left;
        left.drill = each.drill;
        left.title = shortTitle(each.title);
        left.leftOut = !each.obstacle.empty();
        if (left.leftOut)
            left.why = {each.obstacle};
        out.drills.push_back(std::move(left));
    }
    out.totals = totalsOf(out.drills);
    return out;
}

std::optional<Suite> suite(std::span<const Report> reports, std::int64_t plan) {
    std::vector<const Report*> runs;
    for (const auto& report : reports)
        if (plan != 0 && report.plan.plan == plan)
            runs.push_back(&report);
    if (runs.empty())
        return std::nullopt;
    std::sort(runs.begin(), runs.end(), [](const auto* a, const auto* b) { return a->run < b->run; });
    const Report& first = *runs.front();
    const Report& last = *runs.back();

    Suite out = planned(first.plan);
    out.environment = first.environment;
    out.environmentTitle = first.environmentTitle;
    out.production = first.production;
    out.writer = first.writer;
    out.begunUtcMs = first.openedUtcMs;
    const PlanPart* ending = &last.plan;
    for (const auto* run : runs)
        if (!run->plan.ended.empty())
            ending = &run->plan;
    out.ended = ending->ended;
    out.endedUtcMs = ending->endedUtcMs;
    const SuiteDrill* latest = nullptr;
    for (const auto* run : runs) {
        const auto at = static_cast<std::size_t>(run->plan.position - 1);
        if (run->plan.position < 1 || at >= out.drills.size())
            continue; // no plan of ours says so
        out.drills[at] = fromRun(*run);
        latest = &out.drills[at];
    }
    if (latest != nullptr)
        for (auto& each : out.drills)
            if (each.run == 0 && each.why.empty())
                each.why = {whyNotRun(out, *ending, *latest)};
    out.totals = totalsOf(out.drills);
    return out;
}

std::string overall(const Suite& suite) {
    if (suite.ended == "interrupted")
        return "interrupted";
    const auto any = [&](const auto& is) {
        return std::any_of(suite.drills.begin(), suite.drills.end(), is);
    };
    if (suite.ended == "error" || any([](const SuiteDrill& each) {
            return each.faultStands || each.verdict == "failed" || each.verdict == "partial" ||
                   each.verdict == "cancelled" || each.verdict == "withdrawn";
        }))
        return "failed";
    return any([](const SuiteDrill& each) { return each.verdict != "passed"; }) ? "not-tested" : "passed";
}

} // namespace muster::report
