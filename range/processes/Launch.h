// Starts programs that outlive the one who starts them, each recorded before it runs: the child waits at a
// gate until its pid and start time are synced to a file, so a launcher that is killed at any moment leaves
// either no program or one that the next run finds.
#pragma once

#include "models/base/Error.h"
#include "range/processes/Process.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster::range {

struct Program {
    std::string name;                               // of the record: "db-a.sshd"
    std::vector<std::string> command;               // absolute path first
    std::map<std::string, std::string> environment; // the whole of it: nothing is inherited
    std::filesystem::path workingFolder;
    std::filesystem::path log;     // stdout and stderr are appended to it
    std::filesystem::path records; // folder that keeps NAME.json
    bool dieWithParent = false;    // SIGTERM when the launching thread ends
};

// Runs it in a session of its own and returns once the program has been executed (not: is ready). Call it
// from a process with one thread. On error nothing runs and no record is left.
[[nodiscard]] Result<Process> launch(const Program& program);

// The same, waits for its end at most `patience` (then it is killed). Any exit but 0 is an error that
// carries the end of the log.
[[nodiscard]] Result<> runToEnd(const Program& program, Milliseconds patience);

// What NAME.json says; nullopt: there is none that can be read.
std::optional<Process> recorded(const std::filesystem::path& records, const std::string& name);
void forgetRecord(const std::filesystem::path& records, const std::string& name);

// Every process on record that still lives.
std::vector<Process> livingRecorded(const std::filesystem::path& records);

} // namespace muster::range
