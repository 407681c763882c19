// Time comes in through here, so that tests own it.
#pragma once

#include "models/base/Duration.h"

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace muster::ports {

struct Instant {
    std::int64_t monotonicNs = 0; // CLOCK_MONOTONIC: comparable between processes of one boot
    std::int64_t utcMs = 0;       // since 1970-01-01T00:00:00Z, for people
};

// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    // Returns early, with false, when `stop` was requested.
    virtual bool wait(Milliseconds duration, std::stop_token stop) = 0;
};

} // namespace muster::ports
