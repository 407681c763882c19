#include "tests/engine/report/Story.h"

namespace muster::report::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Guided, TellsWhoWasToldWhat) {
    const auto report = Story::guidedIncident().report();
    ASSERT_EQ(report.communications.size(), 2U);
    EXPECT_EQ(report.communications[0].to, "stakeholders");
    EXPECT_TRUE(report.communications[0].sent);
    EXPECT_EQ(report.communications[0].step, "");
    EXPECT_EQ(report.communications[0].person, "Jane Doe (jane@console)");
    EXPECT_EQ(report.communications[1].step, "tell");
    const auto text = markdown(report);
    EXPECT_THAT(text, HasSubstr("to stakeholders, sent by Jane Doe (jane@console), beside the runbook\n"
                                "  > \\*\\*P0\\*\\*\n  >\n  > \\<b\\>We\\</b\\> work\n"));
    EXPECT_THAT(text, HasSubstr("to customers, KEPT, NOT SENT"));
}

TEST(Guided, TheChecklistSaysWhoAndWhen) {
    const auto report = Story::guidedIncident().report();
    ASSERT_EQ(report.checklist.size(), 2U);
    EXPECT_FALSE(report.checklist[0].done);
    EXPECT_TRUE(report.checklist[1].done);
    EXPECT_EQ(report.checklist[1].section, "Evidence");
    const auto text = markdown(report);
    EXPECT_THAT(text, HasSubstr("1 of 2 items are done.\n\n### Evidence\n\n- [ ] The timeline is complete\n"
                                "- [x] Logs are kept: on the share (2026-11-25 03:13:03 UTC, Jane Doe "
                                "(jane@console))\n"));
    EXPECT_THAT(text, HasSubstr("checklist: 'Logs are kept' done: on the share -- Jane Doe"));
}

TEST(Guided, ATickOfTheNextDayIsNoTimeOfTheRun) {
    const auto report = Story::guidedIncident().report();
    EXPECT_NEAR(report.times.total(), 18.0, 1e-9);
    EXPECT_EQ(json(report)["closed_utc"], "2026-11-24T03:13:03.678Z");
    EXPECT_EQ(json(report)["last_utc"], "2026-11-25T03:13:03.678Z");
    EXPECT_THAT(markdown(report), HasSubstr("2026-11-24 03:12:45 to 2026-11-24 03:13:03 UTC (18.0 s)"));
}

TEST(Guided, SaysHowTheTimeOfTheFaultIsKnown) {
    const auto report = Story::guidedIncident().report();
    EXPECT_THAT(markdown(report),
                HasSubstr("- Fault time: estimated by the person who declared; probes place"));
    EXPECT_EQ(json(report)["fault"]["known"], "estimated");
    EXPECT_EQ(json(report)["fault"]["first_bad_utc"], "2026-11-24T03:12:40.200Z");
    EXPECT_EQ(json(report)["respond_within_seconds"], 300.0);
    EXPECT_EQ(json(report)["page"], "platform-oncall");
}

TEST(Guided, WhoAsksForAnUndoHasTypedNoName) {
    auto story = Story::guidedIncident();
    story.add("step.confirmed", {{"at", 1}, {"runbook", "r"}, {"step", "start"}, {"part", "undo"}});
    const auto text = markdown(story.report());
    EXPECT_THAT(text, HasSubstr("its undo is asked for"));
    EXPECT_THAT(text, Not(HasSubstr("typing its target's name")));
}

TEST(Guided, AStepThatAPersonBeganIsNotTriedAgain) {
    const auto text = markdown(Story::guidedIncident().report());
    EXPECT_THAT(text, HasSubstr("step 1 'Start PostgreSQL': begun by a person -- Jane Doe"));
    EXPECT_THAT(text, Not(HasSubstr("to be tried again")));
    EXPECT_LE(longestLine(text), 110U) << text;
}

TEST(Guided, AnotherServicesOutageDoesNotReplaceTheOwn) {
    Story story;
    story.open("incident", "live");
    const auto seen = [&](const char* service, const char* utc) {
        story.add("outage.seen", {{"service", service}, {"last_good_utc", nullptr}, {"first_bad_utc", utc}});
    };
    seen("api", "2026-11-24T01:00:00.000Z");
    seen("orchestrator", "2026-11-24T02:00:00.000Z");
    seen("orchestrator", "2026-11-24T03:00:00.000Z");
    EXPECT_EQ(story.report().firstBadUtc, "2026-11-24T02:00:00.000Z");
    EXPECT_EQ(story.report().lastGoodUtc, "");
}

TEST(Guided, TheRunbooksFrontMatterNamesControlsAndOwner) {
    Story story;
    story.open("drill", "drill");
    story.events.back().body["text"] = "---\nid: database-crash\nowner: platform\nversion: 3\n"
                                       "controls: [ISO27001:A.5.30, SOC2:A1.3]\n---\n# Title\n";
    const auto report = story.report();
    EXPECT_THAT(report.controls, ElementsAre("ISO27001:A.5.30", "SOC2:A1.3"));
    EXPECT_EQ(report.owner, "platform");
    EXPECT_EQ(json(report)["runbook_version"], 3);
    EXPECT_THAT(markdown(report), HasSubstr("- Controls: ISO27001:A.5.30, SOC2:A1.3\n"));
}

} // namespace
} // namespace muster::report::tests
