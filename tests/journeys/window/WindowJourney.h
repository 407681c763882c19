// A window on a range of the test's own, and the journal that it writes, read from outside.
#pragma once

#include "tests/journeys/window/ConsoleWindow.h"
#include "tests/support/RangeJourney.h"

#include <csignal>
#include <filesystem>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace muster::test {

class WindowJourney : public RangeJourney {
protected:
    void SetUp() override {
        RangeJourney::SetUp();
        std::filesystem::create_directories(file("config/muster/environments"));
        folder().write("config/muster/environments/range.yaml", watched());
    }

    // What the window is opened on. The range as an environment in which what users see is the only service
    // that is watched: with the regions beside it, which one is seen to fail first decides what is proposed.
    virtual std::string watched() const {
        std::string text = readFile(environmentFile());
        const auto from = text.find("  # Each region's own address");
        const auto to = text.find("  # Where an operator administers");
        if (from == std::string::npos || to == std::string::npos || to < from)
            throw std::logic_error("the range's environment file has another form by now");
        return text.erase(from, to - from);
    }

    // Database crash is the one that is proposed, whatever else ships: the others are about a service that is
    // not here, and match nothing that is seen.
    virtual void chooseRunbooks() const {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::string(MUSTER_SOURCE_DIR) + "/runbooks")) {
            const auto name = entry.path().filename().string();
            if (name.ends_with(".drill.md") || name == "database-crash.md")
                continue;
            std::string text;
            std::istringstream lines(readFile(entry.path()));
            for (std::string line; std::getline(lines, line);)
                if (!line.starts_with("symptoms:"))
                    text += (line.starts_with("service:") ? "service: elsewhere" : line) + "\n";
            folder().write("runbooks/" + name, text);
        }
    }

    // `more` may name other settings.
    std::unique_ptr<ConsoleWindow> open(const std::vector<std::string>& words = {},
                                        const Environment& more = {}) {
        auto environment = this->environment();
        (void)copyDocuments();
        chooseRunbooks();
        environment["MUSTER_RUNBOOKS"] = file("runbooks");
        environment["MUSTER_ENVIRONMENT"] = file("config/muster/environments/range.yaml");
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

    // What has the focus begins the step; the button is deaf for a moment after it appeared, so that nobody
    // begins a step with the key that ended the one before.
    void begin(ConsoleWindow& window, int number, const std::string& step, const std::string& state,
               const std::string& keys = "ctrl+Return") {
        ASSERT_TRUE(eventually([&]() { return entered(number, step); })) << window.screenText();
        for (int tries = 0; tries < 3; ++tries) {
            window.key(keys);
            if (eventually([&]() { return left(number, step); }, std::chrono::seconds{4}))
                break;
        }
        ASSERT_TRUE(settled(number, step, state)) << window.screenText();
    }

    // Clicks until it counted: buttons are deaf for a moment after they appeared.
    bool chose(ConsoleWindow& window, const std::string& name, const std::function<bool()>& counted) const {
        for (int tries = 0; tries < 3; ++tries)
            if (window.click(name) && eventually(counted, std::chrono::seconds{4}))
                return true;
        return false;
    }

    [[nodiscard]] bool entered(int number, const std::string& step) const {
        return stateOf(number, step) != "not-reached";
    }
    [[nodiscard]] bool left(int number, const std::string& step) const {
        const auto state = stateOf(number, step);
        return state != "active" && state != "not-reached";
    }
    [[nodiscard]] std::string stateOf(int number, const std::string& step) const {
        const Json report = run(number);
        for (const auto& each : report.value("steps", Json::array()))
            if (each.value("step", "") == step)
                return each.value("state", "");
        return "not-reached";
    }
    [[nodiscard]] bool closedAs(int number, const std::string& verdict) const {
        return eventually([&]() { return run(number).value("verdict", "") == verdict; });
    }

    static int postmaster() { return std::stoi(readFile(databaseValue("db_data") + "/postmaster.pid")); }
    static void killDatabase() { ::kill(postmaster(), SIGKILL); }
};

} // namespace muster::test
