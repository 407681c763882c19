// A libssh session that never blocks: every call of the library is repeated, with a wait for the socket
// in between, until it is done, the deadline has passed or a stop was requested.
#pragma once

#include "engine/transport/durable/Line.h"

#include <cstdint>
#include <functional>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <stop_token>
#include <string>

namespace muster::transport {

// Belongs to one thread at a time. Not movable: libssh keeps the address of the counters.
class Session {
public:
    // Takes over the socket.
    explicit Session(int socket);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] ssh_session get() const { return m_session; }
    [[nodiscard]] bool connected() const;
    [[nodiscard]] std::string error() const;

    enum class Drive { done, timedOut, stopped };
    // Repeats `call` while it returns `again`; `result` is its last answer.
    Drive drive(const std::function<int()>& call, int again, Deadline deadline, const std::stop_token& stop,
                int& result);
    // Waits for the socket: for input, and for output while there is some to send.
    void wait(Milliseconds atMost);
    // False when the peer was asked whether it is there and has kept silent.
    bool keepAlive();

private:
    ssh_session m_session;
    int m_socket;
    ssh_counter_struct m_counter{};
    std::uint64_t m_heardBytes = 0;
    std::chrono::steady_clock::time_point m_heardAt;
    std::chrono::steady_clock::time_point m_askedAt;
    bool m_asked = false;
};

} // namespace muster::transport
