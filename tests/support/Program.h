// Runs real programs from tests: what they print, how they end, and nothing left of them afterwards.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace muster::test {

struct Ran {
    int exitCode = -1; // 128 + signal when it was killed
    std::string out;
    std::string err;
};

using Environment = std::map<std::string, std::string>; // set or replaced; the rest is inherited

// Runs to the end; killed after `limit`, which is a failure of the test, not a measurement.
Ran runProgram(const std::vector<std::string>& words, const Environment& environment = {},
               std::chrono::seconds limit = std::chrono::seconds{120});

// A program that goes on while the test does something. Killed with its process group when it goes.
class Running {
public:
    explicit Running(const std::vector<std::string>& words, const Environment& environment = {});
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    void kill(int signal) const;                                      // the process alone, not its group
    [[nodiscard]] bool ended();                                       // without waiting
    int wait(std::chrono::seconds limit = std::chrono::seconds{120}); // exit code; killed after the limit
    [[nodiscard]] std::string out() const;                            // so far
    [[nodiscard]] std::string err() const;

private:
    pid_t m_pid = -1;
    std::string m_outFile;
    std::string m_errFile;
    bool m_reaped = false;
    int m_exitCode = -1;
};

// True as soon as `condition` holds, false when it did not within `limit`.
bool eventually(const std::function<bool()>& condition,
                std::chrono::seconds limit = std::chrono::seconds{30});

// A folder of the test's own, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string file(const std::string& name) const { return m_path + "/" + name; }
    std::string write(const std::string& name, const std::string& text) const; // its path

private:
    std::string m_path;
};

std::string readFile(const std::string& path);
std::string replaced(std::string text, const std::string& from,
                     const std::string& to); // aborts the test if absent

} // namespace muster::test
