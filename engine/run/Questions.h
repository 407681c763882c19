// What the engine asks a person, and in which words. Internal to the engine; pure.
#pragma once

#include "engine/run/Documents.h"
#include "models/incident/Incident.h"
#include "models/ports/Journal.h"
#include "models/ports/Session.h"

#include <optional>
#include <string>

namespace muster::run {

// May the step begin? `simulated`: a rehearsal only shows it. What will run is added by the driver.
ports::Question beginQuestion(const incident::Incident& state, const incident::Visit& visit,
                              const runbook::Step& step, bool simulated);
ports::Question confirmQuestion(const incident::Visit& visit, const runbook::Step& step,
                                const runbook::Action& action);
ports::Question failedQuestion(const incident::Incident& state, const incident::Visit& visit,
                               const runbook::Step& step, const std::string& why);
ports::Question unknownQuestion(const incident::Visit& visit, const runbook::Step& step, int attempt);
ports::Question ticksQuestion(const incident::Visit& visit, const runbook::Step& step);
ports::Question decisionQuestion(const Documents& documents, const incident::Visit& visit,
                                 const runbook::Step& step);
ports::Question approvalQuestion(const incident::Visit& visit, const runbook::Step& step,
                                 const runbook::Action& action);
ports::Question messageQuestion(const incident::Incident& state, const incident::Visit& visit,
                                const runbook::Step& step, const runbook::Action& action);
ports::Question confirmUndoQuestion(const incident::Visit& visit, const runbook::Step& step);
// Where a guided run goes on after its undo.
ports::Question undoneQuestion(const incident::Incident& state, const Documents& documents);
ports::Question undoFailedQuestion(const incident::Visit& visit, const runbook::Step& step);

// Why the attempt failed, over all its hosts: "db-a: exit 2, expected 0".
std::string whyFailed(const incident::Visit& visit, int attempt);

// The text of a message step with its {{names}} filled in; names without a value stay as they are.
std::string messageText(const incident::Incident& state, const runbook::Action& action);
ports::Entry messageEntry(const incident::Incident& state, const incident::Visit& visit,
                          const runbook::Action& action, const std::string& text, bool sent);

// The outcome that the conditions of a decision look at: of the last attempt; nullopt if it was simulated
// or there was none.
std::optional<ports::Outcome> lastOutcome(const incident::Visit& visit);

} // namespace muster::run
