#include "app/workshop/Watchdog.h"

#include "app/workshop/Places.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace muster::app {

Result<int> startWatchdog(const std::filesystem::path& journal, std::int64_t run) {
    const std::string program = (programFolder() / "muster-core").string();
    std::vector<std::string> words{
        program,     "drill",         "watch", std::to_string(run), "--process", std::to_string(getpid()),
        "--journal", journal.string()};
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_RDWR, 0);
    // A pipe or terminal of ours that it kept would never close for whoever reads it.
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    pid_t child = -1;
    const int failed = posix_spawn(&child, program.c_str(), &files, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0)
        return failure({"the watchdog could not be started", std::strerror(failed),
                        "nothing was broken yet; look at " + program, "", Retry::safe});
    return child;
}

void dismissWatchdog(int process) {
    // It waits for our end and holds nothing meanwhile: nothing is lost by ending it at once.
    kill(process, SIGKILL);
    while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void awaitEnd(int process) {
    // Of the process itself and not of its number, which another one may get.
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
    if (handle < 0)
        return;
    // It may have ended before the handle was taken, and its number be another's by now: we are its child.
    if (getppid() != process) {
        close(handle);
        return;
    }
    pollfd ended{handle, POLLIN, 0};
    while (poll(&ended, 1, -1) < 0 && errno == EINTR) {
    }
    close(handle);
}

} // namespace muster::app
