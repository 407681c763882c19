#include "engine/measure/ProberProcess.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace muster::measure {

namespace {

std::vector<std::string> harmlessEnvironment() {
    static constexpr std::array names{"PATH",         "LANG",          "LC_ALL",      "TZ",
                                      "SSL_CERT_DIR", "SSL_CERT_FILE", "GCOV_PREFIX", "GCOV_PREFIX_STRIP",
                                      "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    std::vector<std::string> result;
    for (const auto* name : names)
        if (const auto* value = std::getenv(name))
            result.push_back(std::string(name) + "=" + value);
    return result;
}

int spawn(const std::string& program, int input, int output, pid_t& pid) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, 0);
    posix_spawn_file_actions_adddup2(&files, output, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    auto words = harmlessEnvironment();
    std::vector<char*> environment;
    for (auto& word : words)
        environment.push_back(word.data());
    environment.push_back(nullptr);
    std::string name = program;
    std::array<char*, 2> arguments{name.data(), nullptr};
    const int code =
        posix_spawn(&pid, program.c_str(), &files, &attributes, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return code;
}

tl::unexpected<Error> cannot(const std::string& program, int code) {
    return failure({.what = "cannot start the prober",
                    .why = std::strerror(code),
                    .next = "check that " + program + " is installed and may be executed",
                    .target = program,
                    .retry = Retry::safe});
}

} // namespace

Result<ProberProcess> spawnProber(const std::string& program) {
    std::array<int, 2> input{}, output{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input.data()) != 0)
        return cannot(program, errno);
    if (::pipe2(output.data(), O_CLOEXEC) != 0) {
        const int code = errno;
        ::close(input[0]);
        ::close(input[1]);
        return cannot(program, code);
    }
    pid_t pid = -1;
    const int code = spawn(program, input[1], output[1], pid);
    ::close(input[1]);
    ::close(output[1]);
    if (code != 0) {
        ::close(input[0]);
        ::close(output[0]);
        return cannot(program, code);
    }
    return ProberProcess{pid, input[0], output[0]};
}

bool sendAll(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string firstAnswer(int output, Milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    std::string text;
    while (text.size() < 64UL * 1024) {
        const auto left =
            std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd entry{output, POLLIN, 0};
        if (left <= 0 || (::poll(&entry, 1, static_cast<int>(left)) < 0 && errno != EINTR))
            return {};
        if (entry.revents == 0)
            continue;
        std::array<char, 4096> buffer{};
        const auto got = ::read(output, buffer.data(), buffer.size());
        if (got <= 0)
            return {};
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (const auto end = text.find('\n'); end != std::string::npos)
            return text.substr(0, end);
    }
    return {};
}

bool awaitEnd(int pid, Milliseconds within, int& status) {
    // glibc 2.36 declares pidfd_open() without C linkage.
    const int watched = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    if (watched >= 0) {
        const auto deadline = std::chrono::steady_clock::now() + within;
        pollfd entry{watched, POLLIN, 0};
        while (::poll(&entry, 1,
                      static_cast<int>(std::max<std::int64_t>(
                          0, std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now())
                                 .count()))) < 0 &&
               errno == EINTR) {
        }
        ::close(watched);
    }
    pid_t got = 0;
    while ((got = ::waitpid(pid, &status, WNOHANG)) < 0 && errno == EINTR) {
    }
    return got == pid;
}

} // namespace muster::measure
