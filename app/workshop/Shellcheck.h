// Lints the shell text of runbooks and drills with shellcheck, where it is installed.
#pragma once

#include "models/base/Place.h"
#include "models/runbook/Lint.h"

#include <string>
#include <vector>

namespace muster::app {

// Empty when shellcheck finds nothing; one warning about `file` when it is not installed.
std::vector<Problem> shellcheck(const std::vector<runbook::ShellFence>& fences, const std::string& file);

} // namespace muster::app
