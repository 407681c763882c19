// Carries the question about an unknown host from the thread that connects to the person, and back.
#pragma once

#include "app/desk/Announcer.h"
#include "engine/transport/ssh/HostKeys.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace muster::app {

// Thread-safe.
class HostKeyQuestions {
public:
    explicit HostKeyQuestions(Announcer& announcer) : m_announcer(announcer) {}

    // For executors: asks, and waits for the answer; refused when nobody answers for ten minutes, or close()
    // was called. This object outlives whoever holds it.
    [[nodiscard]] transport::FirstUse firstUse();
    void answer(std::int64_t ticket, bool trust);
    void close(); // everything that is asked, now and later, is refused

private:
    Announcer& m_announcer;
    std::mutex m_mutex;
    std::condition_variable m_answered;
    std::map<std::int64_t, std::optional<bool>> m_open;
    std::int64_t m_lastTicket = 0;
    bool m_closed = false;
};

} // namespace muster::app
