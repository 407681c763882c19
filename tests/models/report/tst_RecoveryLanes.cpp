#include "models/report/RecoveryLanes.h"

#include "models/base/Utc.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::report;
using Look = LaneSegment::Look;

namespace {

constexpr std::int64_t fault = 1'795'489'965'000;

Report drill() {
    Report out;
    out.service = "orchestrator";
    out.openedUtcMs = fault - 5000;
    out.probeEvery = 0.2;
    out.milestones.faultUtc = formatUtc(fault);
    out.milestones.detected = 0.5;
    out.milestones.writable = 8.6;
    out.segments = {{Segment::Lane::phase, "", "break", "", fault, fault + 500},
                    {Segment::Lane::host, "db-b", "Start", "failed", fault + 500, fault + 1500},
                    {Segment::Lane::host, "db-a", "Kill", "ok", fault, fault + 100},
                    {Segment::Lane::people, "approval", "Fail over", "", fault + 1500, fault + 2500}};
    return out;
}

std::vector<metrics::Sample> answers(const std::string& letters) {
    std::vector<metrics::Sample> out;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        metrics::Sample sample;
        sample.utcMs = fault - 400 + 200 * static_cast<std::int64_t>(i);
        sample.answer = letters[i] == 'o'   ? metrics::Answer::ok
                        : letters[i] == 'x' ? metrics::Answer::failed
                                            : metrics::Answer::unknown;
        out.push_back(sample);
    }
    return out;
}

} // namespace

TEST(RecoveryLanes, PhasesComeFirstThenTheServiceThenHostsThenPeople) {
    const auto lanes = recoveryLanes(drill(), answers("ooxxoo"));
    ASSERT_EQ(lanes.lanes.size(), 5U);
    EXPECT_EQ(lanes.lanes[0].name, "phases");
    EXPECT_EQ(lanes.lanes[1].name, "orchestrator");
    EXPECT_EQ(lanes.lanes[2].name, "db-a");
    EXPECT_EQ(lanes.lanes[3].name, "db-b");
    EXPECT_EQ(lanes.lanes[4].name, "people");
}

TEST(RecoveryLanes, TheServiceIsAsTheProbesSawIt) {
    const auto service = recoveryLanes(drill(), answers("ooxx?oo")).lanes[1].segments;
    ASSERT_EQ(service.size(), 4U);
    EXPECT_EQ(service[0].look, Look::answers);
    EXPECT_DOUBLE_EQ(service[0].from, -0.4);
    EXPECT_EQ(service[1].look, Look::refuses);
    EXPECT_DOUBLE_EQ(service[1].from, 0.0);
    EXPECT_DOUBLE_EQ(service[1].to, 0.4);
    EXPECT_EQ(service[2].look, Look::uncertain);
    EXPECT_EQ(service[3].look, Look::answers);
    EXPECT_NEAR(service[3].to, 1.0, 1e-9);
}

TEST(RecoveryLanes, AFailedActLooksUnlikeAGoodOne) {
    const auto lanes = recoveryLanes(drill(), {}).lanes;
    EXPECT_EQ(lanes[1].segments[0].look, Look::acts);
    EXPECT_EQ(lanes[2].segments[0].look, Look::actFailed);
    EXPECT_EQ(lanes[3].segments[0].lookInWords(), "waits for an approval");
}

TEST(RecoveryLanes, MarksStandInTheirOrder) {
    const auto lanes = recoveryLanes(drill(), {});
    ASSERT_EQ(lanes.marks.size(), 3U);
    EXPECT_EQ(lanes.marks[0].name, "fault");
    EXPECT_EQ(lanes.marks[2].name, "writable");
    EXPECT_EQ(sentence(lanes), "After the fault: detected 0.5 s, writable 8.6 s.");
}

TEST(RecoveryLanes, WhatGoesOnReachesToNow) {
    auto report = drill();
    report.lastUtcMs = fault + 2500;
    report.segments[1].result = "open";
    const auto lanes = recoveryLanes(report, {}, fault + 9000).lanes;
    EXPECT_DOUBLE_EQ(lanes[0].segments.back().to, 9.0); // the phase
    EXPECT_DOUBLE_EQ(lanes[2].segments[0].to, 9.0);
    EXPECT_EQ(lanes[2].segments[0].look, Look::acts);
    EXPECT_DOUBLE_EQ(lanes[1].segments[0].to, 0.1); // it had ended
}

TEST(RecoveryLanes, WithoutAFaultTimesRunFromTheBeginning) {
    auto report = drill();
    report.milestones = {};
    const auto lanes = recoveryLanes(report, {});
    EXPECT_FALSE(lanes.afterFault);
    EXPECT_TRUE(lanes.marks.empty());
    EXPECT_DOUBLE_EQ(lanes.from, 5.0);
    EXPECT_TRUE(recoveryLanes({}, {}).empty());
}
