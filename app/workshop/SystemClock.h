// The machine's own clocks.
#pragma once

#include "models/ports/Clock.h"

namespace muster::app {

class SystemClock : public ports::Clock {
public:
    [[nodiscard]] ports::Instant now() const override;
    bool wait(Milliseconds duration, std::stop_token stop) override;
};

} // namespace muster::app
