// The sections of a sheet. Inside models/report only.
#pragma once

#include "models/report/Sheet.h"

#include <optional>

namespace muster::report {

Section aboutSection(const Report& report);
std::optional<Section> recoverySection(const Report& report);
std::optional<Section> figuresSection(const Report& report); // writes, losses, workflows
Section stepsSheet(const Report& report);
Section timesSheet(const Report& report);
Section measuredSheet(const Report& report, std::span<const metrics::Sample> samples);
Section timelineSheet(const Report& report);
std::optional<Section> communicationsSheet(const Report& report);
std::optional<Section> checklistSheet(const Report& report);
std::optional<Section> controlsSheet(const Report& report);
Section evidenceSheet(const Report& report);

} // namespace muster::report
