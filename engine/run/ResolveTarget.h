// From a target as a runbook writes it to the hosts it means right now.
#pragma once

#include "engine/run/ActRunner.h"

#include <stop_token>
#include <string>
#include <vector>

namespace muster::run {

// Names of hosts, in the environment's order; for http the service itself. A role is asked for on every
// host of its group that answers, by the role's own command. Errors are Retry::safe: nothing was changed.
[[nodiscard]] Result<std::vector<std::string>> resolveTarget(const World& world, const Documents& documents,
                                                             const runbook::Action& action,
                                                             const std::string& keyPrefix,
                                                             std::stop_token stop);

// The values that texts on this host may name: the environment's and the host's own, then what the run adds
// (inputs, captures).
[[nodiscard]] std::map<std::string, std::string>
valuesOn(const Documents& documents, const environment::Host* host, const incident::Incident& state);

} // namespace muster::run
