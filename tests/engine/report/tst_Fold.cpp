#include "tests/engine/report/Story.h"

#include <limits>

namespace muster::report::tests {
namespace {

const Step& step(const Report& report, const std::string& slug) {
    for (const auto& each : report.steps)
        if (each.step == slug)
            return each;
    throw std::runtime_error("no step " + slug);
}

TEST(Fold, KeepsThePlansOrderAndNamesWhatWasNotReached) {
    const auto report = Story::passedDrill().report();
    ASSERT_EQ(report.steps.size(), 4U);
    EXPECT_EQ(report.steps[0].step, "kill");
    EXPECT_EQ(report.steps[1].step, "start");
    EXPECT_EQ(report.steps[2].step, "resume");
    EXPECT_EQ(report.steps[3].step, "tell");
    EXPECT_EQ(report.steps[3].state, "not-reached");
    EXPECT_FALSE(report.steps[3].actual.has_value());
}

TEST(Fold, CountsAttemptsAndTimeOfAStep) {
    const auto report = Story::passedDrill().report();
    const Step& start = step(report, "start");
    EXPECT_EQ(start.attempts, 2);
    EXPECT_NEAR(start.actual.value(), 5.0, 1e-9);
    EXPECT_DOUBLE_EQ(start.planned.value(), 5.0); // of the plan: the event said null
    EXPECT_EQ(start.outputSha256, std::string(64, '9'));
    EXPECT_EQ(start.hosts, std::vector<std::string>{"db-a"});
    ASSERT_EQ(start.acts.size(), 2U);
    EXPECT_EQ(start.acts[0].why, "exit status 1");
    EXPECT_EQ(step(report, "resume").person, "Jane Doe (jane@console)");
}

TEST(Fold, AddsTheVisitsOfALoopTogether) {
    Story story;
    story.open("incident", "live").phase("recover");
    for (int round = 0; round < 3; ++round) {
        story.enter("database-crash", "start", 1, "Start PostgreSQL");
        story.act("database-crash", "start", "db-a", 1, 1000, "ok")
            .act("database-crash", "start", "db-b", 1, 1000, "ok");
        story.settle("database-crash", "start", "done", "outcome");
    }
    const auto report = story.report();
    EXPECT_EQ(step(report, "start").visits, 3);
    EXPECT_EQ(step(report, "start").attempts, 3); // two hosts share one
    EXPECT_NEAR(step(report, "start").actual.value(), 6.0, 1e-9);
    EXPECT_EQ(report.steps.size(), 4U);
}

TEST(Fold, StepsOfALinkedRunbookFollowThePlan) {
    Story story;
    story.open("incident", "live").phase("recover").enter("failover", "promote", 1, "Promote");
    const auto report = story.report();
    ASSERT_EQ(report.steps.size(), 5U);
    EXPECT_EQ(report.steps[4].runbook, "failover");
    EXPECT_EQ(report.steps[4].state, "active");
    EXPECT_EQ(report.verdict, "open");
}

TEST(Fold, SplitsTheTimeByWhatItWasSpentOn) {
    Story story;
    story.open("incident", "live", {{"unattended", false}}).phase("recover");
    story.enter("database-crash", "start", 1, "Start");
    story.wait(3000).add("approval.given", {{"by", "Ann"}, {"runbook", "database-crash"}, {"step", "start"}});
    story.act("database-crash", "start", "db-a", 1, 2000, "ok");
    story.wait(5000).add("step.ticked", {{"runbook", "database-crash"},
                                         {"step", "start"},
                                         {"item", 0},
                                         {"values", {"42"}},
                                         {"how", "person"}});
    story.wait(7000).add("message.kept", {{"to", "customers"}, {"sent", true}});
    story.wait(1000).settle("database-crash", "start", "done", "outcome");
    const auto report = story.report();
    EXPECT_NEAR(report.times.approval, 3.0, 1e-9);
    EXPECT_NEAR(report.times.machine, 3.0, 1e-9);
    EXPECT_NEAR(report.times.person, 5.0, 1e-9);
    EXPECT_NEAR(report.times.communications, 7.0, 1e-9);
    EXPECT_NEAR(report.times.total(), 18.0, 1e-9);
    ASSERT_EQ(report.phases.size(), 2U);
    EXPECT_EQ(report.phases[1].first, "recover");
    EXPECT_NEAR(report.phases[1].second.total(), 18.0, 1e-9);
    EXPECT_EQ(step(report, "start").observed, std::vector<std::string>{"42"});
}

TEST(Fold, AnAnswerGivenWhileAnActIsAtWorkCostsNoWaiting) {
    Story story;
    story.open("incident", "live").phase("recover").enter("database-crash", "start", 1, "Start");
    story.add("act.intended", {{"key", "k"}, {"runbook", "database-crash"}, {"step", "start"}, {"at", 1}});
    story.wait(4000).add("note.added", {{"text", "disk is busy"}});
    const auto report = story.report();
    EXPECT_NEAR(report.times.machine, 4.0, 1e-9);
    EXPECT_NEAR(report.times.person, 0.0, 1e-9);
}

TEST(Fold, AnInterruptionIsNeitherMachineNorPersonAndSurvivesAReboot) {
    Story story;
    story.open("drill", "drill").phase("break").stamp("fault").add("fault.registered", {{"drill", "d"}});
    story.enter("drill", "kill", 1, "Kill the postmaster");
    story.wait(30'000).add("run.resumed", {{"interrupted_at", 10}});
    story.events.back().monotonicNs = 1; // the machine was started anew
    story.add("run.cancelled", {{"reason", "the console was interrupted"}});
    story.events.back().monotonicNs = 2;
    story.settle("drill", "kill", "failed", "policy", "the console was interrupted");
    story.events.back().monotonicNs = 3;
    const auto stands = story.report();
    EXPECT_TRUE(stands.faultStands);
    story.add("fault.withdrawn", {{"by", "watchdog"}, {"ok", true}});
    story.events.back().monotonicNs = 4;
    story.close("withdrawn", {"the console was interrupted", "what was broken was put back"});
    story.events.back().monotonicNs = 5;
    const auto report = story.report();
    EXPECT_FALSE(report.faultStands);
    EXPECT_NEAR(report.times.interrupted, 30.0, 1e-9);
    EXPECT_NEAR(report.times.total(), 30.0, 0.001);
    EXPECT_EQ(report.interruptedAt, std::vector<std::int64_t>{10});
    EXPECT_EQ(report.verdict, "withdrawn");
    EXPECT_FALSE(report.measured);
}

TEST(Fold, StampsServeAsMilestonesWhereNothingWasMeasured) {
    Story story;
    story.open("drill", "drill").phase("break").stamp("fault");
    story.wait(700).stamp("detected").wait(300);
    story.add("stamp", {{"name", "claimed"}, {"mono", nullptr}, {"utc", formatUtc(story.utcMs())}});
    const auto report = story.report();
    EXPECT_NEAR(report.milestones.detected.value(), 0.7, 1e-9);
    EXPECT_NEAR(report.milestones.claimed.value(), 1.0, 1e-9); // by UTC: its monotonic time is not known
    EXPECT_FALSE(report.milestones.writable.has_value());
}

TEST(Fold, MeasuredFiguresStandBeforeStamps) {
    const auto report = Story::passedDrill().report();
    EXPECT_DOUBLE_EQ(report.milestones.detected.value(), 0.5);
    EXPECT_DOUBLE_EQ(report.rto.value(), 8.613);
    EXPECT_EQ(report.counts.acknowledged, 160);
    EXPECT_EQ(report.counts.sent, 200);
    EXPECT_EQ(report.workflowsRecovered, 5);
}

TEST(Fold, EventsOfOtherRunsArePassedOver) {
    auto events = Story::passedDrill().events;
    const auto alone = json(fold(events));
    auto stranger = events.front();
    stranger.run = 8;
    stranger.body["title"] = "Another";
    events.insert(events.begin() + 4, stranger);
    stranger.run = 0;
    stranger.type = "journal.opened";
    events.insert(events.begin(), stranger);
    EXPECT_EQ(json(fold(events)), alone);
}

TEST(Fold, NumbersBeyondAllReasonDoNotOverflow) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto story = Story::passedDrill();
    for (std::size_t i = 0; i < story.events.size(); ++i) {
        story.events[i].monotonicNs = i % 2 == 0 ? least : most;
        for (const char* key : {"attempt", "item", "mono", "number", "at", "interrupted_at"})
            if (story.events[i].body.contains(key))
                story.events[i].body[key] = i % 2 == 0 ? most : least;
    }
    const auto report = story.report();
    EXPECT_FALSE(report.milestones.claimed.has_value() && report.milestones.detected.value() < -1e9);
    EXPECT_FALSE((markdown(report) + json(report).dump() + junit({report})).empty());
}

// Every key of every event, one at a time, missing or of another type: no throw, and a report all the same.
TEST(Fold, NoMissingOrMisshapenKeyBreaksAReport) {
    const auto whole = Story::passedDrill().events;
    const std::vector<Json> strange{nullptr,
                                    -1,
                                    1e300,
                                    "x\xff",
                                    Json::array({1, "a", nullptr}),
                                    true,
                                    Json{{"sha256", 4}},
                                    18446744073709551615ULL};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const Json body = whole[i].body;
        for (const auto& [key, value] : body.items()) {
            auto events = whole;
            events[i].body.erase(key);
            EXPECT_FALSE(markdown(fold(events)).empty());
            for (const auto& other : strange) {
                events[i].body[key] = other;
                const auto report = fold(events);
                EXPECT_NO_THROW({ (void)(markdown(report) + json(report).dump() + junit({report})); })
                    << whole[i].type << " " << key << " " << other.type_name();
            }
        }
        auto events = whole;
        for (const auto& other : strange) {
            events[i].body = other;
            const auto report = fold(events);
            EXPECT_NO_THROW({ (void)(markdown(report) + json(report).dump() + junit({report})); });
        }
    }
}

} // namespace
} // namespace muster::report::tests
