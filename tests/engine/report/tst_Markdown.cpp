#include "tests/engine/report/Story.h"

namespace muster::report::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Markdown, ShowsFiguresBesideTargetsAndThatNobodyWasThere) {
    const auto text = markdown(Story::passedDrill().report());
    EXPECT_THAT(text, HasSubstr("**PASSED** (unattended)\n"));
    EXPECT_THAT(text,
                HasSubstr("| RTO    |  8.613 s | -1.200 s | 20.000 s | within |      43 % | unattended |"));
    EXPECT_THAT(text,
                HasSubstr("| RPO    |  0.000 s | ±0.200 s |  0.000 s | within |         - | unattended |"));
    EXPECT_THAT(text, HasSubstr("160 acknowledged, 0 lost, 0 duplicated, 2 unknown"));
    EXPECT_THAT(text, HasSubstr("5 affected, 5 recovered"));
    EXPECT_THAT(text, HasSubstr("40 MB"));
    EXPECT_THAT(text, HasSubstr("2 cores"));
    EXPECT_THAT(text, HasSubstr("Jane Doe (jane@console)"));
}

TEST(Markdown, CountsWhatWasAppliedAgainApartFromWhatWasLost) {
    EXPECT_THAT(markdown(Story::passedDrill().report()), Not(HasSubstr("applied again")));
    Json figures = Story::measured();
    figures["writes_reapplied"] = 17;
    const auto report = Story::passedDrill(figures).report();
    EXPECT_THAT(markdown(report),
                HasSubstr("0 lost, 0 duplicated, 2 unknown (1 of them written); 17 applied"));
    EXPECT_EQ(json(report)["counts"]["reapplied"], 17);
    EXPECT_EQ(json(Story::passedDrill().report())["counts"]["reapplied"], nullptr);
}

TEST(Markdown, FitsATerminalOf110Columns) {
    const auto text = markdown(Story::passedDrill().report());
    EXPECT_LE(longestLine(text), 110U) << text;
}

TEST(Markdown, FitsATerminalWithLongStepsManyHostsAndLongTimes) {
    Story story;
    story.open("incident", "live").phase("recover");
    const std::string title =
        "Switch the connection pool of every application server over to the new primary";
    story.enter("database-crash", "start", 12, title);
    for (int host = 1; host <= 12; ++host)
        story.act("database-crash", "start", "application-server-" + std::to_string(host), 1, 400'000,
                  "failed",
                  {{"why", "the command ended with status 1, and said that it could not reach the primary"}});
    story.settle("database-crash", "start", "failed", "outcome");
    const auto text = markdown(story.report());
    EXPECT_LE(longestLine(text), 110U) << text;
    EXPECT_THAT(text, HasSubstr("Switch the connection pool of…"));
    EXPECT_THAT(text, HasSubstr("12 " + title));
    EXPECT_THAT(text, HasSubstr("1 h 20 m"));
    EXPECT_THAT(text, HasSubstr("application-server-12"));
}

TEST(Markdown, ListsEveryStepWithItsStateAndReason) {
    const auto text = markdown(Story::passedDrill().report());
    EXPECT_THAT(text, HasSubstr("Tell the customers"));
    EXPECT_THAT(text, HasSubstr("not reached"));
    EXPECT_THAT(text, HasSubstr("by-hand; saw 5 of 5 run; by Jane Doe"));
    EXPECT_THAT(text, HasSubstr("attempt 1 on db-a: failed, exit status 1"));
    EXPECT_THAT(text, HasSubstr("99999999"));
}

TEST(Markdown, TheTimelineNamesWhoActedAndCountsFromTheFault) {
    const auto text = markdown(Story::passedDrill().report());
    EXPECT_THAT(text, HasSubstr("03:12:46.678    +0.000  FAULT: counted from here"));
    EXPECT_THAT(
        text, HasSubstr("step 2 'Resume the workflows': by-hand: saw 5 of 5 run -- Jane Doe (jane@console)"));
    EXPECT_THAT(text, HasSubstr("step of the drill 1 'Kill the postmaster' begins\n"));
}

TEST(Markdown, AMissedTargetIsMissedAndLostWritesAreNamed) {
    Json figures = Story::measured();
    figures["rto_seconds"] = 20.001;
    figures["rpo_seconds"] = 0.2;
    figures["rpo_at_least"] = true;
    figures["ledger"]["lost"] = Json::array({{{"client", "console"}, {"sequence", 17}}});
    figures["ledger"]["lost_count"] = 1;
    const auto text = markdown(Story::passedDrill(figures, "failed", {"1 write is lost"}).report());
    EXPECT_THAT(text, HasSubstr("20.001 s | -1.200 s | 20.000 s | MISSED |     100 %"));
    EXPECT_THAT(text, HasSubstr("at least 0.200 s"));
    EXPECT_THAT(text, HasSubstr("LOST (client/sequence): console/17\n"));
    EXPECT_THAT(text, Not(HasSubstr("| within")));
}

TEST(Markdown, ALongListOfLostWritesSaysHowManyMore) {
    Json figures = Story::measured();
    Json lost = Json::array();
    for (int i = 1; i <= 1000; ++i)
        lost.push_back({{"client", "console"}, {"sequence", i}});
    figures["ledger"]["lost"] = lost;
    figures["ledger"]["lost_count"] = 2500;
    const auto text = markdown(Story::passedDrill(figures, "failed", {"lost"}).report());
    EXPECT_THAT(text, HasSubstr("console/100, and 2400 more"));
    EXPECT_LE(longestLine(text), 110U);
}

TEST(Markdown, AFigureThatWasNotMeasuredIsNeverWithin) {
    Story story;
    story.open("drill", "drill").phase("steady-state").close("not-tested", {"the prober was starved"});
    const auto text = markdown(story.report());
    EXPECT_THAT(text, HasSubstr("**NOT-TESTED**"));
    EXPECT_THAT(text, HasSubstr("- the prober was starved"));
    EXPECT_THAT(text, HasSubstr("not measured"));
    EXPECT_THAT(text, HasSubstr("No prober watched this run"));
    EXPECT_THAT(text, Not(HasSubstr("within")));
    EXPECT_THAT(text, Not(HasSubstr("## Recovery")));
}

TEST(Markdown, ARehearsalSaysThatNothingWasDone) {
    Story story;
    story.open("incident", "rehearsal")
        .phase("recover")
        .enter("database-crash", "start", 1, "Start PostgreSQL");
    story.act("database-crash", "start", "db-a", 1, 0, "simulated");
    story.settle("database-crash", "start", "simulated", "policy", "a rehearsal executes only what reads");
    story.close("rehearsed", {});
    const auto report = story.report();
    EXPECT_EQ(report.steps[1].attempts, 0);
    const auto text = markdown(report);
    EXPECT_THAT(text, HasSubstr("**REHEARSED**"));
    EXPECT_THAT(text, HasSubstr("This was a rehearsal"));
    EXPECT_THAT(text, HasSubstr("3 not reached, 1 simulated"));
}

TEST(Markdown, WarnsWhileTheFaultStands) {
    Story story;
    story.open("drill", "drill").phase("break").add("fault.registered", {{"drill", "d"}});
    EXPECT_THAT(markdown(story.report()), HasSubstr("WARNING: what this drill broke has not been put back"));
    EXPECT_THAT(markdown(story.report()), HasSubstr("STILL OPEN"));
}

TEST(Markdown, TheEvidenceSaysWhatToVerify) {
    const auto story = Story::passedDrill();
    const auto text = markdown(story.report());
    EXPECT_THAT(text, HasSubstr("muster journal verify"));
    EXPECT_THAT(text, HasSubstr(story.events.front().hash));
    EXPECT_THAT(text, HasSubstr(story.events.back().hash));
    EXPECT_THAT(text, HasSubstr(std::string(64, 'a')));
    EXPECT_THAT(text, HasSubstr(std::string(64, 'd')));
    EXPECT_THAT(text, Not(HasSubstr("Secret text of the document")));
}

TEST(Markdown, HostileTextStaysText) {
    const std::string hostile =
        "a|b `x` <script>alert(1)</script> [l](javascript:1) \x1b[31m\n```\n# Big\xff \u202e";
    Story story;
    story.open("drill", "drill", {{"title", hostile}, {"service", hostile}, {"hardware", hostile}});
    story.phase(hostile).enter("database-crash", "start", 1, hostile);
    story.act("database-crash", "start", hostile, 1, 10, "failed", {{"why", hostile}});
    story.settle("database-crash", "start", "failed", "outcome", hostile);
    story.add("note.added", {{"text", hostile}}).add("note.added", {{"text", "```"}});
    story.close(hostile, {hostile});
    const auto text = markdown(story.report());
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\xff")));
    EXPECT_THAT(text, Not(HasSubstr("\u202e")));
    EXPECT_THAT(text, Not(HasSubstr("\n# Big")));
    EXPECT_THAT(text, HasSubstr("a\\|b \\`x\\` \\<script\\>"));
    // Outside the timeline's fence no markup is left unescaped, and nothing but its own lines fences.
    int fences = 0;
    bool inside = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (line.starts_with("```")) {
            ++fences;
            inside = !inside;
        } else if (!inside) {
            for (auto open = line.find('<'); open != std::string::npos; open = line.find('<', open + 1)) {
                EXPECT_TRUE(open > 0 && line[open - 1] == '\\') << line;
            }
        }
    }
    EXPECT_EQ(fences, 2);
}

TEST(Markdown, TwoFoldsAreIdenticalByteByByte) {
    const auto story = Story::passedDrill();
    const auto one = story.report();
    const auto two = story.report();
    EXPECT_EQ(markdown(one), markdown(two));
    EXPECT_EQ(json(one).dump(2), json(two).dump(2));
    EXPECT_EQ(junit({one}), junit({two}));
}

} // namespace
} // namespace muster::report::tests
