// Faults of the program itself, for practice only: a crash at a moment that nobody can hit from outside, and
// a workflow that no longer moves. Without --practice none of this can be asked for. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace muster::range {

class Practice {
public:
    enum class Crash { none, beforeCheckpoint, duringDrain, abort, memory };

    explicit Practice(bool allowed) : m_allowed(allowed) {}

    [[nodiscard]] bool allowed() const { return m_allowed; }
    // "before-checkpoint", "during-drain", "abort", "memory"; nullopt: none of these.
    [[nodiscard]] static std::optional<Crash> named(const std::string& name);

    // What is armed happens once, at the moment that it names. No effect unless allowed.
    void arm(Crash crash) {
        if (m_allowed)
            m_armed = crash;
    }
    // The program is at this moment: if it was armed for it, it dies here and never returns.
    void at(Crash moment);

    // From now on nothing is worked on in that workflow, as if a step of it waited for an answer that never
    // comes, until it is let go of or the program ends. No effect unless allowed.
    void hang(std::int64_t workflow);
    [[nodiscard]] bool hangs(std::int64_t workflow) const;

private:
    const bool m_allowed;
    std::atomic<Crash> m_armed = Crash::none;
    mutable std::mutex m_mutex;
    std::set<std::int64_t> m_hanging;
};

// How much memory this process may take, and who ends it when it takes more.
struct MemoryLimit {
    std::int64_t bytes = 0; // 0: none
    bool kernel = false;    // a memory cgroup: the kernel kills; else it asks in vain and ends itself
    std::string form;       // for reports: "true", or "weaker: " and words
};
// RLIMIT_AS for this process: asked for more, `new` fails and the program ends with a line in its log. Does
// nothing under the address sanitizer.
bool limitAddressSpace(std::int64_t bytes);
MemoryLimit memoryLimit();

// An exception that nobody caught, and memory that is not to be had, end the program with SIGABRT and a line
// in its log that begins with "panic:".
void reportPanics();

} // namespace muster::range
