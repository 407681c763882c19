#include "range/supervisor/Control.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds startsWithin{6000}; // the longest pause before a restart, and some
constexpr Milliseconds drainsWithin{12'000};

struct State {
    std::optional<Process> supervisor;
    bool supervisorStands = false; // stopped by a signal: it lives and does nothing
    std::optional<Process> program;
};

std::optional<Process> living(const Unit& unit, const std::string& name) {
    const auto process = recorded(unit.supervisor.records, name);
    return process && isAlive(*process) ? process : std::nullopt;
}

// proc(5): T is stopped by a signal, t by a debugger.
bool stands(const Process& process) {
    std::ifstream file("/proc/" + std::to_string(process.pid) + "/stat");
    std::string text;
    std::getline(file, text, '\0');
    const auto close = text.rfind(')');
    return close != std::string::npos && close + 2 < text.size() &&
           (text[close + 2] == 'T' || text[close + 2] == 't');
}

State look(const Unit& unit) {
    State state;
    state.supervisor = living(unit, unit.supervisor.name);
    state.supervisorStands = state.supervisor && stands(*state.supervisor);
    state.program = living(unit, unit.programName);
    return state;
}

std::string words(const std::optional<Process>& process, bool stopped) {
    return process ? (stopped ? "stopped (process " : "runs (process ") + std::to_string(process->pid) + ")"
                   : "gone";
}

int status(const Unit& unit) {
    const auto state = look(unit);
    std::printf("%s %s; %s %s\n", unit.programName.c_str(), words(state.program, false).c_str(),
                unit.supervisor.name.c_str(), words(state.supervisor, state.supervisorStands).c_str());
    if (!state.supervisor || state.supervisorStands)
        return unitAbandoned;
    return state.program ? unitRuns : unitWaits;
}

int complain(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return 1;
}

int start(const Unit& unit) {
    auto state = look(unit);
    if (state.supervisor && state.supervisorStands) {
        // It would restart nothing, and a second one beside it would be one too many.
        endProcesses({*state.supervisor}, SIGKILL, Milliseconds(2000));
        std::printf("%s stood still and was ended\n", unit.supervisor.name.c_str());
        state = look(unit);
    }
    if (!state.supervisor) {
        // What it left behind got SIGTERM with its end, drains, and must not work beside the new one.
        if (state.program && !waitUntilGone({*state.program}, drainsWithin))
            endProcesses({*state.program}, SIGKILL, Milliseconds(2000));
        if (const auto started = launch(unit.supervisor); !started)
            return complain(started.error().text());
    }
    const auto deadline = Clock::now() + startsWithin;
    while (!(state = look(unit)).program && Clock::now() < deadline)
        std::this_thread::sleep_for(Milliseconds(20));
    if (!state.program)
        return complain(unit.programName + " does not come up; read " + unit.supervisor.log.string());
    std::printf("%s %s\n", unit.programName.c_str(), words(state.program, false).c_str());
    return 0;
}

int stop(const Unit& unit) {
    const auto state = look(unit);
    std::vector<Process> all;
    for (const auto& process : {state.supervisor, state.program})
        if (process)
            all.push_back(*process);
    if (state.supervisor) {
        if (state.supervisorStands)
            sendSignal(*state.supervisor, SIGCONT);
        sendSignal(*state.supervisor, SIGTERM); // it ends its program, and then itself
    }
    if (!waitUntilGone(all, drainsWithin) && !endProcesses(all, SIGKILL, Milliseconds(2000)))
        return complain(unit.programName + " does not end");
    std::printf("%s is stopped\n", unit.programName.c_str());
    return 0;
}

int pid(const Unit& unit) {
    const auto program = look(unit).program;
    if (!program)
        return complain(unit.programName + " does not run");
    std::printf("%d\n", program->pid);
    return 0;
}

} // namespace

bool isControlWord(const std::string& word) {
    constexpr std::array<const char*, 5> all{"status", "pid", "start", "stop", "restart"};
    return std::any_of(all.begin(), all.end(), [&](const char* each) { return word == each; });
}

int control(const std::string& word, const std::filesystem::path& file) {
    const auto unit = loadUnit(file);
    if (!unit)
        return complain(unit.error().text());
    if (word == "status")
        return status(*unit);
    if (word == "pid")
        return pid(*unit);
    // Two of them at once would start two supervisors.
    const int lock = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (lock < 0 || ::flock(lock, LOCK_EX) != 0)
        return complain("cannot lock " + file.string());
    int code = word == "start" ? 0 : stop(*unit);
    if (code == 0 && word != "stop")
        code = start(*unit);
    ::close(lock);
    return code;
}

} // namespace muster::range
