#include "range/processes/Process.h"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

const std::string& bootId() {
    static const std::string id = [] {
        std::ifstream file("/proc/sys/kernel/random/boot_id");
        std::string text;
        std::getline(file, text);
        return text;
    }();
    return id;
}

std::optional<ProcessEntry> read(pid_t pid) {
    if (pid <= 0)
        return std::nullopt;
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(file, text, '\0') || text.empty())
        return std::nullopt;
    // The name in parentheses may hold blanks and parentheses itself: count from the last one.
    const auto close = text.rfind(')');
    if (close == std::string::npos)
        return std::nullopt;
    std::istringstream fields(text.substr(close + 1));
    std::string state;
    pid_t parent = 0;
    fields >> state >> parent;
    std::string skipped;
    for (int field = 5; field < 20; ++field)
        fields >> skipped;
    int threads = 0; // field 20
    std::uint64_t start = 0;
    fields >> threads >> skipped >> start;
    // The first thread of a program that is being killed may be a zombie while others still end: until the
    // last of them is gone, files and ports are held.
    const bool isZombie = state == "Z" && threads <= 1;
    if (!fields || isZombie || state == "X")
        return std::nullopt;
    return ProcessEntry{{pid, start, bootId()}, parent};
}

// Files of PostgreSQL's shared memory that it has mapped; none of a process that is not ours to look at.
std::set<std::string> sharedMemoryOf(pid_t pid) {
    std::set<std::string> files;
    std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
    for (std::string line; std::getline(maps, line);)
        if (const auto at = line.find("/dev/shm/PostgreSQL.");
            at != std::string::npos && !line.ends_with(")"))
            files.insert(line.substr(at)); // else "(deleted)" stands after the name
    return files;
}

} // namespace

std::optional<Process> processOf(pid_t pid) {
    const auto entry = read(pid);
    return entry ? std::optional(entry->process) : std::nullopt;
}

bool isAlive(const Process& process) {
    return processOf(process.pid) == process;
}

bool sendSignal(const Process& process, int signal) {
    const int fd = static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0));
    if (fd < 0)
        return false;
    // The descriptor holds on to one process; only now is it known which.
    const bool same = isAlive(process);
    const bool sent = same && ::syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0) == 0;
    ::close(fd);
    return sent;
}

bool waitUntilGone(const std::vector<Process>& processes, Milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    while (std::any_of(processes.begin(), processes.end(), isAlive)) {
        if (Clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(Milliseconds(10));
    }
    return true;
}

bool endProcesses(const std::vector<Process>& processes, int signal, Milliseconds patience) {
    for (const auto& process : processes)
        sendSignal(process, signal);
    if (waitUntilGone(processes, patience))
        return true;
    for (const auto& process : processes) {
        sendSignal(process, SIGKILL);
        sendSignal(process, SIGCONT);
    }
    return waitUntilGone(processes, Milliseconds(5000));
}

bool endProcessesAndMemory(const std::vector<Process>& processes, int signal, Milliseconds patience) {
    std::set<std::string> memory;
    for (const auto& process : processes)
        memory.merge(sharedMemoryOf(process.pid));
    const bool ended = endProcesses(processes, signal, patience);
    if (!memory.empty())
        for (const auto& entry : allProcesses())
            for (const auto& used : sharedMemoryOf(entry.process.pid))
                memory.erase(used);
    for (const auto& file : memory)
        ::unlink(file.c_str());
    return ended;
}

std::vector<ProcessEntry> allProcesses() {
    std::vector<ProcessEntry> all;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename();
        pid_t pid = 0;
        const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (code != std::errc{} || end != name.data() + name.size())
            continue;
        if (auto found = read(pid))
            all.push_back(*found);
    }
    return all;
}

std::vector<Process> withDescendants(const std::vector<Process>& roots) {
    const auto all = allProcesses();
    std::vector<Process> found = roots;
    for (std::size_t next = 0; next < found.size(); ++next) {
        for (const auto& entry : all) {
            const bool known = std::find(found.begin(), found.end(), entry.process) != found.end();
            if (entry.parent == found[next].pid && !known)
                found.push_back(entry.process);
        }
    }
    return found;
}

} // namespace muster::range
