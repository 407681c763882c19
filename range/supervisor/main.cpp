// supervisor: keeps one program running, as a container engine's `restart: always` would. It waits 0.2 s
// before the first restart, twice as long after each further one, 5 s at most, and starts over with 0.2 s
// once the program has run for 10 s. SIGTERM or SIGINT stop the program's process group (SIGKILL after 10 s).
#include "range/processes/Launch.h"
#include "range/processes/Say.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace {

using muster::Milliseconds;
using Clock = std::chrono::steady_clock;

constexpr Milliseconds firstBackoff{200};
constexpr Milliseconds longestBackoff{5000};
constexpr Milliseconds settledAfter{10'000};
constexpr Milliseconds patienceAtStop{10'000};

void say(const std::string& text) {
    muster::range::say("supervisor", text);
}

// Waits for one of the blocked signals; 0 when the time is over.
int waitForSignal(const sigset_t& signals, Milliseconds patience) {
    const auto count = patience.count();
    const timespec time{count / 1000, (count % 1000) * 1'000'000};
    const int number = ::sigtimedwait(&signals, nullptr, &time);
    return std::max(number, 0);
}

bool isStop(int signal) {
    return signal == SIGTERM || signal == SIGINT;
}

std::string howItEnded(int status) {
    return WIFEXITED(status) ? "ended with exit code " + std::to_string(WEXITSTATUS(status))
                             : "was ended by signal " + std::to_string(WTERMSIG(status));
}

void stopGroup(pid_t child, const sigset_t& signals) {
    // The child is not reaped yet, so neither its pid nor its group can belong to anybody else.
    ::kill(-child, SIGTERM);
    const auto deadline = Clock::now() + patienceAtStop;
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid == 0 && Clock::now() < deadline)
        waitForSignal(signals, Milliseconds(50));
    ::kill(-child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

int supervise(const muster::range::Program& program) {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGTERM, SIGINT, SIGCHLD})
        sigaddset(&signals, number);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);

    Milliseconds backoff = firstBackoff;
    for (;;) {
        const auto started = Clock::now();
        const auto child = muster::range::launch(program);
        if (child) {
            say(program.name + " runs as process " + std::to_string(child->pid));
            int status = 0;
            while (::waitpid(child->pid, &status, WNOHANG) == 0) {
                if (isStop(waitForSignal(signals, Milliseconds(1000)))) {
                    say("stopping " + program.name);
                    stopGroup(child->pid, signals);
                    muster::range::forgetRecord(program.records, program.name);
                    return 0;
                }
            }
            say(program.name + " " + howItEnded(status));
        } else {
            say(child.error().text());
        }
        if (Clock::now() - started >= settledAfter)
            backoff = firstBackoff;
        say("restart in " + std::to_string(backoff.count()) + " ms");
        const auto due = Clock::now() + backoff;
        while (Clock::now() < due) {
            const auto left = std::chrono::duration_cast<Milliseconds>(due - Clock::now()) + Milliseconds(1);
            if (isStop(waitForSignal(signals, left)))
                return 0;
        }
        backoff = std::min(backoff * 2, longestBackoff);
    }
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"Keeps a program running: restarts it when it ends, waiting 0.2 s to 5 s in between"};
    muster::range::Program program;
    std::string log;
    std::string records;
    app.add_option("--name", program.name, "Name of the program in records and log")->required();
    app.add_option("--log", log, "File that takes the program's output")->required();
    app.add_option("--records", records, "Folder that keeps its pid and start time")->required();
    app.add_option("command", program.command, "The program, by its absolute path, and its arguments")
        ->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    program.log = log;
    program.records = records;
    program.workingFolder = std::filesystem::current_path();
    program.dieWithParent = true; // a supervisor that was killed must not leave an unwatched program behind
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string pair = *variable;
        const auto equals = pair.find('=');
        if (equals != std::string::npos)
            program.environment[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return supervise(program);
}
