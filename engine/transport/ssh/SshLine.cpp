#include "engine/transport/ssh/SshLine.h"

#include <algorithm>

namespace muster::transport {
namespace {

constexpr std::size_t readBytes = 65536;
constexpr std::size_t sentAtOnce = 32768;
// So much is read before it is handed over, so that a flood does not keep the caller from its clock.
constexpr std::size_t handedOverAtOnce = 4U << 20U;

} // namespace

SshLine::~SshLine() {
    if (m_connection->usable() && ssh_channel_is_open(m_channel) != 0)
        ssh_channel_close(m_channel);
    ssh_channel_free(m_channel);
}

void SshLine::send() {
    const auto& bytes = m_input.reveal();
    while (m_sent < bytes.size()) {
        const auto window = ssh_channel_window_size(m_channel);
        if (window == 0 || (ssh_get_poll_flags(m_connection->m_session.get()) & SSH_WRITE_PENDING) != 0)
            return;
        const auto size = std::min({bytes.size() - m_sent, sentAtOnce, static_cast<std::size_t>(window)});
        const int sent =
            ssh_channel_write(m_channel, bytes.data() + m_sent, static_cast<std::uint32_t>(size));
        if (sent <= 0)
            return;
        m_sent += static_cast<std::size_t>(sent);
    }
    if (!m_inputEnded) {
        m_inputEnded = true;
        ssh_channel_send_eof(m_channel);
        m_input = Secret();
        m_sent = 0;
    }
}

bool SshLine::receive(bool errors, std::string& to) {
    char buffer[readBytes];
    while (to.size() < handedOverAtOnce) {
        const int got = ssh_channel_read_nonblocking(m_channel, buffer, sizeof buffer, errors ? 1 : 0);
        if (got == SSH_ERROR)
            return false;
        if (got <= 0)
            return true;
        to.append(buffer, static_cast<std::size_t>(got));
    }
    return true;
}

LineNews SshLine::poll(Milliseconds atMost) {
    LineNews news;
    auto& session = m_connection->m_session;
    for (int pass = 0; pass < 2; ++pass) {
        if (m_connection->usable() && !m_inputEnded)
            send();
        const bool good = receive(false, news.out) && receive(true, news.err);
        if (good && ssh_channel_is_eof(m_channel) != 0) {
            news.state = LineNews::State::ended;
            return news;
        }
        if (!good || !m_connection->usable()) {
            news.state = LineNews::State::lost;
            news.why = "the connection to " + m_connection->m_host.name + " was lost";
            if (const auto why = session.error(); !why.empty())
                news.why += ": " + why;
            m_connection->m_broken = true;
            return news;
        }
        if (!news.out.empty() || !news.err.empty())
            return news;
        if (!session.keepAlive()) {
            news.state = LineNews::State::lost;
            news.why = m_connection->m_host.name + " no longer answers";
            m_connection->m_broken = true;
            return news;
        }
        if (pass == 0)
            session.wait(atMost);
    }
    return news;
}

} // namespace muster::transport
