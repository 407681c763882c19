// A window on a range of the test's own, and the journal that it writes, read from outside.
#pragma once

#include "tests/journeys/window/ConsoleWindow.h"
#include "tests/support/RangeJourney.h"

#include <csignal>
#include <filesystem>

namespace muster::test {

class WindowJourney : public RangeJourney {
protected:
    void SetUp() override {
        RangeJourney::SetUp();
        std::filesystem::create_directories(file("config/muster/environments"));
        std::filesystem::create_symlink(environmentFile(), file("config/muster/environments/range.yaml"));
    }

    std::unique_ptr<ConsoleWindow> open(const std::vector<std::string>& words = {},
                                        const Environment& more = {}) {
        auto environment = this->environment();
        for (const auto& [name, value] : more)
            environment[name] = value;
        environment["MUSTER_NAME"] = "Rosa Example";
        environment["HOME"] = folder().path();
        return std::make_unique<ConsoleWindow>(environment, words);
    }

    // The newest run as `incident show --json` gives it; an empty object while there is none.
    [[nodiscard]] Json run(int number) const {
        const auto ran = muster({"incident", "show", std::to_string(number), "--json"});
        const Json out = Json::parse(ran.out, nullptr, false);
        return out.is_object() ? out : Json::object();
    }

    // Waits until the step is settled so in the journal.
    [[nodiscard]] bool settled(int number, const std::string& step, const std::string& state) const {
        return eventually(
            [&]() {
                const Json report = run(number);
                for (const auto& each : report.value("steps", Json::array()))
                    if (each.value("step", "") == step && each.value("state", "") == state)
                        return true;
                return false;
            },
            std::chrono::seconds{60});
    }

    static int postmaster() { return std::stoi(readFile(databaseValue("db_data") + "/postmaster.pid")); }
    static void killDatabase() { ::kill(postmaster(), SIGKILL); }
};

} // namespace muster::test
