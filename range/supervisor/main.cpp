// supervisor: keeps one program running, as a container engine's `restart: always` would. It waits 1 s before
// the first restart, twice as long after each further one, 5 s at most, and starts over with 1 s once the
// program has run for 10 s; with `--restart never` it ends with its program instead. SIGTERM or SIGINT stop
// the program's process group (SIGKILL after 10 s). `supervisor WORD UNIT` works with one that runs, or
// starts it again: see Control.h.
#include "range/processes/MemoryGroup.h"
#include "range/processes/Say.h"
#include "range/supervisor/Control.h"

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

constexpr Milliseconds firstBackoff{1000};
constexpr Milliseconds longestBackoff{5000};
constexpr Milliseconds settledAfter{10'000};
constexpr Milliseconds patienceAtStop{10'000};

void say(const std::string& text) {
    muster::range::say("supervisor", text);
}

// Its own output goes where muster-range sent it.
std::filesystem::path ownLog() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/fd/2", error);
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

// Where the program's memory is limited by the kernel.
struct MemoryGroup {
    std::filesystem::path group; // empty: nowhere
    std::int64_t bytes = 0;
};

int supervise(const muster::range::Program& program, const MemoryGroup& memory, bool restarts) {
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
            if (!memory.group.empty() &&
                !muster::range::confine(memory.group, program.name, memory.bytes, child->pid))
                say("the kernel does not limit its memory: it could not be put into " +
                    memory.group.string());
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
        if (!restarts)
            return 0;
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
    if (argc == 3 && muster::range::isControlWord(argv[1]))
        return muster::range::control(argv[1], argv[2]);
    CLI::App app{"Keeps a program running: restarts it when it ends, waiting 1 s to 5 s in between"};
    app.footer(
        "supervisor status|pid|start|stop|restart UNIT works with a supervisor and its program by the "
        "file that\n--unit named. status: 0 it runs, 3 it is about to be started, 4 nothing will start "
        "it");
    muster::range::Program program;
    muster::range::Unit unit;
    std::string log;
    std::string records;
    app.add_option("--name", program.name, "Name of the program in records and log")->required();
    app.add_option("--log", log, "File that takes the program's output")->required();
    app.add_option("--records", records, "Folder that keeps its pid and start time")->required();
    app.add_option("--unit", unit.file, "File that keeps how this supervisor is started again");
    app.add_option("--recorded-as", unit.supervisor.name, "Name of this supervisor in the records")
        ->needs("--unit");
    std::string restart = "always";
    app.add_option("--restart", restart, "always, or never: then it ends when the program has ended")
        ->check(CLI::IsMember({"always", "never"}));
    MemoryGroup memory;
    app.add_option("--memory-group", memory.group, "Memory cgroup that this user may make groups in");
    app.add_option("--memory-limit", memory.bytes, "What the kernel ends the program at, such as 256M")
        ->transform(CLI::AsSizeValue(false))
        ->needs("--memory-group");
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
    if (!unit.file.empty()) {
        unit.programName = program.name;
        unit.supervisor.command.assign(argv, argv + argc);
        unit.supervisor.environment = program.environment;
        unit.supervisor.workingFolder = program.workingFolder;
        unit.supervisor.log = ownLog();
        unit.supervisor.records = records;
        if (const auto kept = muster::range::keepUnit(unit); !kept) {
            say(kept.error().text());
            return 1;
        }
    }
    return supervise(program, memory, restart == "always");
}
