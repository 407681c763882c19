// What an outcome means to a step: whether it was expected, what is captured from it, where to go next.
#pragma once

#include "models/base/Error.h"
#include "models/document/Template.h"
#include "models/ports/Executor.h"
#include "models/runbook/Runbook.h"

#include <optional>
#include <string>
#include <string_view>

namespace muster::runbook {

// nullopt when the expectation holds, else why it does not: "exit 2, expected 0 or 1". `out` is standard
// output, or the body of the answer.
[[nodiscard]] std::optional<std::string> unmet(const Action& action, const ports::Outcome& outcome,
                                               std::string_view out);

// What the action is expected to come to, in words: "exit 0 or 1 within 60 s", "status 200 ... asked every
// 0.5 s for 60 s".
[[nodiscard]] std::string expectedWords(const Action& action);

// The captured value as valid UTF-8, at most 64 KiB; nullopt when an optional capture finds nothing. Looks at
// the first 4 MiB of `out`.
[[nodiscard]] Result<std::optional<std::string>> capture(const Capture& capture, std::string_view out);

// All inputs with their values: what was given, else the default. Unknown names, missing values and values
// that do not match are errors.
[[nodiscard]] Result<Values> inputsFrom(const Runbook& runbook, const Values& given);

// Index of the first branch whose condition holds, `otherwise` when none of the others does; nullopt: a
// person decides. `outcome`: of the step's own fence, nullptr when there is none.
[[nodiscard]] std::optional<std::size_t> branchTaken(const Step& step, const ports::Outcome* outcome,
                                                     const Values& values);

} // namespace muster::runbook
