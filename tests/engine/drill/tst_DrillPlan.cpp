#include "engine/drill/DrillPlan.h"

#include "engine/report/Suite.h"
#include "tests/engine/run/ScriptedWorld.h"

#include <set>

using namespace muster;
using drill::DrillEnd;
using drill::DrillPlan;

namespace {

// Drills that end as they were told to; each is a real run in the journal.
class Scripted : public drill::PlanWork {
public:
    explicit Scripted(journal::MemoryJournal& journal) : m_journal(journal) {}

    Result<DrillEnd> run(std::size_t index, const Json& part, std::stop_token stop) override {
        ran.push_back(index);
        const std::string verdict = verdicts.at(index);
        if (verdict == "error")
            return failure({"the run could not be opened", "the disk is full", "make room", "", Retry::safe});
        Json body{{"kind", "drill"},
                  {"title", part["drills"][index]["title"]},
                  {"drill", part["drills"][index]["drill"]},
                  {"environment", {{"name", "test"}}},
                  {"drill_plan", part}};
        const auto opened = m_journal.openRun({{0, "run.opened", body}});
        EXPECT_TRUE(opened);
        const auto number = opened->front().run;
        const bool stands = verdict == "stands";
        std::vector<ports::Entry> entries;
        if (stands)
            entries.push_back({number, "fault.registered", Json::object()});
        if (onRun)
            onRun(index);
        const std::string said = stop.stop_requested() ? "cancelled" : stands ? "failed" : verdict;
        entries.push_back({number, "run.closed", Json{{"verdict", said}, {"why", {"scripted"}}}});
        EXPECT_TRUE(m_journal.append(entries));
        return DrillEnd{number, said, stands};
    }

    std::vector<std::string> verdicts;
    std::vector<std::size_t> ran;
    std::function<void(std::size_t)> onRun;

private:
    journal::MemoryJournal& m_journal;
};

class Plan : public testing::Test {
protected:
    std::string run(const std::vector<std::string>& verdicts, drill::PlanSettings settings = {}) {
        const auto number = drill::nextPlan(journal);
        EXPECT_TRUE(number);
        std::vector<report::PlanPart::Drill> drills;
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            drills.push_back({"drill-" + std::to_string(i), "Drill " + std::to_string(i),
                              verdicts[i] == "obstacle" ? "it cannot run here" : ""});
        work.verdicts = verdicts;
        DrillPlan plan(journal, *number, drills, settings);
        const auto ended = plan.run(work, stop.get_token());
        EXPECT_TRUE(ended) << ended.error().text();
        return ended.value_or("");
    }
    report::Suite suite(std::int64_t plan = 0) {
        auto found = report::suiteFromJournal(journal, plan);
        EXPECT_TRUE(found) << found.error().text();
        return found.value_or(report::Suite{});
    }
    [[nodiscard]] std::vector<std::string> verdicts() {
        std::vector<std::string> out;
        for (const auto& each : suite().drills)
            out.push_back(each.verdict);
        return out;
    }

    test::FakeClock clock;
    journal::MemoryJournal journal{clock, {"Test", "test", "here"}};
    std::stop_source stop;
    Scripted work{journal};
};

} // namespace

TEST_F(Plan, GoesOnWhateverADrillComesTo) {
    EXPECT_EQ(run({"failed", "not-tested", "passed"}), "complete");
    EXPECT_EQ(verdicts(), (std::vector<std::string>{"failed", "not-tested", "passed"}));
    EXPECT_EQ(suite().ended, "complete");
    EXPECT_EQ(report::overall(suite()), "failed");
}

TEST_F(Plan, FailFastStopsAtTheFirstThatIsNotPassed) {
    EXPECT_EQ(run({"passed", "not-tested", "passed"}, {{}, true}), "fail-fast");
    EXPECT_EQ(verdicts(), (std::vector<std::string>{"passed", "not-tested", "not-run"}));
    EXPECT_EQ(report::overall(suite()), "not-tested");
}

TEST_F(Plan, TheLastOneStopsNothing) {
    EXPECT_EQ(run({"passed", "failed", "obstacle"}, {{}, true}), "complete");
}

TEST_F(Plan, NothingFollowsADrillThatWasNotPutBack) {
    EXPECT_EQ(run({"stands", "passed"}), "fault-stands");
    EXPECT_EQ(work.ran.size(), 1U);
    EXPECT_TRUE(suite().drills[0].faultStands);
    EXPECT_EQ(suite().drills[1].verdict, "not-run");
    EXPECT_EQ(report::overall(suite()), "failed");
}

TEST_F(Plan, AStopLeavesOutTheRest) {
    work.onRun = [&](std::size_t index) {
        if (index == 1)
            stop.request_stop();
    };
    EXPECT_EQ(run({"passed", "passed", "passed"}), "interrupted");
    EXPECT_EQ(verdicts(), (std::vector<std::string>{"passed", "cancelled", "not-run"}));
    EXPECT_EQ(report::overall(suite()), "interrupted");
}

TEST_F(Plan, AStopBetweenTwoDrillsIsToldAsWell) {
    stop.request_stop();
    EXPECT_EQ(run({"passed"}), "interrupted");
    EXPECT_TRUE(work.ran.empty());
    EXPECT_FALSE(report::suiteFromJournal(journal, 0)) << "nothing was run, so there is nothing to tell";
}

TEST_F(Plan, ARunThatCannotBeOpenedEndsThePlan) {
    EXPECT_EQ(run({"passed", "error", "passed"}), "error");
    EXPECT_EQ(work.ran.size(), 2U);
    EXPECT_NE(suite().drills[1].why.at(0).find("disk is full"), std::string::npos);
    EXPECT_EQ(report::overall(suite()), "failed");
}

TEST_F(Plan, WhatCannotRunIsPassedOver) {
    EXPECT_EQ(run({"obstacle", "passed"}, {{}, true}), "complete");
    EXPECT_EQ(work.ran, std::vector<std::size_t>{1});
    EXPECT_EQ(verdicts(), (std::vector<std::string>{"not-run", "passed"}));
}

TEST_F(Plan, PlansOfOneJournalAreKeptApart) {
    EXPECT_EQ(run({"passed", "passed"}), "complete");
    const auto first = suite().plan;
    EXPECT_EQ(run({"failed"}, {7, false}), "complete");
    EXPECT_NE(suite().plan, first);
    EXPECT_EQ(suite().seed, 7);
    EXPECT_EQ(suite(first).drills.size(), 2U);
    EXPECT_EQ(report::overall(suite(first)), "passed");
    EXPECT_FALSE(report::suiteFromJournal(journal, 77));
}

TEST(Shuffled, IsTheSameOrderForTheSameSeed) {
    const auto one = drill::shuffled(18, 42);
    EXPECT_EQ(one, drill::shuffled(18, 42));
    EXPECT_NE(one, drill::shuffled(18, 43));
    EXPECT_EQ(std::set<std::size_t>(one.begin(), one.end()).size(), 18U);
    // The order itself is a promise: a seed that was written down somewhere must give it for ever.
    EXPECT_EQ(drill::shuffled(5, 1), (std::vector<std::size_t>{1, 4, 0, 2, 3}));
    EXPECT_TRUE(drill::shuffled(0, 1).empty());
}
