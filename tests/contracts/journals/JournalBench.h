// One of the journals, with what a test needs to look behind it.
#pragma once

#include "models/ports/Clock.h"
#include "models/ports/Journal.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace muster::test {

// Goes one millisecond further each time somebody looks.
class TickingClock : public ports::Clock {
public:
    [[nodiscard]] ports::Instant now() const override {
        const auto tick = ++m_ticks;
        return {tick * 1'000'000, 1'700'000'000'000 + tick};
    }
    bool wait(Milliseconds, std::stop_token stop) override { return !stop.stop_requested(); }

private:
    mutable std::atomic<std::int64_t> m_ticks = 0;
};

class JournalBench {
public:
    virtual ~JournalBench() = default;
    virtual ports::Journal& journal() = 0;
    virtual ports::JournalQueries& queries() = 0;
    virtual std::string lines() = 0; // an export
};

struct JournalKind {
    std::string name;
    std::function<std::unique_ptr<JournalBench>()> make;
};

JournalKind memoryKind();
JournalKind sqliteKind();
JournalKind sqliteReaderKind(); // written by one, read by another that does not write

} // namespace muster::test
