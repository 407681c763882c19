#include "range/control/SecureShell.h"

#include "range/control/AwaitReady.h"
#include "range/control/Topology.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* sshdProgram = "/usr/sbin/sshd"; // refuses to run when it is called by a relative path
constexpr const char* keygenProgram = "/usr/bin/ssh-keygen";

Result<> makeKey(const Layout& layout, const fs::path& postgresBin, const fs::path& file,
                 const std::string& comment, const std::string& name) {
    if (fs::exists(file) && fs::exists(file.string() + ".pub"))
        return {};
    std::error_code error;
    fs::remove(file, error);
    fs::remove(file.string() + ".pub", error);
    return runToEnd({.name = name,
                     .command = {keygenProgram, "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file},
                     .environment = layout.variables(allHosts().front(), postgresBin),
                     .workingFolder = layout.folder,
                     .log = layout.keys() / "ssh-keygen.log",
                     .records = layout.processes()},
                    Milliseconds(20'000));
}

} // namespace

Result<> SecureShell::findPrograms() {
    if (::access(sshdProgram, X_OK) == 0 && ::access(keygenProgram, X_OK) == 0)
        return {};
    return failure({.what = "OpenSSH's server is not installed",
                    .why = "there is no /usr/sbin/sshd or no /usr/bin/ssh-keygen",
                    .next = "apt-get install openssh-server"});
}

Result<> SecureShell::createOperatorKey(const Layout& layout, const fs::path& postgresBin) {
    return makeKey(layout, postgresBin, layout.keys() / "operator", "operator of the practice range",
                   "operator.key");
}

int SecureShell::port() const {
    return m_settings.port(partName());
}

Result<> SecureShell::configure() const {
    const auto folder = m_layout.sshd(m_host);
    if (auto made = makeKey(m_layout, m_postgresBin, folder / "host_key", m_host, m_host + ".host-key");
        !made)
        return made;
    const auto operatorKey = readWhole(m_layout.keys() / "operator.pub").value_or("");
    if (auto written = writeSynced(folder / "authorized_keys", operatorKey); !written)
        return written;
    std::string variables;
    for (const auto& [name, value] : m_layout.variables(m_host, m_postgresBin))
        variables += " \"" + name + "=" + value + "\"";
    // StrictModes would refuse any folder below a world-writable one such as /var/tmp; the range's own folder
    // lets nobody else in, which is what it is there to make sure of.
    const std::string text = "# Written by `muster range up`.\n"
                             "ListenAddress 127.0.0.1\n"
                             "Port " +
                             std::to_string(port()) +
                             "\n"
                             "HostKey \"" +
                             (folder / "host_key").string() +
                             "\"\n"
                             "AuthorizedKeysFile \"" +
                             (folder / "authorized_keys").string() +
                             "\"\n"
                             "PidFile none\n"
                             "UsePAM no\n"
                             "StrictModes no\n"
                             "AllowUsers " +
                             m_settings.user +
                             "\n"
                             "AuthenticationMethods publickey\n"
                             "PubkeyAuthentication yes\n"
                             "PasswordAuthentication no\n"
                             "KbdInteractiveAuthentication no\n"
                             "PermitRootLogin no\n"
                             "PermitUserEnvironment no\n"
                             "PermitUserRC no\n"
                             "AllowTcpForwarding no\n"
                             "AllowAgentForwarding no\n"
                             "X11Forwarding no\n"
                             "PrintMotd no\n"
                             "PrintLastLog no\n"
                             "Subsystem sftp internal-sftp\n"
                             "SetEnv" +
                             variables + "\n";
    return writeSynced(folder / "config", text);
}

Result<> SecureShell::start() const {
    const auto folder = m_layout.sshd(m_host);
    const auto started = launch({.name = partName(),
                                 .command = {sshdProgram, "-D", "-e", "-f", folder / "config"},
                                 .environment = m_layout.variables(m_host, m_postgresBin),
                                 .workingFolder = m_layout.home(m_host),
                                 .log = log(),
                                 .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

bool SecureShell::answers() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    const timeval limit{2, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::array<char, 8> banner{};
    const bool answered = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                          ::recv(fd, banner.data(), 8, MSG_WAITALL) == 8 &&
                          std::string_view(banner.data(), 8) == "SSH-2.0-";
    ::close(fd);
    return answered;
}

std::optional<Process> SecureShell::listener() const {
    const auto process = recorded(m_layout.processes(), partName());
    return process && isAlive(*process) ? process : std::nullopt;
}

Result<> SecureShell::awaitReady() const {
    return range::awaitReady(
        {.what = "sshd on " + m_host, .part = partName(), .log = log()}, [this] { return answers(); },
        [this] { return listener().has_value(); });
}

std::string SecureShell::knownHostsLine() const {
    const auto key = readWhole(m_layout.sshd(m_host) / "host_key.pub").value_or("");
    return "[127.0.0.1]:" + std::to_string(port()) + " " + key;
}

} // namespace muster::range
