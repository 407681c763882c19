// Ctrl-C and a polite kill ask the run to stop; it puts back what it broke and then ends.
#pragma once

#include <memory>
#include <stop_token>
#include <thread>

namespace muster::app {

// Blocks SIGINT, SIGTERM and SIGHUP in the calling thread and its children, and waits for them in a thread
// of its own. One per process, made before any other thread.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_waiter;
};

} // namespace muster::app
