#include "app/workshop/ExportReport.h"
#include "app/workshop/Places.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace muster::app {
namespace {

constexpr int longestMs = 120'000;

Error cannot(const std::string& why, const std::string& file) {
    return {"cannot make the PDF", why, "export the report as HTML, which a browser prints", file,
            Retry::safe};
}

// What the child says until it closes its end; false: it did not within the time.
bool readToEnd(int input, std::string& said) {
    std::array<char, 4096> buffer{};
    for (;;) {
        pollfd waiting{input, POLLIN, 0};
        const int ready = poll(&waiting, 1, longestMs);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        const ssize_t got = read(input, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return true;
        if (said.size() < 65536)
            said.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

Result<> paint(const std::string& journalFile, const char* what, std::int64_t numbered,
               const std::string& file) {
    const std::string program = programFolder() / "muster-pdf";
    if (access(program.c_str(), X_OK) != 0)
        return failure(
            {"cannot make the PDF",
             "the program muster-pdf is not beside this one: this Muster was built without the window",
             "export the report as HTML, or build with -DMUSTER_GUI=ON", program, Retry::never});
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return failure(cannot(std::strerror(errno), file));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    // This program may have blocked signals for its own waiter; the child starts without that.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const std::string number = std::to_string(numbered);
    std::array<const char*, 8> words{program.c_str(), "--journal", journalFile.c_str(), what,
                                     number.c_str(),  "--output",  file.c_str(),        nullptr};
    pid_t child = -1;
    const int code = posix_spawn(&child, program.c_str(), &actions, &attributes,
                                 const_cast<char* const*>(words.data()), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[1]);
    std::string said;
    const bool ended = code == 0 && readToEnd(ends[0], said);
    close(ends[0]);
    if (code != 0)
        return failure(cannot(std::strerror(code), file));
    if (!ended)
        kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!ended)
        return failure(cannot("it took longer than two minutes", file));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    while (!said.empty() && said.back() == '\n')
        said.pop_back();
    if (said.starts_with("muster-pdf: "))
        said.erase(0, 12);
    if (said.empty())
        said = WIFSIGNALED(status) ? "muster-pdf was ended by signal " + std::to_string(WTERMSIG(status))
                                   : "muster-pdf ended with status " + std::to_string(WEXITSTATUS(status));
    return failure(cannot(said, file));
}

} // namespace

Result<> writePdf(const std::string& journalFile, std::int64_t run, const std::string& file) {
    return paint(journalFile, "--run", run, file);
}

Result<> writePlanPdf(const std::string& journalFile, std::int64_t plan, const std::string& file) {
    return paint(journalFile, "--plan", plan, file);
}

} // namespace muster::app
