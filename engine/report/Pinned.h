// What a report takes from the texts that a run pinned, and what came of it. Pure. Inside engine/report only.
#pragma once

#include "engine/report/Report.h"

namespace muster::report {

// Body of `document.pinned`: items of the checklist; owner, version and controls of the run's own runbook.
void pinned(Report& report, const Json& body);

// `checklist.ticked`; an item that the checklist does not have is passed over.
void checklistTicked(Report& report, const incident::Event& event);

} // namespace muster::report
