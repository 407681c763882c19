// kill -9 of the console at random moments of a drill. MUSTER_KILLS says how often (default 4); the moments
// come from a seed that is printed, and MUSTER_SEED repeats them.
#include "tests/support/RangeJourney.h"

#include <gmock/gmock.h>
#include <random>
#include <signal.h>
#include <sstream>
#include <thread>

namespace {
using muster::Json;
using muster::test::eventually;

int fromEnvironment(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::atoi(text) : otherwise;
}

class KilledConsole : public muster::test::RangeJourney {
protected:
    std::vector<Json> events() const {
        std::vector<Json> out;
        std::istringstream lines(muster({"journal", "export"}).out);
        for (std::string line; std::getline(lines, line);)
            if (auto event = Json::parse(line, nullptr, false); event.is_object() && event.contains("type"))
                out.push_back(std::move(event));
        return out;
    }

    // Every run in the journal has an end.
    bool allClosed() const {
        const auto list = Json::parse(muster({"incident", "list", "--json"}).out, nullptr, false);
        if (!list.is_array())
            return true; // killed before there was a journal
        for (const auto& run : list)
            if (run["verdict"].is_null())
                return false;
        return true;
    }
};

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

TEST_F(KilledConsole, LosesNothingAndLeavesNothingBroken) {
    const int kills = fromEnvironment("MUSTER_KILLS", 4);
    const auto seed =
        static_cast<unsigned>(fromEnvironment("MUSTER_SEED", static_cast<int>(std::random_device{}() >> 1U)));
    std::printf("seed %u, %d kills\n", seed, kills);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> moment(50, 22'000);
    int brokenAtKill = 0;
    for (int kill = 1; kill <= kills; ++kill) {
        const int after = moment(random);
        SCOPED_TRACE("kill " + std::to_string(kill) + " after " + std::to_string(after) + " ms");
        const auto drill = startMuster({"drill", "run", "database-crash"});
        const auto begun = std::chrono::steady_clock::now();
        eventually(
            [&]() {
                return drill->ended() ||
                       std::chrono::steady_clock::now() - begun > std::chrono::milliseconds(after);
            },
            std::chrono::seconds{60});
        drill->kill(SIGKILL);
        drill->wait();
        const std::string shown = drill->err();
        if (count(shown, "fault at") > 0 && count(shown, "Put back") == 0)
            ++brokenAtKill;

        // The watchdog withdraws the fault by itself. A console killed before it had one leaves an open run
        // in which nothing was broken: the next drill, or this command, withdraws it.
        if (!eventually([&]() { return allClosed(); }, std::chrono::seconds{30})) {
            EXPECT_EQ(count(shown, "fault at"), 0) << shown;
            const auto list = Json::parse(muster({"incident", "list", "--json"}).out);
            for (const auto& run : list) {
                if (run["verdict"].is_null()) {
                    EXPECT_EQ(muster({"drill", "withdraw", std::to_string(run["run"].get<int>())}).exitCode,
                              0);
                }
            }
        }
        EXPECT_TRUE(allClosed());
        EXPECT_TRUE(eventually([]() { return databaseAccepts(); }, std::chrono::seconds{20}))
            << "the fault was left";

        // What the console showed as having happened is in the journal, and its chain holds.
        const auto verified = muster({"journal", "verify"});
        EXPECT_EQ(verified.exitCode, 0) << verified.out << verified.err;
        const auto all = events();
        std::int64_t run = 0;
        for (const auto& event : all)
            run = std::max(run, event["run"].get<std::int64_t>());
        int entered = 0;
        std::map<std::string, int> intents; // of steps that nobody may repeat unasked
        for (const auto& event : all) {
            if (event["run"] != run)
                continue;
            entered += event["type"] == "step.entered" ? 1 : 0;
            const Json& body = event["body"];
            if (event["type"] == "act.intended" &&
                (body["risk"] == "guarded" || body["risk"] == "irreversible"))
                ++intents[body["step"].get<std::string>() + "@" + body["at"].dump()];
            if (event["type"] == "act.ended" && body["result"] == "never-started")
                --intents[body["step"].get<std::string>() + "@" + body["at"].dump()];
        }
        EXPECT_GE(entered, count(shown, "▶")) << shown;
        for (const auto& [step, times] : intents)
            EXPECT_LE(times, 1) << step << " ran twice";
    }
    std::printf("%d of %d kills came while the database was broken\n", brokenAtKill, kills);
}

// A fault of the network, which needs no restore: the watchdog takes it back by itself, whenever the console
// goes.
class InAPhaseOfADrill : public KilledConsole, public testing::WithParamInterface<const char*> {};

TEST_P(InAPhaseOfADrill, TheWatchdogTakesTheFaultBack) {
    const std::string phase = GetParam();
    const bool comesLate =
        phase == "Wait until it is stable" || phase == "Put back" || phase == "Steady again";
    if (comesLate && std::getenv("MUSTER_LONG_TESTS") == nullptr)
        GTEST_SKIP() << "one of the long ones: set MUSTER_LONG_TESTS=1";
    const auto drill = startMuster({"drill", "run", "network-partition"});
    ASSERT_TRUE(eventually(
        [&]() { return drill->err().find("    " + phase + "\n") != std::string::npos || drill->ended(); },
        std::chrono::seconds{90}))
        << drill->err();
    EXPECT_FALSE(drill->ended()) << drill->err();
    drill->kill(SIGKILL);
    drill->wait();
    const bool broken = count(drill->err(), "fault at") > 0;
    const bool closed = eventually([&]() { return allClosed(); }, std::chrono::seconds{broken ? 30 : 5});
    if (!closed) {
        EXPECT_FALSE(broken) << drill->err();
        EXPECT_EQ(muster({"drill", "withdraw", "1"}).exitCode, 0);
    }
    EXPECT_TRUE(eventually(
        [&]() {
            return muster({"range", "--folder", rangeFolder(), "status"}).exitCode == 0;
        },
        std::chrono::seconds{20}))
        << muster({"range", "--folder", rangeFolder(), "status"}).out;
    EXPECT_TRUE(allClosed());
    EXPECT_EQ(muster({"journal", "verify"}).exitCode, 0);
}

INSTANTIATE_TEST_SUITE_P(Phases, InAPhaseOfADrill,
                         testing::Values("Steady state", "Break it", "Wait until it is seen", "Recover",
                                         "Wait until it is stable", "Put back", "Steady again"),
                         [](const auto& each) {
                             std::string name = each.param;
                             std::erase(name, ' ');
                             return name;
                         });

} // namespace
