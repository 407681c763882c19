// Tries how a host is reached, step by step, and says at which step it ended.
#pragma once

#include "engine/transport/durable/Line.h"
#include "engine/transport/ssh/HostKeys.h"
#include "models/environment/Environment.h"
#include "models/ports/SecretSource.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace muster::transport {

struct AccessStep {
    std::string name; // "connect", "host key", "log in", "run a command"
    bool ok = false;
    std::string detail;
};

struct AccessReport {
    std::vector<AccessStep> steps; // the last one is the one that failed, if any did
    std::optional<Error> error;
};

// Over a connection of its own, which it closes again; the command that it runs is `uname -sr`. Blocks until
// `deadline` at most. `host` has `ssh`.
[[nodiscard]] AccessReport checkAccess(const environment::Host& host,
                                       const environment::Environment& environment,
                                       ports::SecretSource& secrets, const FirstUse& firstUse,
                                       Deadline deadline, std::stop_token stop);

} // namespace muster::transport
