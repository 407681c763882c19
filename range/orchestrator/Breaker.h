// A circuit breaker before the database: after several failures on end nobody waits for it any more, requests
// are refused at once, and one of them from time to time tries whether it is back. Thread-safe.
#pragma once

#include "models/base/Duration.h"

#include <chrono>
#include <mutex>
#include <string>

namespace muster::range {

class Breaker {
public:
    enum class State { closed, open, halfOpen };
    using Clock = std::chrono::steady_clock;

    Breaker(int failures, Milliseconds openFor) : m_limit(failures), m_openFor(openFor) {}

    // May this request go to the database? Where it may, succeeded() or failed() must follow, or, if it was
    // not asked after all, letGo().
    [[nodiscard]] bool allow(Clock::time_point now = Clock::now());
    void succeeded();
    void failed(Clock::time_point now = Clock::now());
    void letGo();

    struct Numbers {
        State state = State::closed;
        int failures = 0; // on end
        std::int64_t opened = 0;
        std::int64_t refused = 0;
    };
    [[nodiscard]] Numbers numbers() const;
    [[nodiscard]] static const char* word(State state); // "closed", "open", "half-open"

private:
    const int m_limit;
    const Milliseconds m_openFor;
    mutable std::mutex m_mutex;
    Numbers m_numbers;
    Clock::time_point m_trialDue;
    bool m_trying = false;
};

} // namespace muster::range
