// A command on a host as the durable client sees it: bytes go in, two streams come out, and it may be lost
// at any moment. What the command started is not tied to the line.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Error.h"
#include "models/base/Secret.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace muster::transport {

using Deadline = std::chrono::steady_clock::time_point;

struct LineNews {
    enum class State {
        open,
        ended, // the command is over and everything that it wrote has been handed over
        lost,  // the line broke; what the other end did since is not known
    };
    std::string out;
    std::string err;
    State state = State::open;
    std::string why; // lost: what happened to it
};

// Belongs to one thread. Going away closes the line and leaves alone what the command started.
class Line {
public:
    virtual ~Line() = default;

    // Sends what is left of the input and returns what came, waiting at most so long for something to come.
    [[nodiscard]] virtual LineNews poll(Milliseconds atMost) = 0;
};

// Opens lines to one host. Belongs to one thread while an act uses it.
class LineSource {
public:
    virtual ~LineSource() = default;

    // Starts `command` with the login shell of the host; `input` is its standard input, which then ends. On
    // error nothing was started, unless it says Retry::unknown. Returns at the deadline at the latest,
    // and soon after `stop` was requested.
    [[nodiscard]] virtual Result<std::unique_ptr<Line>> open(const std::string& command, Secret input,
                                                             Deadline deadline, std::stop_token stop) = 0;
};

} // namespace muster::transport
