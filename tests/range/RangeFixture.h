// A real range in a folder of its own, driven as a user drives it: by the program muster-range.
#pragma once

#include "models/base/Json.h"
#include "range/processes/Process.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace muster::range::tests {

namespace fs = std::filesystem;

struct Ran {
    int code = -1;
    std::string output; // stdout and stderr
};

// `command` holds only words that the tests chose themselves.
inline Ran runCommand(const std::string& command) {
    Ran ran;
    FILE* pipe = ::popen(command.c_str(), "r");
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = ::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        ran.output.append(buffer.data(), got);
    const int status = ::pclose(pipe);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return ran;
}

inline Ran runRange(const fs::path& folder, const std::string& arguments) {
    return runCommand(std::string(MUSTER_BIN_DIR) + "/muster-range --folder " + folder.string() + " " +
                      arguments + " 2>&1");
}

inline bool eventually(const std::function<bool()>& holds, Milliseconds patience = Milliseconds(20'000)) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(Milliseconds(50));
    }
    return true;
}

class RangeTest : public ::testing::Test {
protected:
    void SetUp() override {
        const char* base = std::getenv("TMPDIR");
        std::string pattern = std::string(base == nullptr || *base == '\0' ? "/tmp" : base) + "/mrtXXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_parent = fs::canonical(pattern);
        ::chmod(m_parent.c_str(), 0755); // as root the range runs as another user
        m_folder = m_parent / "r";
    }

    void TearDown() override {
        for (const auto& folder : {m_folder, m_parent / "other"})
            runRange(folder, "down");
        std::error_code error;
        fs::remove_all(m_parent, error);
    }

    void bringUp(const std::string& options = "") {
        const auto ran = runRange(m_folder, "up " + options);
        ASSERT_EQ(ran.code, 0) << ran.output;
    }

    static Json statusOf(const fs::path& folder) {
        return Json::parse(runRange(folder, "status --json").output, nullptr, false);
    }
    static Json part(const Json& status, const std::string& name) {
        for (const auto& each : status.at("parts"))
            if (each.at("name") == name)
                return each;
        return {};
    }
    static std::vector<Process> processesIn(const Json& status) {
        std::vector<Process> all;
        for (const auto& each : status.at("parts"))
            if (each.at("pid").is_number())
                if (auto process = processOf(each.at("pid").get<pid_t>()))
                    all.push_back(*process);
        return all;
    }

    [[nodiscard]] int portOf(const std::string& name) const {
        return part(statusOf(m_folder), name).at("port").get<int>();
    }
    // What it is just now; behind "DOWN: " why it is not up.
    [[nodiscard]] std::string detailOf(const std::string& name) const {
        const auto found = part(statusOf(m_folder), name);
        return (found.at("up").get<bool>() ? "" : "DOWN: ") + found.at("detail").get<std::string>();
    }
    [[nodiscard]] bool isUp(const std::string& name) const {
        return part(statusOf(m_folder), name).at("up").get<bool>();
    }
    // Of app-a's orchestrator, unless another part is named; "lb.haproxy" is what users see.
    [[nodiscard]] httplib::Client client(const std::string& name = "app-a.orchestrator") const {
        httplib::Client made("127.0.0.1", portOf(name));
        made.set_read_timeout(5);
        return made;
    }
    static Json get(httplib::Client& client, const std::string& path) {
        const auto answer = client.Get(path);
        return answer && answer->status == 200 ? Json::parse(answer->body, nullptr, false) : Json();
    }
    // A figure of the summary; -1 while the service does not answer.
    static int summed(httplib::Client& client, const std::string& figure) {
        const auto summary = get(client, "/api/v1/summary");
        return summary.is_object() ? summary.value(figure, -1) : -1;
    }
    static int post(httplib::Client& client, const std::string& path, const std::string& body = "") {
        const auto answer = client.Post(path, body, "application/json");
        return answer ? answer->status : 0;
    }
    static int healthOf(httplib::Client& client) {
        const auto answer = client.Get("/health");
        return answer ? answer->status : 0;
    }
    static std::string entry(int sequence) {
        return Json{{"run", "test"}, {"client", "one"}, {"sequence", sequence}}.dump();
    }

    fs::path m_parent;
    fs::path m_folder;
};

} // namespace muster::range::tests
