// What a drill may touch on an environment, and whether it may run there at all. Pure.
#pragma once

#include "models/base/Error.h"
#include "models/environment/Environment.h"
#include "models/runbook/Runbook.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace muster::runbook {

// The hosts that a list of targets can mean; an entry that is no host or group stands for itself (a service).
std::set<std::string> hostsOf(const environment::Environment& environment,
                              const std::vector<std::string>& targets);

// Why this drill of a runbook for `service` does not run on the environment, as far as its documents tell;
// nullopt: it may.
std::optional<Error> drillObstacle(const environment::Environment& environment, const Drill& drill,
                                   const std::string& service);

// The probed services of the environment that the drill has to leave alone: all but the measured one, those
// that its blast radius names, those that answer at the address of one of these, and those whose ledger is
// kept on a host that it names. Sorted.
std::vector<std::string> servicesBeside(const environment::Environment& environment, const Drill& drill,
                                        const std::string& service);

// What is broken, in the drill's own words: the prose of `Break it`, Markdown.
std::string breakingProse(const Drill& drill);

} // namespace muster::runbook
