// What a plan of many drills came to, told from the reports of its runs and from nothing else. Pure; all text
// is printable. docs/DRILL-PLANS.md says what every word and figure is.
#pragma once

#include "models/report/Scoreboard.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace muster::report {

// One drill of the plan, in its order.
struct SuiteDrill {
    std::string drill, title;
    std::int64_t run = 0; // 0: it has none
    std::int64_t openedUtcMs = 0;
    bool leftOut = false; // from the beginning, since it cannot run there
    // "passed", "partial", "failed", "not-tested", "cancelled", "withdrawn", "open" (it runs now, or its
    // console was killed), "not-run"
    std::string verdict = "not-run";
    std::vector<std::string> why;
    std::string form; // of the fault: "true", "weaker: ..."; empty: the drill did not say
    bool unattended = false;
    bool faultStands = false;
    double seconds = 0; // from opening to closing
    Seconds rto, rtoTarget, rpo, rpoTarget, workLost;
    bool rpoAtLeast = false;
    Count workflowsAffected, workflowsRecovered;
    Count acknowledged, lost, duplicated;
    std::string dataSize, hardware;
    std::string lastHash; // of the run's last event: what was exported can be found in the journal

    // Its figures count: it was tested, and came to a result.
    [[nodiscard]] bool measured() const {
        return verdict == "passed" || verdict == "partial" || verdict == "failed";
    }
    [[nodiscard]] bool weaker() const { return form.starts_with("weaker"); }
};

// One figure over all measured drills that have it and a target for it.
struct SuiteFigures {
    int drills = 0, within = 0;
    Seconds mean;                    // of mixed targets: read it beside `worst`
    std::optional<double> meanRatio; // figure to target, over `ratios`
    int ratios = 0;                  // drills that have one: a target of 0 that was missed has none
    std::optional<Worst> worst;
    bool mixedTargets = false;
};

struct SuiteTotals {
    int drills = 0;
    int passed = 0, partial = 0, failed = 0, notTested = 0, stopped = 0, open = 0, notRun = 0;
    int passedWeaker = 0; // of `passed`: by a weaker form of the fault
    int unattended = 0;   // of the measured ones
    SuiteFigures rto, rpo;
    // Sums over the measured drills that have the figure; nullopt: none has.
    Count workflowsAffected, workflowsRecovered, acknowledged, lost, duplicated;
    Seconds workLost;
    double seconds = 0;                           // of all runs together
    std::vector<std::string> dataSizes, hardware; // each once, in the order of the runs

    [[nodiscard]] int measured() const { return passed + partial + failed; }
};

struct Suite {
    std::int64_t plan = 0;
    std::string environment, environmentTitle;
    bool production = false;
    std::string writer; // id of the journal
    std::optional<std::int64_t> seed;
    bool failFast = false;
    std::int64_t begunUtcMs = 0; // its first run was opened
    std::int64_t endedUtcMs = 0; // 0: it has not ended, as far as the journal tells
    std::string ended;           // the words of PlanPart; empty: the same
    std::vector<SuiteDrill> drills;
    SuiteTotals totals;
};

// A plan of which nothing has run yet: what its first run will say of it.
Suite planned(const PlanPart& plan);

// The plan with this number, from the reports of its runs, in any order; those of others are passed over.
// nullopt: none of them belongs to it.
std::optional<Suite> suite(std::span<const Report> reports, std::int64_t plan);

// "passed" (all of them), "failed" (one did, was withdrawn, or was not put back), "not-tested" (none failed,
// and one proved nothing), "interrupted" (a person stopped it).
std::string overall(const Suite& suite);

} // namespace muster::report
