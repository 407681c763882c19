// The charts of a report. Pure: the same report gives the same drawing. Each has a table or figures beside it
// in the report that say the same in words.
#pragma once

#include "models/metrics/Sample.h"
#include "models/report/Drawing.h"
#include "models/report/Report.h"

#include <optional>
#include <span>

namespace muster::report {

inline constexpr double drawingWidth = 720; // of all of them, so that they stand above each other

// RTO and RPO as bars against their targets. nullopt: there is neither a figure nor a target.
std::optional<Drawing> targetBars(const Report& report);

// The run from its beginning to its end: phases, the service, and every step in a lane of its own, with the
// milestones across them. nullopt: no step was reached.
std::optional<Drawing> recoveryTimeline(const Report& report);

// What the prober was told, over time: a lane for each answer, and how long good answers took. However many
// samples there are, the drawing stays of the same size. nullopt: there are none.
std::optional<Drawing> probeAnswers(const Report& report, std::span<const metrics::Sample> samples);

} // namespace muster::report
