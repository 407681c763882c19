// How long a plan of drills still takes, guessed from how long each of them took before. Pure.
#pragma once

#include "models/ports/Desk.h"

#include <span>
#include <string>
#include <vector>

namespace muster::report {

// The middle of the newest five runs of this drill there that came to a result; nullopt: it has none. `runs`
// newest first.
Seconds usualTime(std::span<const ports::RunSummary> runs, const std::string& drill,
                  const std::string& environment);

struct TimeLeft {
    double seconds = 0; // of those whose time is known
    int known = 0, unknown = 0;
};

// `usual` of the drill that runs and of those to come, in this order; `runningFor` seconds the first one has
// run.
TimeLeft timeLeft(std::span<const Seconds> usual, double runningFor);

// "about 3 m 20 s left", "about 3 m 20 s left and 2 drills that never ran here", "time left unknown: ...";
// empty where nothing is to come.
std::string timeLeftText(const TimeLeft& left);

} // namespace muster::report
