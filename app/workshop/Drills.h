// What every program that runs drills has in common.
#pragma once

#include "app/workshop/Workshop.h"
#include "engine/measure/Prober.h"
#include "engine/run/Documents.h"
#include "models/ports/Session.h"

#include <string>

namespace muster::app {

// Three times the RTO target; six minutes where there is none.
Milliseconds usualGiveUpAfter(const run::Documents& documents);

// Starts muster-prober beside this program, with its logs in the state folder.
measure::ProberLauncher proberLauncher();

// Takes back what an interrupted drill left, with the documents that its journal pinned, and closes its run.
// False: not everything could be put back. `by`: "console", "watchdog". `observer` may be null.
Result<bool> withdrawRun(journal::SqliteJournal& journal, ports::Clock& clock, std::int64_t number,
                         const std::string& by, ports::SessionObserver* observer);
inline Result<bool> withdrawRun(Workshop& workshop, std::int64_t number, const std::string& by,
                                ports::SessionObserver* observer) {
    return withdrawRun(workshop.journal(), workshop.clock(), number, by, observer);
}

} // namespace muster::app
