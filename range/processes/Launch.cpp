#include "range/processes/Launch.h"

#include "models/base/Json.h"
#include "range/processes/SyncedFile.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace muster::range {
namespace {

std::filesystem::path recordPath(const std::filesystem::path& records, const std::string& name) {
    return records / (name + ".json");
}

struct Pipe {
    std::array<int, 2> ends{-1, -1};
    Pipe() = default;
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() { close(0), close(1); }
    bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
    void close(std::size_t end) {
        if (ends[end] >= 0)
            ::close(ends[end]);
        ends[end] = -1;
    }
};

// Everything that the child needs, laid out before fork: after it only async-signal-safe calls are made.
struct Prepared {
    std::vector<char*> arguments;
    std::vector<std::string> pairs;
    std::vector<char*> environment;
    std::string folder;
    std::string log;
};

[[noreturn]] void becomeProgram(const Prepared& prepared, int gate, int trouble, bool dieWithParent) {
    const auto giveUp = [trouble] {
        const int code = errno;
        [[maybe_unused]] const auto written = ::write(trouble, &code, sizeof code);
        ::_exit(127);
    };
    ::setsid();
    if (dieWithParent)
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    char go = 0;
    ssize_t got = 0;
    do {
        got = ::read(gate, &go, 1);
    } while (got < 0 && errno == EINTR);
    if (got != 1)
        ::_exit(126); // the launcher died or changed its mind: there is no record, so nothing may run
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::umask(077);
    const int input = ::open("/dev/null", O_RDONLY);
    const int output = ::open(prepared.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    if (input < 0 || output < 0 || ::chdir(prepared.folder.c_str()) != 0)
        giveUp();
    ::dup2(input, 0);
    ::dup2(output, 1);
    ::dup2(output, 2);
    const int kept = ::fcntl(trouble, F_DUPFD_CLOEXEC, 3);
    ::dup3(kept, 3, O_CLOEXEC);
    ::syscall(SYS_close_range, 4U, ~0U, 0U);
    ::execve(prepared.arguments.front(), prepared.arguments.data(), prepared.environment.data());
    const int code = errno;
    [[maybe_unused]] const auto written = ::write(3, &code, sizeof code);
    ::_exit(127);
}

Error cannotStart(const Program& program, const std::string& why) {
    return {.what = "cannot start " + program.name,
            .why = program.command.front() + ": " + why,
            .next = "see that the program is installed and may be executed, then try again",
            .target = program.name};
}

Result<> record(const Program& program, const Process& process) {
    const Json json = {{"pid", process.pid},
                       {"start", process.startTicks},
                       {"boot", process.boot},
                       {"program", program.command.front()}};
    return writeSynced(recordPath(program.records, program.name), json.dump() + "\n");
}

} // namespace

Result<Process> launch(const Program& program) {
    Prepared prepared;
    prepared.folder = program.workingFolder;
    prepared.log = program.log;
    auto words = program.command;
    for (auto& word : words)
        prepared.arguments.push_back(word.data());
    prepared.arguments.push_back(nullptr);
    for (const auto& [name, value] : program.environment)
        prepared.pairs.push_back(name + "=" + value);
    for (auto& pair : prepared.pairs)
        prepared.environment.push_back(pair.data());
    prepared.environment.push_back(nullptr);

    Pipe gate;
    Pipe trouble;
    if (!gate.open() || !trouble.open())
        return failure(cannotStart(program, std::strerror(errno)));
    const pid_t pid = ::fork();
    if (pid < 0)
        return failure(cannotStart(program, std::strerror(errno)));
    if (pid == 0) {
        gate.close(1);
        becomeProgram(prepared, gate.ends[0], trouble.ends[1], program.dieWithParent);
    }
    gate.close(0);
    trouble.close(1);

    const auto process = processOf(pid);
    auto kept =
        process ? record(program, *process) : Result<>(failure(cannotStart(program, "it ended at once")));
    if (kept && ::write(gate.ends[1], "g", 1) != 1)
        kept = failure(cannotStart(program, std::strerror(errno)));
    gate.close(1);
    int code = 0;
    if (!kept || ::read(trouble.ends[0], &code, sizeof code) > 0) {
        ::waitpid(pid, nullptr, 0);
        forgetRecord(program.records, program.name);
        return failure(kept ? cannotStart(program, std::strerror(code)) : kept.error());
    }
    return *process;
}

Result<> runToEnd(const Program& program, Milliseconds patience) {
    const auto process = launch(program);
    if (!process)
        return failure(process.error());
    const auto deadline = std::chrono::steady_clock::now() + patience;
    int status = 0;
    bool inTime = true;
    while (::waitpid(process->pid, &status, WNOHANG) == 0) {
        if (inTime && std::chrono::steady_clock::now() >= deadline) {
            inTime = false;
            endProcesses(withDescendants({*process}), SIGKILL, Milliseconds(2000));
        }
        std::this_thread::sleep_for(Milliseconds(5));
    }
    forgetRecord(program.records, program.name);
    if (inTime && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    const std::string how = !inTime             ? "no end after " + formatDuration(patience)
                            : WIFEXITED(status) ? "exit code " + std::to_string(WEXITSTATUS(status))
                                                : "signal " + std::to_string(WTERMSIG(status));
    return failure({.what = program.name + " failed",
                    .why = how + "; the end of its log:\n" + tailOf(program.log),
                    .next = "read " + program.log.string(),
                    .target = program.name});
}

std::optional<Process> recorded(const std::filesystem::path& records, const std::string& name) {
    const auto text = readWhole(recordPath(records, name));
    if (!text)
        return std::nullopt;
    const auto json = Json::parse(*text, nullptr, false);
    if (!json.is_object() || !json.contains("pid") || !json["pid"].is_number_integer() ||
        !json.contains("start") || !json["start"].is_number_unsigned() || !json.contains("boot") ||
        !json["boot"].is_string())
        return std::nullopt;
    return Process{json["pid"].get<pid_t>(), json["start"].get<std::uint64_t>(),
                   json["boot"].get<std::string>()};
}

void forgetRecord(const std::filesystem::path& records, const std::string& name) {
    std::error_code ignored;
    std::filesystem::remove(recordPath(records, name), ignored);
}

std::vector<Process> livingRecorded(const std::filesystem::path& records) {
    std::vector<Process> living;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(records, error)) {
        if (entry.path().extension() != ".json")
            continue;
        const auto process = recorded(records, entry.path().stem());
        if (process && isAlive(*process))
            living.push_back(*process);
    }
    return living;
}

} // namespace muster::range
