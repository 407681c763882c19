// The engine's brain, pure: given the state of a run and its documents, what happens next? The driver does
// the I/O and nothing else. Tested with rows of (runbook, scripted outcomes, expected event log).
#pragma once

#include "engine/run/Documents.h"
#include "models/base/Error.h"
#include "models/incident/Incident.h"
#include "models/ports/Journal.h"
#include "models/ports/Session.h"

#include <string>
#include <variant>
#include <vector>

namespace muster::run {

// Events that follow from the state alone: to be appended, then asked again.
struct Record {
    std::vector<ports::Entry> entries;
};

// A part of the active step is to be executed (or, simulated, only shown).
struct Perform {
    int at = 0;
    incident::Position position;
    std::string part; // incident::partAction ...
    int attempt = 1;
    bool simulate = false;
    // Where it is still to be done, when others of its hosts are done already: after a crash between two
    // hosts, and when a further attempt is needed on some. Empty: where its target leads now.
    std::vector<std::string> onlyHosts;
};

// Intents without an outcome, left by a crash: ask the target what became of them.
struct SettleOpenActs {
    int at = 0;
    incident::Position position;
    std::vector<incident::ActRecord> acts;
};

// A wait step.
struct Pause {
    int at = 0;
    Milliseconds duration{0};
};

// The phase has nothing left to do. `halted`: because a step failed and nobody could settle it.
struct PhaseDone {
    bool halted = false;
};

using Next = std::variant<Record, Perform, SettleOpenActs, ports::Question, Pause, PhaseDone>;

[[nodiscard]] Next next(const incident::Incident& state, const Documents& documents);

// What an operator's answer to `question` means, as events. An answer that does not fit is an Error
// (Retry::safe: ask again) and changes nothing.
[[nodiscard]] Result<std::vector<ports::Entry>> decide(const incident::Incident& state,
                                                       const Documents& documents,
                                                       const ports::Question& question,
                                                       const ports::Answer& answer);

// After Pause has passed.
[[nodiscard]] std::vector<ports::Entry> paused(const incident::Incident& state);

// What the run itself knows by name: its inputs, and over them its captures.
[[nodiscard]] std::map<std::string, std::string> namedValues(const incident::Incident& state);

// The same over the environment's values: what conditions and the arguments of a call may name.
[[nodiscard]] std::map<std::string, std::string> valuesOfRun(const incident::Incident& state,
                                                             const Documents& documents);

} // namespace muster::run
