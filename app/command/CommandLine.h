// The words of the `muster` command line, in one place: the dispatcher answers help and mistakes from it
// at once, and the core reads the same words again to act on them. No Qt, no I/O.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster::command {

// Exit codes of every muster program, as --help lists them.
enum ExitCode {
    passed = 0,
    failed = 1,
    usage = 2,
    environmentNotReady = 3,
    notTested = 4,
    interrupted = 130,
};

// What was asked for; which fields mean something depends on `verb`.
struct Request {
    std::string verb; // "drill run", "journal verify", ...
    std::string journal;
    std::string environment;
    std::string name;               // of a runbook or drill, or a path to one; drill run: the only one
    std::vector<std::string> names; // drill run: all that were named
    bool all = false;               // drill run: every drill that there is
    bool failFast = false;
    std::string shuffle; // empty: as named; "random", or a seed
    std::string seedFile;
    std::int64_t plan = 0;          // report plan, report metrics; 0: the newest
    std::vector<std::string> files; // lint, verify, export
    std::vector<std::string> inputs;
    std::string mode = "rehearsal";
    bool unattended = false;
    bool acceptHostKeys = false;
    bool jsonToStandardOutput = false;
    std::string jsonFile;
    std::string junitFile;
    std::string reportFile;
    std::string output;
    std::string format = "markdown";
    std::string giveUpAfter;
    std::string reason;
    std::string screen; // console
    std::int64_t run = 0;
    int watchedProcess = 0;

    // Several drills under one result, also when --all finds only one.
    [[nodiscard]] bool isPlan() const { return all || names.size() > 1; }
};

// Either what to do, or an answer that is already complete.
struct Parsed {
    std::optional<Request> request;
    std::string out; // for standard output: help, version
    std::string err; // for standard error: what is wrong with the words, and where to read on
    int exitCode = passed;
};

Parsed parse(const std::vector<std::string>& words);

} // namespace muster::command
