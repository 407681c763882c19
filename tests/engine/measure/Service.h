// A real HTTP service on loopback that misbehaves on demand: on raw sockets, because a good server cannot
// be told to drip, to hang or to close on a request that it has read.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace muster::tests {

enum class Behaviour {
    answer, // with Service::status, and keeps the connection
    echo,   // the same, with the request as its body
    hang,   // reads the request and says nothing
    drip,   // one byte of the answer every 50 ms
    close,  // reads the request and closes without a word
    cut,    // sends the status line and closes in the middle of the body
};

// Thread-safe.
class Service {
public:
    Service();
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    void listen(); // on the same port as ever
    void stop();   // refuses connections and ends those that stand
    void behave(Behaviour behaviour) { m_behaviour = behaviour; }
    void answerWith(int status) { m_status = status; }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] std::vector<std::string> requests() const; // all that were read whole, head and body
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void accept(int listener);
    void serve(int connection);
    bool say(int connection);

    int m_port = 0;
    int m_listener = -1;
    int m_reserved = -1; // holds the port while nothing listens
    std::atomic<bool> m_stopping{true};
    std::atomic<Behaviour> m_behaviour{Behaviour::answer};
    std::atomic<int> m_status{201};
    std::atomic<int> m_connections{0};
    mutable std::mutex m_mutex;
    std::vector<std::string> m_requests;
    std::thread m_accepting;
    std::list<std::thread> m_serving;
};

// Polls until `holds` does, for at most ten seconds (or as told); false when the time is over.
bool await(const std::function<bool()>& holds, std::chrono::milliseconds atMost = std::chrono::seconds{10});

} // namespace muster::tests
