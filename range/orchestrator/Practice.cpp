#include "range/orchestrator/Practice.h"

#include "range/orchestrator/Log.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <malloc.h>
#include <new>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace muster::range {
namespace {

constexpr std::int64_t megabyte = 1 << 20;
constexpr std::int64_t unlimitedAbove = std::int64_t{1} << 60; // what cgroups v1 call no limit

[[noreturn]] void panic(const std::string& why) {
    log("panic: " + why);
    std::abort();
}

[[noreturn]] void killSelf() {
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

// Takes memory and uses it, until somebody ends it for that.
[[noreturn]] void exhaustMemory() {
    const auto limit = memoryLimit();
    log("practice: taking memory beyond the limit of " + std::to_string(limit.bytes / megabyte) + " MB (" +
        limit.form + ")");
    std::vector<char*> kept;
    for (;;) {
        kept.push_back(new char[megabyte]);
        std::memset(kept.back(), static_cast<int>(kept.size() % 251) + 1, megabyte);
    }
}

// The number in a file of one number; -1: no file, or no limit in it.
std::int64_t limitIn(const std::string& file) {
    std::ifstream in(file);
    std::int64_t bytes = -1;
    return in >> bytes && bytes < unlimitedAbove ? bytes : -1;
}

// The memory cgroup of this process: version 1 has a line of its own in /proc/self/cgroup, version 2 the
// "0::".
std::optional<MemoryLimit> groupLimit() {
    std::ifstream in("/proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {
        const auto first = line.find(':');
        const auto second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const auto kinds = line.substr(first + 1, second - first - 1);
        const auto path = line.substr(second + 1);
        if (kinds == "memory")
            if (const auto bytes = limitIn("/sys/fs/cgroup/memory" + path + "/memory.limit_in_bytes");
                bytes > 0)
                return MemoryLimit{bytes, true, "true"};
        if (kinds.empty())
            if (const auto bytes = limitIn("/sys/fs/cgroup" + path + "/memory.max"); bytes > 0)
                return MemoryLimit{bytes, true, "true"};
    }
    return std::nullopt;
}

} // namespace

std::optional<Practice::Crash> Practice::named(const std::string& name) {
    constexpr std::array<std::pair<const char*, Crash>, 4> all{
        {{"before-checkpoint", Crash::beforeCheckpoint},
         {"during-drain", Crash::duringDrain},
         {"abort", Crash::abort},
         {"memory", Crash::memory}}};
    for (const auto& [text, crash] : all)
        if (name == text)
            return crash;
    return std::nullopt;
}

void Practice::at(Crash moment) {
    auto armed = moment;
    if (moment == Crash::none || !m_armed.compare_exchange_strong(armed, Crash::none))
        return;
    switch (moment) {
    case Crash::abort:
        throw std::logic_error("practice: an invariant of the workflow engine does not hold");
    case Crash::memory:
        exhaustMemory();
    case Crash::beforeCheckpoint:
    case Crash::duringDrain:
    case Crash::none:
        killSelf();
    }
}

void Practice::hang(std::int64_t workflow) {
    const std::lock_guard lock(m_mutex);
    if (m_allowed)
        m_hanging.insert(workflow);
}

bool Practice::hangs(std::int64_t workflow) const {
    const std::lock_guard lock(m_mutex);
    return m_hanging.contains(workflow);
}

bool limitAddressSpace(std::int64_t bytes) {
#if defined(__SANITIZE_ADDRESS__)
    // The sanitizer has taken terabytes of addresses before main() begins.
    return bytes > 0;
#endif
    // Each arena reserves 64 MB of addresses, one a thread: the limit would count what nobody uses.
    ::mallopt(M_ARENA_MAX, 2);
    const rlimit limit{static_cast<rlim_t>(bytes), static_cast<rlim_t>(bytes)};
    return ::setrlimit(RLIMIT_AS, &limit) == 0;
}

MemoryLimit memoryLimit() {
    if (const auto group = groupLimit())
        return *group;
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return {0, false, "none"};
    return {static_cast<std::int64_t>(limit.rlim_cur), false,
            "weaker: a limit on its address space, at which it ends itself"};
}

void reportPanics() {
    std::set_new_handler([] {
        // Nothing here may need memory.
        constexpr std::string_view text = "panic: out of memory: the limit of this process is reached\n";
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
        std::abort();
    });
    std::set_terminate([] {
        if (const auto thrown = std::current_exception()) {
            try {
                std::rethrow_exception(thrown);
            } catch (const std::exception& error) {
                panic(error.what());
            } catch (...) {
                panic("an exception that is no standard one");
            }
        }
        panic("terminated without an exception");
    });
}

} // namespace muster::range
