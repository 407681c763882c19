// One real sshd per host, with a host key and an authorized key of its own, on loopback, for one user.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/processes/Process.h"

namespace muster::range {

class SecureShell {
public:
    SecureShell(const Layout& layout, const Settings& settings, std::string host, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_host(std::move(host)),
          m_postgresBin(std::move(postgresBin)) {}

    // Exit 3 material: are sshd and ssh-keygen installed?
    [[nodiscard]] static Result<> findPrograms();
    // The operator's key pair, for all hosts. Keeps what is there.
    [[nodiscard]] static Result<> createOperatorKey(const Layout& layout, const fs::path& postgresBin);

    [[nodiscard]] Result<> configure() const; // host key (kept), authorized_keys, sshd's configuration
    [[nodiscard]] Result<> start() const;
    [[nodiscard]] Result<> awaitReady() const;
    [[nodiscard]] std::optional<Process> listener() const;
    [[nodiscard]] bool answers() const; // with an SSH banner
    [[nodiscard]] int port() const;
    [[nodiscard]] std::string knownHostsLine() const;
    [[nodiscard]] fs::path log() const { return m_layout.sshd(m_host) / "sshd.log"; }
    [[nodiscard]] std::string partName() const { return m_host + ".sshd"; }

private:
    const Layout& m_layout;
    const Settings& m_settings;
    const std::string m_host;
    const fs::path m_postgresBin;
};

} // namespace muster::range
