// One event as a sentence of the timeline. Pure. Inside engine/report only.
#pragma once

#include "engine/report/Report.h"
#include "engine/report/StepList.h"

#include <optional>
#include <string>

namespace muster::report {

// nullopt: nothing that a reader of the report cares about.
std::optional<std::string> sentence(const incident::Event& event, const StepList& steps,
                                    const std::vector<ChecklistItem>& checklist);

} // namespace muster::report
