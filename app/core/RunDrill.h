// What running one drill and running many have in common on the command line.
#pragma once

#include "app/command/CommandLine.h"
#include "app/workshop/DrillStart.h"
#include "app/workshop/Workshop.h"
#include "engine/drill/DrillPlan.h"
#include "models/ports/Session.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace muster::app {

std::filesystem::path drillJournal(const command::Request& request);

// Drills that a crash interrupted come first: their faults are taken back before anything else is broken.
Result<> withdrawInterrupted(Workshop& workshop, ports::SessionObserver& progress);

// Opens the run, starts its watchdog, runs it to its end on this thread. An Error: the journal failed; the
// watchdog then puts back. `opened` is told the run's number before anything happens.
Result<drill::DrillEnd> runDrill(Workshop& workshop, const PreparedDrill& drill,
                                 const command::Request& request, const Json& plan,
                                 const std::function<void(const incident::Incident&)>& opened,
                                 ports::SessionObserver& progress, std::stop_token stop);

// Several of them, one after another; exit codes as of one.
int drillRunPlan(const command::Request& request, std::stop_token stop);

} // namespace muster::app
