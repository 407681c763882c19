// One authenticated connection to a host whose key was checked; commands run on it one beside the other.
#pragma once

#include "engine/transport/ssh/HostKeys.h"
#include "engine/transport/ssh/Login.h"
#include "engine/transport/ssh/Session.h"

#include <functional>
#include <mutex>

namespace muster::transport {

struct SshMeans {
    LoginMeans login;
    FirstUse firstUse;
    std::mutex& asking; // one question at a time, whatever the host
    // Told of every step of a new connection that went well: "connect", "host key", "log in".
    std::function<void(const char* step, const std::string& detail)> passed = {};
};

// Belongs to one thread at a time, with all its lines.
class SshConnection : public std::enable_shared_from_this<SshConnection> {
public:
    // Connects, checks the host key, logs in; each within the host's connect timeout. On error nothing is
    // left open and nothing was done on the host.
    [[nodiscard]] static Result<std::shared_ptr<SshConnection>>
    open(const environment::Host& host, const SshMeans& means, Deadline deadline, std::stop_token stop);

    // As LineSource::open. After any error the connection is no good any more: `usable` says so.
    [[nodiscard]] Result<std::unique_ptr<Line>> start(const std::string& command, Secret input,
                                                      Deadline deadline, std::stop_token stop);
    [[nodiscard]] bool usable() const { return !m_broken && m_session.connected(); }

private:
    friend class SshLine;
    SshConnection(environment::Host host, int socket) : m_host(std::move(host)), m_session(socket) {}
    [[nodiscard]] Result<> handshake(const HostKeys& known, Deadline deadline, const std::stop_token& stop);
    [[nodiscard]] Result<HostKey> hostKey() const;
    [[nodiscard]] tl::unexpected<Error> lost(std::string what, std::string why, Retry retry) const;

    environment::Host m_host;
    Session m_session;
    bool m_broken = false;
};

} // namespace muster::transport
