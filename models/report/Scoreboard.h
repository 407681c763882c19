// What all runs of a journal say together. Pure: summaries in, figures out; docs/MEASURING.md says what a
// single figure is. Nothing here averages over different targets without saying what was worst.
#pragma once

#include "models/ports/Desk.h"
#include "models/report/Standing.h"

#include <span>

namespace muster::report {

struct Filter {
    std::string environment;     // empty: all
    std::int64_t sinceUtcMs = 0; // opened then or later
};

// One drill on one environment.
struct Scenario {
    std::string drill, title, environment;
    ports::RunSummary
        latest; // the newest closed run that was to measure; withdrawn and cancelled ones are none
    int passed = 0, failed = 0, notTested = 0;
};

// The figure that stands worst beside its target. A target of 0 that was missed is worse than any ratio.
struct Worst {
    std::int64_t run = 0;
    std::string title;
    std::string figure;          // "RTO" or "RPO"
    std::optional<double> ratio; // nullopt: its target is 0
    Seconds value, target;
};

// A figure without a ratio (its target is 0, and it was missed) is worse than any other.
bool worse(const Worst& one, const Worst& other);

struct Scoreboard {
    int runs = 0; // that the filter lets through, open ones too
    // Drills. Measured means passed or failed; the success rate is passed of measured.
    int passed = 0, failed = 0, notTested = 0, brokenOff = 0, open = 0;
    std::vector<Scenario> scenarios; // by title
    // Over the latest run of each scenario.
    std::optional<Worst> worst;
    int withRto = 0, rtoWithin = 0; // scenarios with a figure and a target
    int withRpo = 0, rpoWithin = 0;
    int unattended = 0; // of the scenarios with a figure: nobody was there
    Seconds meanRto;    // over `withRto`; of mixed targets: show `worst` beside it
    bool mixedTargets = false;
    // Over all measured runs.
    Count acknowledged, lost;
    int ledgers = 0; // runs whose writes were compared
    // Incidents (live ones and rehearsals apart).
    struct Incidents {
        int all = 0, open = 0;
        std::vector<double> declared; // seconds after the fault, of those where both are known; rising
        TimeByKind times;             // of the closed ones
    };
    Incidents live, rehearsed;

    [[nodiscard]] int measured() const { return passed + failed; }
};

// `runs` newest first, as Desk::runs() has them.
Scoreboard scoreboard(std::span<const ports::RunSummary> runs, const Filter& filter);

// Middle of a rising list; nullopt of an empty one.
Seconds median(const std::vector<double>& rising);

} // namespace muster::report
