#include "engine/transport/ssh/Session.h"

#include <algorithm>
#include <libssh/server.h> // ssh_send_keepalive
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds stopLatency{20};
constexpr Milliseconds keepAliveAfter{15'000};
constexpr Milliseconds keepAliveAnswer{10'000};

} // namespace

Session::Session(int socket) : m_session(ssh_new()), m_socket(socket), m_heardAt(Clock::now()) {
    const bool no = false;
    ssh_options_set(m_session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(m_session, SSH_OPTIONS_FD, &m_socket);
    ssh_set_blocking(m_session, 0);
    ssh_set_counters(m_session, &m_counter, nullptr);
}

Session::~Session() {
    // libssh leaves a socket that it was given to the giver, but closes it when the peer said goodbye first.
    const bool open = ssh_get_fd(m_session) == m_socket;
    ssh_disconnect(m_session);
    ssh_free(m_session);
    if (open)
        ::close(m_socket);
}

bool Session::connected() const {
    return ssh_is_connected(m_session) != 0;
}

std::string Session::error() const {
    return ssh_get_error(m_session);
}

void Session::wait(Milliseconds atMost) {
    // Without it the kernel holds back acknowledgements, and a short command takes 40 ms longer.
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    pollfd polled{m_socket, POLLIN, 0};
    if ((ssh_get_poll_flags(m_session) & SSH_WRITE_PENDING) != 0)
        polled.events |= POLLOUT;
    ::poll(&polled, 1, static_cast<int>(std::max<std::int64_t>(atMost.count(), 0)));
}

Session::Drive Session::drive(const std::function<int()>& call, int again, Deadline deadline,
                              const std::stop_token& stop, int& result) {
    for (;;) {
        result = call();
        if (result != again)
            return Drive::done;
        if (stop.stop_requested())
            return Drive::stopped;
        const auto left = std::chrono::duration_cast<Milliseconds>(deadline - Clock::now());
        if (left.count() <= 0)
            return Drive::timedOut;
        wait(std::min(left, stopLatency));
    }
}

bool Session::keepAlive() {
    const auto now = Clock::now();
    if (m_counter.in_bytes != m_heardBytes) {
        m_heardBytes = m_counter.in_bytes;
        m_heardAt = now;
        m_asked = false;
    }
    if (m_asked)
        return now - m_askedAt < keepAliveAnswer;
    if (now - m_heardAt < keepAliveAfter)
        return true;
    // The first call after an answered question only takes note of that answer.
    const auto sent = m_counter.out_bytes;
    ssh_send_keepalive(m_session);
    if (m_counter.out_bytes == sent)
        ssh_send_keepalive(m_session);
    m_asked = true;
    m_askedAt = now;
    return true;
}

} // namespace muster::transport
