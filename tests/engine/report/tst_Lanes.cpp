#include "tests/engine/report/Story.h"

namespace muster::report::tests {
namespace {

std::vector<Segment> lane(const Report& report, Segment::Lane which) {
    std::vector<Segment> out;
    for (const auto& each : report.segments)
        if (each.lane == which)
            out.push_back(each);
    return out;
}

TEST(Lanes, PhasesFollowEachOtherWithoutAHole) {
    const auto phases = lane(Story::passedDrill().report(), Segment::Lane::phase);
    ASSERT_EQ(phases.size(), 2U);
    EXPECT_EQ(phases[0].what, "break");
    EXPECT_EQ(phases[1].what, "recover");
    EXPECT_EQ(phases[0].toUtcMs, phases[1].fromUtcMs);
    EXPECT_EQ(phases[0].toUtcMs - phases[0].fromUtcMs, 500);
}

TEST(Lanes, EveryActOfAHostStandsWithItsStepAndResult) {
    const auto hosts = lane(Story::passedDrill().report(), Segment::Lane::host);
    ASSERT_EQ(hosts.size(), 3U);
    EXPECT_EQ(hosts[0].what, "Kill the postmaster");
    EXPECT_EQ(hosts[1].part, "db-a");
    EXPECT_EQ(hosts[1].result, "failed");
    EXPECT_EQ(hosts[1].toUtcMs - hosts[1].fromUtcMs, 3000);
    EXPECT_EQ(hosts[2].result, "ok");
    EXPECT_EQ(hosts[2].fromUtcMs, hosts[1].toUtcMs);
}

TEST(Lanes, WaitsForPeopleNameWhatTheyWereFor) {
    const auto people = lane(Story::passedDrill().report(), Segment::Lane::people);
    ASSERT_EQ(people.size(), 1U);
    EXPECT_EQ(people[0].part, "person");
    EXPECT_EQ(people[0].what, "Resume the workflows");
    EXPECT_EQ(people[0].toUtcMs - people[0].fromUtcMs, 4000);
}

TEST(Lanes, WhatHasNotEndedEndsWithTheLastEvent) {
    Story story;
    story.open("drill", "drill").phase("recover").enter("database-crash", "start", 1, "Start PostgreSQL");
    story.add("act.intended", {{"key", "1"}, {"at", 1}, {"step", "start"}, {"host", "db-a"}});
    story.wait(2000).add("note.added", {{"text", "it takes its time"}});
    const auto report = story.report();
    const auto hosts = lane(report, Segment::Lane::host);
    ASSERT_EQ(hosts.size(), 1U);
    EXPECT_EQ(hosts[0].result, "open");
    EXPECT_EQ(hosts[0].toUtcMs, report.lastUtcMs);
}

TEST(Lanes, AnEndThatWasNeverBegunIsPassedOver) {
    Story story;
    story.open("drill", "drill").add("act.ended", {{"key", "never"}, {"host", "db-a"}, {"result", "ok"}});
    EXPECT_TRUE(story.report().segments.empty());
}

} // namespace
} // namespace muster::report::tests
