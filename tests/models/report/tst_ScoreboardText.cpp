#include "models/report/ScoreboardText.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster::report;
using muster::ports::RunSummary;
using testing::HasSubstr;
using testing::Not;

namespace {

RunSummary run(const std::string& name, double rto, double target, const std::string& verdict = "passed") {
    RunSummary out;
    out.run = 7;
    out.kind = "drill";
    out.drill = out.title = name;
    out.environment = "range";
    out.verdict = verdict;
    out.unattended = true;
    out.rto = rto;
    out.rtoTarget = target;
    out.rpo = 0;
    out.rpoTarget = 0;
    out.acknowledged = 136;
    out.lost = 0;
    return out;
}

} // namespace

TEST(ScoreboardText, AMeanOverDifferentTargetsPointsToTheWorst) {
    const auto text =
        scoreboardMarkdown(scoreboard(std::vector{run("a", 60, 120), run("b", 27, 30)}, {}), "All runs", 0);
    EXPECT_THAT(text, HasSubstr("read it beside the worst"));
    EXPECT_THAT(text, HasSubstr("Worst: RTO of b: 90 % of its target"));
    EXPECT_THAT(text, HasSubstr("2 of these figures are unattended"));
    EXPECT_THAT(text, HasSubstr("lost: 0 of 272, over 2 runs"));
}

TEST(ScoreboardText, OneTargetNeedsNoWarning) {
    const auto text =
        scoreboardMarkdown(scoreboard(std::vector{run("a", 60, 120), run("b", 27, 120)}, {}), "All runs", 0);
    EXPECT_THAT(text, Not(HasSubstr("different targets")));
}

TEST(ScoreboardText, WhatWasNotTestedHasNoFigure) {
    const auto table = scenarioFigures(scoreboard(std::vector{run("a", 60, 120, "not-tested")}, {}));
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0][5], "not-tested");
    EXPECT_EQ(table.rows[0][7], "");
    EXPECT_EQ(table.rows[0].size(), table.head.size());
}

TEST(ScoreboardText, SaysHonestlyThatThereIsNothing) {
    EXPECT_EQ(successWords(scoreboard({}, {})), "nothing measured");
    EXPECT_EQ(worstWords(scoreboard({}, {})), "nothing was measured against a target");
}

TEST(ScoreboardText, AMissedTargetOfZeroIsSaidInTime) {
    auto lossy = run("a", 60, 120, "failed");
    lossy.rpo = 3;
    EXPECT_EQ(worstWords(scoreboard(std::vector{lossy}, {})), "RPO of a: 3.0 s where 0 s are allowed");
}
