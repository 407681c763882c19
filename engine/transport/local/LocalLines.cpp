#include "engine/transport/local/LocalLines.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace muster::transport {
namespace {

constexpr std::size_t readBytes = 65536;
// So much is read before it is handed over, so that a flood does not keep the caller from its clock.
constexpr std::size_t handedOverAtOnce = 4U << 20U;

class Descriptor {
public:
    explicit Descriptor(int fd = -1) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    int release() {
        const int fd = m_fd;
        m_fd = -1;
        return fd;
    }
    void close() {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }

private:
    int m_fd;
};

// A command of another program's environment would be at the mercy of ours; secrets in ours are not its own.
std::vector<std::string> childEnvironment(const std::string& spool) {
    std::vector<std::string> out{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"};
    for (const char* name : {"HOME", "USER", "LOGNAME", "SHELL", "MUSTER_SPOOL"})
        if (const char* value = std::getenv(name))
            if (spool.empty() || std::strcmp(name, "MUSTER_SPOOL") != 0)
                out.push_back(std::string(name) + "=" + value);
    if (!spool.empty())
        out.push_back("MUSTER_SPOOL=" + spool);
    return out;
}

class LocalLine : public Line {
public:
    LocalLine(pid_t pid, int input, int out, int err, Secret bytes)
        : m_pid(pid), m_input(input), m_out(out), m_err(err), m_bytes(std::move(bytes)) {}

    ~LocalLine() override {
        m_input.close();
        m_out.close();
        m_err.close();
        if (::waitpid(m_pid, nullptr, WNOHANG) != 0)
            return;
        if (!m_over)
            ::kill(-m_pid, SIGKILL);
        // sudo cannot be killed by an ordinary user and may take its time.
        std::thread([pid = m_pid] { ::waitpid(pid, nullptr, 0); }).detach();
    }

    LineNews poll(Milliseconds atMost) override {
        LineNews news;
        pollfd polled[3] = {{m_input.get(), POLLOUT, 0}, {m_out.get(), POLLIN, 0}, {m_err.get(), POLLIN, 0}};
        if (::poll(polled, 3, static_cast<int>(atMost.count())) > 0) {
            if (polled[0].revents != 0)
                send();
            if (polled[1].revents != 0)
                receive(m_out, news.out);
            if (polled[2].revents != 0)
                receive(m_err, news.err);
        }
        m_over = m_out.get() < 0 && m_err.get() < 0;
        if (m_over)
            news.state = LineNews::State::ended;
        return news;
    }

private:
    void send() {
        const auto& bytes = m_bytes.reveal();
        while (m_sent < bytes.size()) {
            const auto sent = ::send(m_input.get(), bytes.data() + m_sent, bytes.size() - m_sent,
                                     MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0) {
                if (errno == EAGAIN || errno == EINTR)
                    return;
                break; // it does not want the rest, for example because the act is there already
            }
            m_sent += static_cast<std::size_t>(sent);
        }
        m_input.close();
        m_bytes = Secret();
    }

    static void receive(Descriptor& from, std::string& to) {
        char buffer[readBytes];
        while (to.size() < handedOverAtOnce) {
            const auto got = ::read(from.get(), buffer, sizeof buffer);
            if (got > 0) {
                to.append(buffer, static_cast<std::size_t>(got));
                continue;
            }
            if (got == 0 || (errno != EAGAIN && errno != EINTR))
                from.close();
            return;
        }
    }

    pid_t m_pid;
    Descriptor m_input;
    Descriptor m_out;
    Descriptor m_err;
    Secret m_bytes;
    std::size_t m_sent = 0;
    bool m_over = false;
};

tl::unexpected<Error> cannotStart(int error) {
    return failure({"cannot start a shell on this machine", std::strerror(error),
                    "end what uses up its processes, descriptors or memory, then try again", "",
                    Retry::safe});
}

} // namespace

Result<std::unique_ptr<Line>> LocalLines::open(const std::string& command, Secret input, Deadline,
                                               std::stop_token) {
    int in[2];
    int out[2];
    int err[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
        return cannotStart(errno);
    Descriptor inOurs(in[0]);
    const Descriptor inTheirs(in[1]);
    if (::pipe2(out, O_CLOEXEC) != 0)
        return cannotStart(errno);
    Descriptor outOurs(out[0]);
    const Descriptor outTheirs(out[1]);
    if (::pipe2(err, O_CLOEXEC) != 0)
        return cannotStart(errno);
    Descriptor errOurs(err[0]);
    const Descriptor errTheirs(err[1]);
    ::fcntl(out[0], F_SETFL, O_NONBLOCK);
    ::fcntl(err[0], F_SETFL, O_NONBLOCK);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in[1], 0);
    posix_spawn_file_actions_adddup2(&files, out[1], 1);
    posix_spawn_file_actions_adddup2(&files, err[1], 2);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    // A session of its own: an interrupt at our terminal is for us to handle, not for the act.
    posix_spawnattr_setflags(
        &attributes, static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));

    auto variables = childEnvironment(m_spool);
    std::vector<char*> environment;
    for (auto& variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    std::string words[3] = {"sh", "-c", command};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, "/bin/sh", &files, &attributes, arguments, environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0)
        return cannotStart(error);
    return std::make_unique<LocalLine>(pid, inOurs.release(), outOurs.release(), errOurs.release(),
                                       std::move(input));
}

} // namespace muster::transport
