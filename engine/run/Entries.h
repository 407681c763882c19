// Builders of journal entries that more than one part of the engine writes. Internal to the engine.
#pragma once

#include "engine/run/Documents.h"
#include "models/incident/Incident.h"
#include "models/ports/Journal.h"

#include <optional>
#include <string>
#include <vector>

namespace muster::run {

Json positionJson(const std::optional<incident::Position>& position); // null when there is none
incident::Position positionOf(const incident::Visit& visit);

// "reads", "idempotent", "guarded", "irreversible".
const char* riskWord(runbook::Risk risk);

// {"runbook", "step", "at"}: what every event about a visit carries.
Json visitBody(const incident::Visit& visit);

struct Settlement {
    incident::StepState state = incident::StepState::done;
    std::string by; // outcome, check, person, policy
    std::string reason;
    bool halted = false;
};

// step.settled with the step that follows, and the return from a called runbook where it ends.
std::vector<ports::Entry> settle(const incident::Incident& state, const Documents& documents,
                                 const incident::Visit& visit, const Settlement& settlement);

// step.excused: the visit's action is settled without being done; its decision is still to be made.
ports::Entry excuse(const incident::Incident& state, const incident::Visit& visit,
                    const Settlement& settlement);

// Every active visit ends as failed, for `reason`: the run was cancelled or interrupted.
std::vector<ports::Entry> abandonActive(const incident::Incident& state, const std::string& reason);

// decision.made for branch `index` of the visit's step (-1: on with the next step). `reason` may be empty.
std::vector<ports::Entry> decisionEntries(const incident::Incident& state, const Documents& documents,
                                          const incident::Visit& visit, int index, const std::string& by);

} // namespace muster::run
