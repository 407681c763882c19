// Passes connections on from one port of loopback to another, on a thread of its own, and does to them what
// its faults say.
#pragma once

#include "models/base/Error.h"
#include "range/link/Connection.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace muster::range {

class Relay {
public:
    Relay(std::string name, int port, int targetPort);
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;
    ~Relay(); // closes every connection

    // Binds and listens; error: the port is in use.
    [[nodiscard]] Result<> start();

    struct State {
        Faults faults;
        Counters counters;
        const char* blackHole = ""; // the form that dropping takes here: "true", or "weaker: " and words
    };
    [[nodiscard]] State state() const; // thread-safe
    // Returns the state once the change has taken effect. Thread-safe.
    State change(const std::function<void(Faults&)>& how);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int targetPort() const { return m_targetPort; }

private:
    void work();
    void takeOverFaults(Flow::Time now);
    void drop(bool on);
    void accept();
    [[nodiscard]] int patience(Flow::Time now) const; // for poll(2)

    const std::string m_name;
    const int m_port;
    const int m_targetPort;
    int m_listener = -1;
    int m_wake = -1; // eventfd(2)
    const char* m_blackHole = "";

    // Of the thread alone.
    Faults m_faults;
    Counters m_counters;
    std::list<std::unique_ptr<Connection>> m_connections;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Faults m_wanted;
    std::uint64_t m_wantedNumber = 0;
    std::uint64_t m_doneNumber = 0;
    State m_shown;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace muster::range
