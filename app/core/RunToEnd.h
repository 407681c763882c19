// Runs an incident or a rehearsal from where it stands to its end, with or without a person.
#pragma once

#include "app/workshop/Workshop.h"
#include "engine/run/Documents.h"
#include "models/incident/Incident.h"

#include <stop_token>

namespace muster::app {

// Closes the run in the journal and returns an exit code.
int runToEnd(Workshop& workshop, const run::Documents& documents, incident::Incident state, bool unattended,
             std::stop_token stop);

} // namespace muster::app
