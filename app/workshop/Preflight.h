// What must be true before anything is broken or begun; the guard rails of drills.
#pragma once

#include "engine/run/Documents.h"
#include "models/base/Error.h"

namespace muster::app {

// Drills are allowed there, the blast radius is within what the environment allows, something measures it.
[[nodiscard]] Result<> mayDrill(const run::Documents& documents);

// The runbook is for this environment, as far as it says so.
[[nodiscard]] Result<> mayRun(const run::Documents& documents);

} // namespace muster::app
