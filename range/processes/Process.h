// Which process is meant, so exactly that no other is ever signalled: a pid alone is reused, a pid with its
// start time and the boot it belongs to is not. Thread-safe, no state.
#pragma once

#include "models/base/Duration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace muster::range {

struct Process {
    pid_t pid = 0;
    std::uint64_t startTicks = 0; // field 22 of /proc/PID/stat (proc(5)): clock ticks since boot
    std::string boot;             // /proc/sys/kernel/random/boot_id

    friend bool operator==(const Process&, const Process&) = default;
};

// The living process with this pid; nullopt: there is none, or only a zombie is left of it, which holds no
// file and no port any more.
std::optional<Process> processOf(pid_t pid);

// Is exactly this process still alive?
bool isAlive(const Process& process);

// Sends `signal` to exactly this process, through a pidfd whose owner was compared with the start time, so
// that a pid taken over in between is never hit. False: it is gone, or belongs to somebody else.
bool sendSignal(const Process& process, int signal);

// Waits until none of them lives; false after `patience`.
bool waitUntilGone(const std::vector<Process>& processes, Milliseconds patience);

// The same signal to all of them, then SIGKILL to those still alive after `patience`. False: one survived.
bool endProcesses(const std::vector<Process>& processes, int signal, Milliseconds patience);

// The same, and removes the shared memory of PostgreSQL's in /dev/shm that they had and nobody has any more.
// A server that is just being made has some, whatever its settings will say, and leaves it when it is killed.
bool endProcessesAndMemory(const std::vector<Process>& processes, int signal, Milliseconds patience);

// Every living process with its parent, as /proc lists them now.
struct ProcessEntry {
    Process process;
    pid_t parent = 0;
};
std::vector<ProcessEntry> allProcesses();

// `roots` and everything that descends from them, roots first.
std::vector<Process> withDescendants(const std::vector<Process>& roots);

} // namespace muster::range
