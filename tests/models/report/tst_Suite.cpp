#include "models/report/SuiteText.h"

#include <gmock/gmock.h>

using namespace muster;
using namespace muster::report;
using testing::HasSubstr;

namespace {

constexpr std::int64_t plan = 3;

Report drillRun(std::int64_t position, const std::string& verdict, Seconds rto = 30) {
    Report out;
    out.run = 4 + position;
    out.kind = "drill";
    out.drill = "drill-" + std::to_string(position);
    out.title = "Scenario " + std::to_string(position) + ": the drill";
    out.verdict = verdict;
    out.environment = "range";
    out.unattended = true;
    out.measured = true;
    out.rto = rto;
    out.rtoTarget = 120;
    out.rpo = 0;
    out.rpoTarget = 60;
    out.workLost = 2.5;
    out.workflowsAffected = out.workflowsRecovered = 5;
    out.counts.acknowledged = 100;
    out.counts.lost = out.counts.duplicated = 0;
    out.times.machine = 40;
    out.dataSize = "250 MB";
    out.hardware = "2 cores";
    out.openedUtcMs = 1'000'000 * position;
    out.plan.plan = plan;
    out.plan.position = position;
    for (int i = 1; i <= 3; ++i)
        out.plan.drills.push_back(
            {"drill-" + std::to_string(i), "Scenario " + std::to_string(i) + ": the drill", ""});
    return out;
}

Suite of(std::vector<Report> reports, const std::string& ended = "complete") {
    reports.back().plan.ended = ended;
    reports.back().plan.endedUtcMs = 9'000'000;
    auto found = suite(reports, plan);
    EXPECT_TRUE(found);
    return found.value_or(Suite{});
}

std::string total(const Suite& suite, const std::string& name) {
    for (const auto& [key, value] : suiteTotals(suite))
        if (key == name)
            return value;
    return "none";
}

} // namespace

TEST(Suite, AllPassedIsPassed) {
    const auto all = of({drillRun(1, "passed", 30), drillRun(2, "passed", 60), drillRun(3, "passed", 90)});
    EXPECT_EQ(overall(all), "passed");
    EXPECT_EQ(all.totals.passed, 3);
    EXPECT_EQ(all.drills[0].title, "Scenario 1");
    EXPECT_EQ(all.totals.rto.mean, 60);
    EXPECT_DOUBLE_EQ(all.totals.rto.meanRatio.value_or(0), 0.5);
    ASSERT_TRUE(all.totals.rto.worst);
    EXPECT_EQ(all.totals.rto.worst->title, "Scenario 3");
    EXPECT_DOUBLE_EQ(all.totals.rto.worst->ratio.value_or(0), 0.75);
    EXPECT_EQ(all.totals.acknowledged, 300);
    EXPECT_EQ(all.totals.lost, 0);
    EXPECT_EQ(all.totals.workflowsRecovered, 15);
    EXPECT_EQ(all.totals.workLost, 7.5);
    EXPECT_THAT(all.totals.hardware, testing::ElementsAre("2 cores"));
    EXPECT_EQ(total(all, "Success"), "100 %: 3 of 3 measured passed");
}

TEST(Suite, RunsOfOthersAndTheOrderOfTheirReportsDoNotMatter) {
    auto alone = drillRun(1, "failed");
    alone.run = 99;
    alone.plan = {};
    auto other = drillRun(1, "failed");
    other.run = 50;
    other.plan.plan = 8;
    auto last = drillRun(3, "passed");
    last.plan.ended = "complete";
    const std::vector mixed{last, alone, drillRun(1, "passed"), other, drillRun(2, "passed")};
    const auto found = suite(mixed, plan);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->drills.size(), 3U);
    EXPECT_EQ(overall(*found), "passed");
    EXPECT_FALSE(suite(mixed, 4));
    EXPECT_FALSE(suite(mixed, 0)) << "runs that were started alone are no plan";
}

TEST(Suite, OneThatFailedWeighsMoreThanOneThatTestedNothing) {
    const auto both = of({drillRun(1, "not-tested"), drillRun(2, "failed", 130), drillRun(3, "passed")});
    EXPECT_EQ(overall(both), "failed");
    EXPECT_EQ(both.drills[1].verdict, "failed");
    EXPECT_EQ(overall(of({drillRun(1, "not-tested"), drillRun(2, "passed"), drillRun(3, "passed")})),
              "not-tested");
}

TEST(Suite, FiguresOfADrillThatTestedNothingAreVoid) {
    const auto two =
        of({drillRun(1, "not-tested", 500), drillRun(2, "passed", 30), drillRun(3, "passed", 30)});
    EXPECT_FALSE(two.drills[0].rto);
    EXPECT_EQ(two.totals.rto.drills, 2);
    EXPECT_EQ(two.totals.rto.mean, 30);
    EXPECT_EQ(two.totals.acknowledged, 200);
    EXPECT_EQ(total(two, "Success"), "100 %: 2 of 2 measured passed; 1 not tested");
}

TEST(Suite, PartialCameBackInTimeAndFailedInSomethingElse) {
    auto lost = drillRun(1, "failed", 30);
    lost.counts.lost = 1;
    auto guarded = drillRun(2, "failed", 30);
    guarded.guard = "the service 'other' failed";
    auto stands = drillRun(3, "failed", 30);
    stands.faultStands = true;
    const auto all = of({lost, guarded, stands});
    EXPECT_EQ(all.drills[0].verdict, "partial");
    EXPECT_EQ(all.drills[1].verdict, "failed");
    EXPECT_EQ(all.drills[2].verdict, "failed");
    EXPECT_EQ(overall(all), "failed");
    EXPECT_EQ(overall(of({lost, drillRun(2, "passed"), drillRun(3, "passed")})), "failed")
        << "partial is no pass";
}

TEST(Suite, SaysWhyTheRestWasNotRun) {
    const auto why = [](const std::string& ended, const std::string& verdict) {
        const auto broken = of({drillRun(1, verdict)}, ended);
        EXPECT_EQ(broken.drills[2].verdict, "not-run");
        EXPECT_EQ(broken.drills[2].run, 0);
        EXPECT_EQ(broken.totals.notRun, 2);
        return broken.drills[2].why.at(0);
    };
    EXPECT_THAT(why("interrupted", "cancelled"), HasSubstr("stopped by the operator"));
    EXPECT_THAT(why("fail-fast", "failed"), HasSubstr("'Scenario 1' was not passed"));
    EXPECT_THAT(why("fault-stands", "failed"), HasSubstr("'Scenario 1' broke was not put back"));
    EXPECT_THAT(why("", "open"), HasSubstr("has not come to it"));
    EXPECT_EQ(overall(of({drillRun(1, "passed")}, "interrupted")), "interrupted");
    EXPECT_EQ(overall(of({drillRun(1, "not-tested")}, "fail-fast")), "not-tested");
    EXPECT_EQ(overall(of({drillRun(1, "passed")}, "error")), "failed");
}

TEST(Suite, WhatCannotRunThereIsTold) {
    std::vector<Report> reports{drillRun(1, "passed"), drillRun(2, "passed")};
    for (auto& each : reports)
        each.plan.drills[2].obstacle = "the environment has no second region";
    const auto found = of(reports);
    EXPECT_TRUE(found.drills[2].leftOut);
    EXPECT_EQ(found.drills[2].why, std::vector<std::string>{"the environment has no second region"});
    EXPECT_EQ(overall(found), "not-tested");
}

TEST(Suite, AWeakerFormIsCountedApart) {
    auto weak = drillRun(1, "passed");
    weak.form = "weaker: the peer hangs";
    auto strong = drillRun(2, "passed");
    strong.form = "true";
    const auto all = of({weak, strong, drillRun(3, "passed")});
    EXPECT_EQ(all.totals.passedWeaker, 1);
    EXPECT_THAT(total(all, "Form of the faults"), HasSubstr("1 of the passed ones used a weaker form"));
    const auto table = suiteFigures(all);
    EXPECT_EQ(table.rows[0][8], "weaker: the peer hangs");
    EXPECT_EQ(table.rows[2][8], "not said");
}

TEST(Suite, ATargetOfZeroThatWasMissedIsTheWorst) {
    auto missed = drillRun(1, "failed", 130);
    missed.rpo = 0.1;
    missed.rpoTarget = 0;
    auto within = drillRun(2, "failed", 130);
    within.rpo = 600;
    const auto all = of({missed, within, drillRun(3, "passed")});
    ASSERT_TRUE(all.totals.rpo.worst);
    EXPECT_EQ(all.totals.rpo.worst->title, "Scenario 1");
    EXPECT_FALSE(all.totals.rpo.worst->ratio);
    EXPECT_TRUE(all.totals.rpo.mixedTargets);
    EXPECT_THAT(total(all, "RPO"), HasSubstr("1 of 3 within target"));
    EXPECT_THAT(total(all, "RPO"), HasSubstr("0.100 s where 0 s is the target"));
}

TEST(Suite, AHostilePositionOverwritesNothing) {
    auto odd = drillRun(1, "passed");
    odd.plan.position = 40;
    auto negative = drillRun(2, "passed");
    negative.plan.position = -1;
    const auto found = of({odd, negative, drillRun(3, "passed")});
    EXPECT_EQ(found.totals.passed, 1);
    EXPECT_EQ(found.drills.size(), 3U);
}
