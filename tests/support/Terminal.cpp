#include "tests/support/Terminal.h"

#include <array>
#include <csignal>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace muster::test {

Talked talkTo(const std::vector<std::string>& words, const Environment& environment,
              const std::vector<Habit>& habits, std::chrono::seconds limit) {
    auto kept = words;
    std::vector<char*> arguments;
    for (auto& word : kept)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        for (const auto& [name, value] : environment)
            setenv(name.c_str(), value.c_str(), 1);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    Talked talked;
    std::size_t answered = 0; // how much of what was shown has been looked at
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        pollfd output{terminal, POLLIN, 0};
        if (poll(&output, 1, 100) > 0) {
            std::array<char, 4096> buffer{};
            const ssize_t got = read(terminal, buffer.data(), buffer.size());
            if (got <= 0)
                break; // the other end is closed: it has ended
            talked.shown.append(buffer.data(), static_cast<std::size_t>(got));
        }
        for (const auto& habit : habits) {
            if (talked.shown.size() <= answered || !talked.shown.ends_with(habit.prompt))
                continue;
            answered = talked.shown.size();
            const std::string typed = habit.typed + "\n";
            if (write(terminal, typed.data(), typed.size()) < 0)
                break;
        }
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << "it did not end; it showed:\n" << talked.shown;
            kill(child, SIGKILL);
            break;
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    close(terminal);
    talked.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return talked;
}

} // namespace muster::test
