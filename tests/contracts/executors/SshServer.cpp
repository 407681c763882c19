#include "tests/contracts/executors/SshServer.h"

#include "tests/support/Ports.h"

#include <arpa/inet.h>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::tests {
namespace {

using muster::test::runProgram;

void makeKey(const std::string& file, const std::string& type, const std::string& passphrase = {}) {
    const auto made =
        runProgram({"ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "muster-test", "-f", file});
    ASSERT_EQ(made.exitCode, 0) << made.err;
}

bool answers(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool good = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return good;
}

} // namespace

std::vector<pid_t> childrenOf(pid_t process) {
    std::vector<pid_t> out;
    std::error_code ignored;
    // A child belongs to the thread that made it.
    for (const auto& thread :
         std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", ignored)) {
        std::ifstream children(thread.path() / "children");
        for (pid_t child = 0; children >> child;)
            out.push_back(child);
    }
    return out;
}

std::vector<pid_t> descendants(pid_t of) {
    auto out = childrenOf(of);
    for (const auto child : childrenOf(of)) {
        const auto more = descendants(child);
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

SshServer::SshServer() : m_port(test::freePort()) {
    for (const auto* type : {"ed25519", "ecdsa"})
        makeKey(m_folder.file(std::string("host_") + type), type);
    makeKey(m_folder.file("host_other"), "ed25519");
    makeKey(m_folder.file("login"), "ed25519");
    makeKey(m_folder.file("wrong"), "ed25519");
    makeKey(m_folder.file("locked"), "ed25519", "open sesame");
    m_folder.write("authorized_keys", muster::test::readFile(m_folder.file("login.pub")) +
                                          muster::test::readFile(m_folder.file("locked.pub")));
    m_folder.write("known_hosts", address() + " " + hostKey() + "\n");
    if (::geteuid() == 0)
        ::mkdir("/run/sshd", 0755); // sshd refuses to run as root without it
    start();
}

SshServer::~SshServer() {
    stop();
}

std::string SshServer::hostKey(const std::string& type) const {
    std::istringstream line(muster::test::readFile(m_folder.file("host_" + type + ".pub")));
    std::string algorithm;
    std::string key;
    line >> algorithm >> key;
    return algorithm + " " + key;
}

std::string SshServer::fingerprint(const std::string& type) const {
    std::istringstream line(
        runProgram({"ssh-keygen", "-l", "-f", m_folder.file("host_" + type + ".pub")}).out);
    std::string bits;
    std::string print;
    line >> bits >> print;
    return print;
}

void SshServer::start(const std::vector<std::string>& hostKeys, const std::string& variable) {
    std::string config = "ListenAddress 127.0.0.1:" + std::to_string(m_port) +
                         "\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n"
                         "KbdInteractiveAuthentication no\nPermitRootLogin yes\nMaxStartups 100\n"
                         "AuthorizedKeysFile " +
                         m_folder.file("authorized_keys") + "\nSetEnv MUSTER_SPOOL=" + spool() + " " +
                         variable + "\n";
    for (const auto& key : hostKeys)
        config += "HostKey " + m_folder.file("host_" + key) + "\n";
    const auto file = m_folder.write("sshd_config", config);
    m_sshd = std::make_unique<muster::test::Running>(
        std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", file});
    ASSERT_TRUE(muster::test::eventually([&] { return answers(m_port); })) << m_sshd->err();
}

void SshServer::stop() {
    if (!m_sshd)
        return;
    for (const auto pid : connections())
        ::kill(pid, SIGKILL);
    m_sshd.reset();
    // A child that was just begun may hold the port for a moment longer, and the next one could not have it.
    EXPECT_TRUE(muster::test::eventually([&] { return !answers(m_port); }));
}

pid_t SshServer::pid() const {
    return m_sshd->pid();
}

std::vector<pid_t> SshServer::connections() const {
    std::vector<pid_t> out;
    for (const auto pid : descendants(m_sshd->pid())) {
        std::string name;
        std::ifstream("/proc/" + std::to_string(pid) + "/comm") >> name;
        if (name == "sshd")
            out.push_back(pid);
    }
    return out;
}

environment::Host SshServer::host() const {
    environment::Host host;
    host.name = "db-a";
    environment::SshAccess access;
    access.address = "127.0.0.1";
    access.port = m_port;
    access.user = ::getpwuid(::geteuid())->pw_name;
    access.keyFile = m_folder.file("login");
    access.knownHostsFile = m_folder.file("known_hosts");
    host.ssh = access;
    return host;
}

} // namespace muster::tests
