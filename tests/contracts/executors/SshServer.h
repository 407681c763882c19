// A real sshd on a free loopback port, with keys of its own, for the user who runs the tests.
#pragma once

#include "models/environment/Environment.h"
#include "tests/support/Program.h"

#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace muster::tests {

class SshServer {
public:
    SshServer();
    ~SshServer();
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    // A host that may log in and whose key is known.
    [[nodiscard]] environment::Host host() const;
    [[nodiscard]] std::string spool() const { return m_folder.file("spool"); }
    [[nodiscard]] std::string file(const std::string& name) const { return m_folder.file(name); }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        return m_folder.write(name, text);
    }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] std::string address() const { return "[127.0.0.1]:" + std::to_string(m_port); }
    // "ssh-ed25519 AAAA..." of a host key.
    [[nodiscard]] std::string hostKey(const std::string& type = "ed25519") const;
    [[nodiscard]] std::string fingerprint(const std::string& type = "ed25519") const;

    void stop();
    // On the same port, with the host keys named ("ed25519", "ecdsa", "other" is a second ed25519 key).
    // `variable`: NAME=value for the commands that it runs.
    void start(const std::vector<std::string>& hostKeys = {"ed25519"}, const std::string& variable = {});
    // The processes that serve one connection each.
    [[nodiscard]] std::vector<pid_t> connections() const;
    [[nodiscard]] pid_t pid() const;

private:
    muster::test::TemporaryFolder m_folder;
    int m_port = 0;
    std::unique_ptr<muster::test::Running> m_sshd;
};

std::vector<pid_t> childrenOf(pid_t process);
// Children, their children and so on; without the process itself.
std::vector<pid_t> descendants(pid_t of);

} // namespace muster::tests
