// Where a document applies: `needs` and `not-for` of its front matter, held against an environment. Pure.
#pragma once

#include "models/environment/Environment.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <vector>

namespace muster::runbook {

// Why the document is not for this environment, a sentence for people; empty: it is.
std::string whyNotFor(const environment::Environment& environment, const std::vector<Need>& needs);

} // namespace muster::runbook
