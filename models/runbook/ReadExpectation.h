// expect=exit:0,1,2 | status:200 | json:/pointer:value | rows:some | rows:none
#pragma once

#include "models/runbook/ReadAction.h"

namespace muster::runbook {

// Adds to the action's expectation; what cannot be read, or does not fit the action's kind, is a problem.
void readExpectation(const InfoWord& word, Action& action, std::vector<Problem>& problems);

} // namespace muster::runbook
