// What is wrong with a document that could be read: names that lead nowhere, ways that never end, values that
// nobody gives. Pure; the problems of reading itself come from the readers.
#pragma once

#include "models/base/Json.h"
#include "models/base/Place.h"
#include "models/environment/Environment.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <string_view>
#include <vector>

namespace muster::runbook {

// `linked`: the runbooks that this one links to, as far as they exist. Without an environment, targets,
// services, secrets and undefined values are not judged. `today` as "2026-11-24"; empty: reviews are not
// judged. In the order of the document.
std::vector<Problem> lint(const Runbook& runbook, const std::vector<Runbook>& linked,
                          const environment::Environment* environment, std::string_view today);

// `runbook`: the one that the drill exercises.
std::vector<Problem> lintDrill(const Drill& drill, const Runbook& runbook,
                               const environment::Environment* environment);

// An sh fence as shellcheck is to see it: with a first line that says how it runs, and the values it is
// given.
struct ShellFence {
    Place place; // of the fence's opening line
    std::string script;
    int linesBefore = 0; // lines of `script` before the fence's text
};

std::vector<ShellFence> shellFences(const Runbook& runbook);
std::vector<ShellFence> shellFences(const Drill& drill);

// What `shellcheck --shell=sh --format=json1 --severity=info -` printed for the fence. Unquoted values are
// errors, whatever shellcheck calls them. Anything that is not its output gives nothing.
std::vector<Problem> fromShellcheck(const ShellFence& fence, const Json& findings);

} // namespace muster::runbook
