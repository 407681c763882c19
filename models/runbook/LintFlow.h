// Lint of the ways through a runbook: links, conditions, steps that nobody reaches, loops that nobody leaves.
#pragma once

#include "models/base/Place.h"
#include "models/runbook/LintAction.h"
#include "models/runbook/Runbook.h"

#include <vector>

namespace muster::runbook {

void lintFlow(const Runbook& runbook, const std::vector<Runbook>& linked,
              const environment::Environment* environment, std::vector<Problem>& problems);

// True when the conditions of the step's branches cover every outcome that its fence may have, so that
// nobody is ever asked.
bool decidesItself(const Step& step);

} // namespace muster::runbook
