#include "models/report/Scoreboard.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace muster::report {
namespace {

using ports::RunSummary;

bool wasToMeasure(const RunSummary& run) {
    return run.verdict == "passed" || run.verdict == "failed" || run.verdict == "not-tested";
}

void add(Count& sum, const Count& more) {
    if (more)
        sum = sum.value_or(0) + *more;
}

void add(TimeByKind& sum, const TimeByKind& more) {
    sum.machine += more.machine;
    sum.person += more.person;
    sum.approval += more.approval;
    sum.communications += more.communications;
    sum.interrupted += more.interrupted;
}

void drill(Scoreboard& board, const RunSummary& run) {
    if (run.verdict.empty()) {
        ++board.open;
        return;
    }
    if (!wasToMeasure(run)) {
        ++board.brokenOff;
        return;
    }
    auto scenario = std::find_if(board.scenarios.begin(), board.scenarios.end(), [&](const auto& each) {
        return each.drill == run.drill && each.environment == run.environment;
    });
    if (scenario == board.scenarios.end()) {
        board.scenarios.push_back({run.drill, run.title, run.environment, run, 0, 0, 0});
        scenario = board.scenarios.end() - 1;
    }
    const auto count = [&](int Scoreboard::*all, int Scenario::*one) {
        ++(board.*all);
        ++((*scenario).*one);
    };
    if (run.verdict == "passed")
        count(&Scoreboard::passed, &Scenario::passed);
    else if (run.verdict == "failed")
        count(&Scoreboard::failed, &Scenario::failed);
    else
        count(&Scoreboard::notTested, &Scenario::notTested);
    if (run.verdict != "not-tested" && run.lost) {
        ++board.ledgers;
        add(board.lost, run.lost);
        add(board.acknowledged, run.acknowledged);
    }
}

void incident(Scoreboard::Incidents& incidents, const RunSummary& run) {
    ++incidents.all;
    if (run.declared)
        incidents.declared.push_back(*run.declared);
    if (run.verdict.empty())
        ++incidents.open;
    else
        add(incidents.times, run.times);
}

void consider(Scoreboard& board, const Scenario& scenario, const char* figure, Seconds value,
              Seconds target) {
    if (!value || !target)
        return;
    Worst candidate{scenario.latest.run, scenario.title, figure, ratio(value, target), value, target};
    if (!board.worst || worse(candidate, *board.worst))
        board.worst = std::move(candidate);
}

void latest(Scoreboard& board) {
    double sum = 0;
    std::set<double> targets;
    for (const auto& scenario : board.scenarios) {
        const auto& run = scenario.latest;
        if (run.verdict == "not-tested") // its figures are void
            continue;
        const auto rto = standing(run.rto, run.rtoTarget);
        const auto rpo = standing(run.rpo, run.rpoTarget, run.rpoAtLeast);
        if (rto != Standing::untold) {
            ++board.withRto;
            board.rtoWithin += rto == Standing::within ? 1 : 0;
            sum += *run.rto;
            targets.insert(*run.rtoTarget);
        }
        if (rpo != Standing::untold) {
            ++board.withRpo;
            board.rpoWithin += rpo == Standing::within ? 1 : 0;
        }
        if (run.unattended && (rto != Standing::untold || rpo != Standing::untold))
            ++board.unattended;
        consider(board, scenario, "RTO", run.rto, run.rtoTarget);
        consider(board, scenario, "RPO", run.rpo, run.rpoTarget);
    }
    if (board.withRto > 0)
        board.meanRto = sum / board.withRto;
    board.mixedTargets = targets.size() > 1;
}

} // namespace

bool worse(const Worst& one, const Worst& other) {
    if (one.ratio && other.ratio)
        return *one.ratio > *other.ratio;
    return !one.ratio && other.ratio;
}

Scoreboard scoreboard(std::span<const RunSummary> runs, const Filter& filter) {
    Scoreboard board;
    for (const auto& run : runs) {
        if ((!filter.environment.empty() && run.environment != filter.environment) ||
            run.openedUtcMs < filter.sinceUtcMs)
            continue;
        ++board.runs;
        if (run.kind == "drill")
            drill(board, run);
        else
            incident(run.mode == incident::Mode::live ? board.live : board.rehearsed, run);
    }
    std::sort(board.scenarios.begin(), board.scenarios.end(), [](const auto& a, const auto& b) {
        return std::tie(a.title, a.environment, a.drill) < std::tie(b.title, b.environment, b.drill);
    });
    std::sort(board.live.declared.begin(), board.live.declared.end());
    std::sort(board.rehearsed.declared.begin(), board.rehearsed.declared.end());
    latest(board);
    return board;
}

Seconds median(const std::vector<double>& rising) {
    if (rising.empty())
        return std::nullopt;
    const auto middle = rising.size() / 2;
    return rising.size() % 2 == 1 ? rising[middle] : (rising[middle - 1] + rising[middle]) / 2;
}

} // namespace muster::report
