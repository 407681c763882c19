#include "engine/transport/secrets/SecretStore.h"

#include "engine/transport/secrets/Keychain.h"
#include "models/base/Shell.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;
using environment::SecretReference;

constexpr std::size_t longestSecret = 65536;
constexpr Milliseconds commandLimit{30'000};
constexpr Milliseconds keychainLimit{60'000}; // a person may have to unlock it first

tl::unexpected<Error> noSecret(const std::string& what, std::string why, std::string next) {
    return failure(
        {"cannot get the secret from " + what, std::move(why), std::move(next), what, Retry::safe});
}

Result<Secret> firstLine(std::string& text, const std::string& from) {
    auto size = std::min(text.find('\n'), text.size());
    if (size > 0 && text[size - 1] == '\r')
        --size;
    Secret out(text.substr(0, size));
    std::fill(text.begin(), text.end(), '\0');
    if (out.empty())
        return noSecret(from, "its first line is empty", "put the secret there");
    return out;
}

// What stands in `fd` up to the limit; false on an error or when the time is over.
bool readUpTo(int fd, std::size_t limit, Clock::time_point deadline, std::string& out) {
    char buffer[4096];
    out.reserve(limit + sizeof buffer); // growing would leave copies behind in memory
    while (out.size() <= limit) {
        const auto left = std::chrono::duration_cast<Milliseconds>(deadline - Clock::now()).count();
        pollfd polled{fd, POLLIN, 0};
        if (left <= 0 || ::poll(&polled, 1, static_cast<int>(left)) == 0)
            return false;
        const auto got = ::read(fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        out.append(buffer, static_cast<std::size_t>(got));
    }
    return true;
}

Result<Secret> fromVariable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0')
        return noSecret("the environment variable " + name,
                        value == nullptr ? "it is not set" : "it is empty", "set it for this program");
    return Secret(value);
}

Result<Secret> fromFile(const std::string& file) {
    const std::string what = "the file " + file;
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return noSecret(what, std::strerror(errno), "create it, or correct its path in the environment file");
    struct stat status {};
    std::string text;
    std::string why;
    if (::fstat(fd, &status) != 0)
        why = std::strerror(errno);
    else if (!S_ISREG(status.st_mode))
        why = "it is not a file";
    else if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        why = "others than its owner may read or write it";
    else if (!readUpTo(fd, longestSecret, Clock::now() + commandLimit, text))
        why = "it cannot be read";
    ::close(fd);
    if (!why.empty())
        return noSecret(what, why, "make it a file of yours alone: chmod 600 " + shellQuote(file));
    return firstLine(text, what);
}

Result<Secret> fromCommand(const std::vector<std::string>& command) {
    const std::string what = "the command " + (command.empty() ? std::string("(none)") : command.front());
    if (command.empty())
        return noSecret(what, "its argument list is empty",
                        "write the program's name in the environment file");
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0)
        return noSecret(what, std::strerror(errno), "try again");
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out[1], 1);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t pid = -1;
    const int error = ::posix_spawnp(&pid, arguments[0], &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    ::close(out[1]);
    if (error != 0) {
        ::close(out[0]);
        return noSecret(what, std::strerror(error), "install it, or correct the environment file");
    }
    std::string text;
    const auto deadline = Clock::now() + commandLimit;
    bool good = readUpTo(out[0], longestSecret, deadline, text);
    ::close(out[0]);
    int status = 0;
    while (good && ::waitpid(pid, &status, WNOHANG) == 0) {
        good = Clock::now() < deadline;
        std::this_thread::sleep_for(Milliseconds(5));
    }
    if (!good) {
        ::kill(-pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return noSecret(what, "it did not end in time", "run it by hand and see what it waits for");
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return noSecret(what, "it failed", "run it by hand and see what it says");
    return firstLine(text, what);
}

} // namespace

Result<Secret> SecretStore::get(const SecretReference& reference) {
    switch (reference.from) {
    case SecretReference::From::variable:
        return fromVariable(reference.name);
    case SecretReference::From::file:
        return fromFile(reference.name);
    case SecretReference::From::command:
        return fromCommand(reference.command);
    case SecretReference::From::keychain:
        return fromKeychain(reference.name, keychainLimit);
    }
    return noSecret("nowhere", "its reference names no source", "correct the environment file");
}

} // namespace muster::transport
