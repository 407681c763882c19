#include "models/report/Scoreboard.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::report;
using muster::ports::RunSummary;

namespace {

RunSummary drill(std::int64_t run, const std::string& name, const std::string& verdict, Seconds rto = 40,
                 Seconds target = 120) {
    RunSummary out;
    out.run = run;
    out.kind = "drill";
    out.drill = out.title = name;
    out.environment = "range";
    out.openedUtcMs = run * 1000;
    out.verdict = verdict;
    out.rto = rto;
    out.rtoTarget = target;
    out.rpo = 0;
    out.rpoTarget = 0;
    out.acknowledged = 100;
    out.lost = 0;
    return out;
}

RunSummary incidentRun(std::int64_t run, muster::incident::Mode mode, Seconds declared) {
    RunSummary out;
    out.run = run;
    out.kind = "incident";
    out.mode = mode;
    out.environment = "production";
    out.verdict = "completed";
    out.declared = declared;
    out.times.person = 10;
    out.times.machine = 30;
    return out;
}

} // namespace

TEST(Scoreboard, NotTestedIsNeitherASuccessNorAFailure) {
    const std::vector runs{drill(4, "a", "passed"), drill(3, "b", "failed"), drill(2, "c", "not-tested"),
                           drill(1, "d", "withdrawn")};
    const auto board = scoreboard(runs, {});
    EXPECT_EQ(board.passed, 1);
    EXPECT_EQ(board.measured(), 2);
    EXPECT_EQ(board.notTested, 1);
    EXPECT_EQ(board.brokenOff, 1);
    EXPECT_EQ(board.scenarios.size(), 3U);
}

TEST(Scoreboard, TheLatestRunOfAScenarioCounts) {
    const std::vector runs{drill(3, "a", "passed", 30), drill(2, "a", "failed", 300),
                           drill(1, "a", "passed", 50)};
    const auto board = scoreboard(runs, {});
    ASSERT_EQ(board.scenarios.size(), 1U);
    EXPECT_EQ(board.scenarios[0].latest.run, 3);
    EXPECT_EQ(board.scenarios[0].passed, 2);
    EXPECT_EQ(board.scenarios[0].failed, 1);
    EXPECT_EQ(board.meanRto, 30);
    EXPECT_EQ(board.rtoWithin, 1);
}

TEST(Scoreboard, FiguresOfARunThatTestedNothingAreVoid) {
    const auto board =
        scoreboard(std::vector{drill(2, "a", "not-tested", 5), drill(1, "a", "passed", 50)}, {});
    EXPECT_EQ(board.withRto, 0);
    EXPECT_FALSE(board.meanRto.has_value());
    EXPECT_FALSE(board.worst.has_value());
}

TEST(Scoreboard, TheWorstIsTheOneNearestToItsTargetNotTheSlowest) {
    const std::vector runs{drill(2, "slow", "passed", 300, 600), drill(1, "quick", "passed", 27, 30)};
    const auto board = scoreboard(runs, {});
    ASSERT_TRUE(board.worst.has_value());
    EXPECT_EQ(board.worst->title, "quick");
    EXPECT_NEAR(board.worst->ratio.value(), 0.9, 1e-9);
    EXPECT_TRUE(board.mixedTargets);
}

TEST(Scoreboard, AMissedTargetOfZeroIsTheWorst) {
    auto lossy = drill(1, "lossy", "failed", 10, 120);
    lossy.rpo = 3;
    const auto board = scoreboard(std::vector{drill(2, "late", "failed", 500, 120), lossy}, {});
    ASSERT_TRUE(board.worst.has_value());
    EXPECT_EQ(board.worst->title, "lossy");
    EXPECT_EQ(board.worst->figure, "RPO");
    EXPECT_FALSE(board.worst->ratio.has_value());
}

TEST(Scoreboard, ALossOfUnknownReachIsNeverWithinItsTarget) {
    auto run = drill(1, "a", "failed");
    run.rpo = 1;
    run.rpoTarget = 60;
    run.rpoAtLeast = true;
    const auto board = scoreboard(std::vector{run}, {});
    EXPECT_EQ(board.withRpo, 1);
    EXPECT_EQ(board.rpoWithin, 0);
}

TEST(Scoreboard, LostWritesAreOnlyCountedWhereTheyWereCompared) {
    auto unread = drill(2, "b", "failed");
    unread.lost.reset();
    auto lossy = drill(1, "a", "failed");
    lossy.lost = 7;
    const auto board = scoreboard(std::vector{unread, lossy}, {});
    EXPECT_EQ(board.ledgers, 1);
    EXPECT_EQ(board.lost, 7);
    EXPECT_EQ(board.acknowledged, 100);
    EXPECT_FALSE(scoreboard(std::vector{unread}, {}).lost.has_value());
}

TEST(Scoreboard, FiltersByEnvironmentAndPeriod) {
    auto other = drill(9, "a", "passed");
    other.environment = "staging";
    const std::vector runs{other, drill(5, "a", "passed"), drill(1, "a", "passed")};
    EXPECT_EQ(scoreboard(runs, {"range", 0}).runs, 2);
    EXPECT_EQ(scoreboard(runs, {"", 5000}).runs, 2);
    EXPECT_EQ(scoreboard(runs, {"range", 5000}).runs, 1);
}

TEST(Scoreboard, RehearsalsDoNotMixWithLiveIncidents) {
    using muster::incident::Mode;
    const std::vector runs{incidentRun(3, Mode::live, 60), incidentRun(2, Mode::rehearsal, 5),
                           incidentRun(1, Mode::live, 30)};
    const auto board = scoreboard(runs, {});
    EXPECT_EQ(board.live.all, 2);
    EXPECT_EQ(median(board.live.declared), 45);
    EXPECT_EQ(board.live.times.person, 20);
    EXPECT_EQ(board.rehearsed.all, 1);
    EXPECT_EQ(median({}), std::nullopt);
}

TEST(Standing, MoreThanTheTargetIsMissed) {
    EXPECT_EQ(standing(120, 120), Standing::within);
    EXPECT_EQ(standing(120.001, 120), Standing::missed);
    EXPECT_EQ(standing(0, 0), Standing::within);
    EXPECT_EQ(standing(1, std::nullopt), Standing::untold);
    EXPECT_EQ(standing(std::nullopt, 1), Standing::untold);
    EXPECT_EQ(standing(1, 60, true), Standing::missed);
}

TEST(Standing, FiguresAreSpokenAsPeopleSayThem) {
    EXPECT_EQ(spoken(0.0), "0 s");
    EXPECT_EQ(spoken(112.0), "1 m 52 s");
    EXPECT_EQ(spoken(3.0, true), "at least 3.0 s");
    EXPECT_EQ(spoken(std::nullopt), "not measured");
}
