#include "tests/support/Program.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace muster::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto look = std::chrono::milliseconds{20};

std::string temporaryFile() {
    std::string name = (std::filesystem::temp_directory_path() / "muster-test-XXXXXX").string();
    const int handle = mkstemp(name.data());
    close(handle);
    return name;
}

std::vector<std::string> merged(const Environment& extra) {
    std::vector<std::string> out;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string line = *each;
        if (!extra.contains(line.substr(0, line.find('='))))
            out.push_back(line);
    }
    for (const auto& [name, value] : extra)
        out.push_back(name + "=" + value);
    return out;
}

int codeOf(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Running::Running(const std::vector<std::string>& words, const Environment& environment)
    : m_outFile(temporaryFile()), m_errFile(temporaryFile()) {
    auto keptWords = words;
    auto keptEnvironment = merged(environment);
    std::vector<char*> arguments;
    for (auto& word : keptWords)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<char*> variables;
    for (auto& line : keptEnvironment)
        variables.push_back(line.data());
    variables.push_back(nullptr);
    m_pid = fork();
    if (m_pid == 0) {
        setpgid(0, 0);
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(open(m_outFile.c_str(), O_WRONLY | O_TRUNC), STDOUT_FILENO);
        dup2(open(m_errFile.c_str(), O_WRONLY | O_TRUNC), STDERR_FILENO);
        execvpe(arguments[0], arguments.data(), variables.data());
        _exit(127);
    }
}

Running::~Running() {
    if (!m_reaped) {
        ::kill(-m_pid, SIGKILL);
        ::kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove(m_outFile, ignored);
    std::filesystem::remove(m_errFile, ignored);
}

void Running::kill(int signal) const {
    if (!m_reaped)
        ::kill(m_pid, signal);
}

bool Running::ended() {
    if (m_reaped)
        return true;
    int status = 0;
    if (waitpid(m_pid, &status, WNOHANG) != m_pid)
        return false;
    m_reaped = true;
    m_exitCode = codeOf(status);
    return true;
}

int Running::wait(std::chrono::seconds limit) {
    if (!eventually([this]() { return ended(); }, limit)) {
        ADD_FAILURE() << "it did not end within " << limit.count() << " s; it said:\n" << err();
        ::kill(-m_pid, SIGKILL);
        int status = 0;
        waitpid(m_pid, &status, 0);
        m_reaped = true;
        m_exitCode = codeOf(status);
    }
    return m_exitCode;
}

std::string Running::out() const {
    return readFile(m_outFile);
}

std::string Running::err() const {
    return readFile(m_errFile);
}

Ran runProgram(const std::vector<std::string>& words, const Environment& environment,
               std::chrono::seconds limit) {
    Running running(words, environment);
    Ran ran;
    ran.exitCode = running.wait(limit);
    ran.out = running.out();
    ran.err = running.err();
    return ran;
}

bool eventually(const std::function<bool()>& condition, std::chrono::seconds limit) {
    const auto deadline = Clock::now() + limit;
    for (;;) {
        if (condition())
            return true;
        if (Clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(look);
    }
}

TemporaryFolder::TemporaryFolder() {
    m_path = (std::filesystem::temp_directory_path() / "muster-test-XXXXXX").string();
    if (mkdtemp(m_path.data()) == nullptr)
        ADD_FAILURE() << "no temporary folder: " << std::strerror(errno);
}

TemporaryFolder::~TemporaryFolder() {
    // A program that outlives the test for a moment, as a prober does, may still write there.
    eventually(
        [this]() {
            std::error_code ignored;
            std::filesystem::remove_all(m_path, ignored);
            return !std::filesystem::exists(m_path, ignored);
        },
        std::chrono::seconds{20});
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
    const auto path = std::filesystem::path(m_path) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

std::string readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos) {
        ADD_FAILURE() << "nothing to replace: " << from;
        return text;
    }
    return text.replace(at, from.size(), to);
}

} // namespace muster::test
