// From a fence to the complete script for /bin/sh -eu. Values become quoted assignments or quoted words;
// nothing is ever spliced into the text.
#pragma once

#include "models/base/Error.h"
#include "models/document/Template.h"
#include "models/environment/Environment.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <vector>

namespace muster::runbook {

// What texts on `host` may name: the environment's values, the host's own before them, and `host`, its name.
Values hostValues(const environment::Environment& environment, const environment::Host& host);

// The script of an sh or sql action. An sh fence: the values that its text names as assignments, then its
// text. `run=NAME`: the command of the environment, see commandScript. sql: psql on standard input, variables
// with -v; where it connects to is said by the values db_host, db_port, db_user, db_name (or `database`,
// which comes first) and db_passfile. Secrets are never part of it. A value that holds a NUL byte, a name
// that cannot be assigned or that steers the shell (PATH, IFS, ...), an unknown command or an undefined
// {{name}} is an error.
[[nodiscard]] Result<std::string> shellScript(const Action& action, const Values& values,
                                              const environment::Environment& environment);

// `exec` and the argument list as quoted words, {{name}} replaced inside them.
[[nodiscard]] Result<std::string> commandScript(const std::vector<std::string>& command,
                                                const Values& values);

} // namespace muster::runbook
