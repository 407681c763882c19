// A figure beside its target. Pure.
#pragma once

#include "models/report/Report.h"

namespace muster::report {

enum class Standing {
    untold, // there is no figure, or no target
    within,
    missed,
};

// `atLeast`: the true figure may be any larger one, so no target counts as kept.
Standing standing(Seconds figure, Seconds target, bool atLeast = false);

// Figure divided by target: 1 is exactly on target. nullopt where one of the two is missing, or the target is
// 0 and the figure is not: no number says how much too much that is.
std::optional<double> ratio(Seconds figure, Seconds target);

// "0 s", "0.4 s", "1 m 52 s"; "not measured" where there is none. At least: "at least 12 s".
std::string spoken(Seconds figure, bool atLeast = false);

} // namespace muster::report
