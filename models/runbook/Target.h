// Where a fence acts, as a runbook writes it.
#pragma once

#include "models/base/Error.h"

#include <string>
#include <string_view>

namespace muster::runbook {

struct Target {
    enum class Kind {
        host, // "app-a": a host, a service (http), or a group that is only read from
        role, // "db@primary": the hosts of group `name` that hold `role` when the step runs
        each, // "each:app": all hosts of the group
    };
    Kind kind = Kind::host;
    std::string name; // of the host, service or group
    std::string role;
};

// Says nothing about whether the environment knows it.
[[nodiscard]] Result<Target> parseTarget(std::string_view text);

} // namespace muster::runbook
