#include "engine/report/Suite.h"

#include "tests/engine/report/Story.h"

#include <gmock/gmock.h>

namespace muster::report::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Json part(int position, Json more = Json::object()) {
    Json out{{"number", 6},
             {"position", position},
             {"seed", 42},
             {"fail_fast", false},
             {"drills",
              {{{"drill", "database-crash-drill"}, {"title", "Database crash: the drill"}},
               {{"drill", "split-brain"}, {"title", "Split <brain> & \"co\""}},
               {{"drill", "restore"}, {"title", "Restore"}, {"obstacle", "there is no backup here"}}}}};
    out.update(more);
    return out;
}

Report told(int position, const std::string& verdict, const std::vector<std::string>& why,
            const std::string& ended = {}) {
    Story story;
    const Json plan = part(position);
    const Json& mine = plan["drills"][static_cast<std::size_t>(position) - 1];
    story.open("drill", "drill", {{"drill_plan", plan}, {"drill", mine["drill"]}, {"title", mine["title"]}});
    story.add("captured", {{"runbook", "drill"}, {"step", "break-it"}, {"name", "form"}, {"value", "true"}});
    if (verdict == "passed")
        story.add("measured", Story::measured());
    story.wait(40'000).close(verdict, why);
    if (!ended.empty())
        story.add("plan.ended", {{"plan", 6}, {"how", ended}, {"why", ""}});
    auto report = story.report();
    report.run = 5 + position;
    return report;
}

Suite two() {
    const std::vector<Report> reports{
        told(1, "passed", {"all is well"}),
        told(2, "not-tested", {"the fault was <never> seen", "and more"}, "complete")};
    return suite(reports, 6).value();
}

} // namespace

TEST(SuiteWriters, ReadsThePlanFromTheEventsOfItsRuns) {
    const auto report = told(2, "not-tested", {}, "complete");
    EXPECT_EQ(report.plan.plan, 6);
    EXPECT_EQ(report.plan.position, 2);
    EXPECT_EQ(report.plan.seed, 42);
    EXPECT_EQ(report.plan.drills.size(), 3U);
    EXPECT_EQ(report.plan.ended, "complete");
    EXPECT_EQ(report.form, "true");
    EXPECT_THAT(markdown(report), HasSubstr("Plan: plan 6, drill 2 of 3"));
    EXPECT_EQ(json(report)["drill_plan"]["of"], 3);
    EXPECT_TRUE(json(Story::passedDrill().report())["drill_plan"].is_null());
}

TEST(SuiteWriters, MisshapenPlansLeaveAGap) {
    for (const Json& odd : {Json(7), Json("x"), Json::array(), Json{{"number", "six"}},
                            Json{{"number", 6}, {"drills", 3}}, Json{{"number", 6}, {"drills", {1, 2}}}}) {
        Story story;
        story.open("drill", "drill", {{"drill_plan", odd}}).close("passed", {});
        const std::vector<Report> reports{story.report()};
        const auto found = suite(reports, 6);
        EXPECT_THAT(markdown(found.value_or(Suite{})), HasSubstr("# Drills on"));
    }
}

TEST(SuiteWriters, AGuardRailIsToldInTheReport) {
    Story story;
    story.open("drill", "drill").add("guard.tripped", {{"service", "billing"}, {"why", "billing failed"}});
    story.close("failed", {"stopped by a guard rail: billing failed"});
    EXPECT_EQ(story.report().guard, "billing failed");
    EXPECT_THAT(markdown(story.report()), HasSubstr("STOPPED by a guard rail: billing failed"));
    EXPECT_THAT(html(story.report()), HasSubstr("A guard rail stopped this drill: billing failed."));
}

TEST(SuiteWriters, JsonHasEveryKeyAlsoWhereThereIsNoFigure) {
    const auto out = json(two());
    EXPECT_EQ(out["schema"], "muster.suite/1");
    EXPECT_EQ(out["plan"], 6);
    EXPECT_EQ(out["verdict"], "not-tested");
    EXPECT_EQ(out["ended"], "complete");
    ASSERT_EQ(out["drills"].size(), 3U);
    EXPECT_EQ(out["drills"][0]["verdict"], "passed");
    EXPECT_EQ(out["drills"][0]["form"], "true");
    EXPECT_EQ(out["drills"][0]["rto_seconds"], 8.613);
    EXPECT_TRUE(out["drills"][1]["rto_seconds"].is_null());
    EXPECT_EQ(out["drills"][2]["verdict"], "not-run");
    EXPECT_TRUE(out["drills"][2]["run"].is_null());
    EXPECT_EQ(out["drills"][0].size(), out["drills"][2].size());
    EXPECT_EQ(out["totals"]["measured"], 1);
    EXPECT_EQ(out["totals"]["success_rate"], 1.0);
    EXPECT_EQ(out["totals"]["rto"]["worst"]["run"], 6);
    EXPECT_EQ(out.dump(), json(two()).dump());
}

TEST(SuiteWriters, JunitHasOneTestCaseADrill) {
    const auto out = junit(two());
    EXPECT_THAT(out, HasSubstr("tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"2\""));
    EXPECT_THAT(
        out,
        HasSubstr("<testcase classname=\"muster.drill\" name=\"database-crash-drill\" time=\"40.000\">"));
    EXPECT_THAT(out, HasSubstr("<skipped message=\"not tested: the fault was &lt;never&gt; seen\">"));
    EXPECT_THAT(out, HasSubstr("<skipped message=\"not run: there is no backup here\">"));
}

TEST(SuiteWriters, MarkdownHasTheTableTheTotalsAndTheReasons) {
    const auto out = markdown(two());
    EXPECT_THAT(out, HasSubstr("**NOT TESTED** (unattended): 1 of 3 passed, 1 not tested, 1 not run"));
    EXPECT_THAT(out, HasSubstr("| 8.613 s |"));
    EXPECT_THAT(out, HasSubstr("Split \\<brain\\> & \"co\""));
    EXPECT_THAT(out, HasSubstr("- there is no backup here"));
    EXPECT_THAT(out, HasSubstr("shuffled with seed 42"));
    EXPECT_THAT(out, HasSubstr("- Hardware: 2 cores"));
}

TEST(SuiteWriters, HtmlShowsTheSameAndEscapesIt) {
    const auto out = html(two());
    EXPECT_THAT(out, HasSubstr("Split &lt;brain&gt; &amp; "));
    EXPECT_THAT(out, HasSubstr("there is no backup here"));
    EXPECT_THAT(out, Not(HasSubstr("<script")));
    EXPECT_EQ(out, html(two()));
}

TEST(SuiteWriters, RecoveryMetricsPutOursBesideTheSeeds) {
    SeedTable seed;
    seed.source = "an earlier report";
    seed.scenarios = {{2, "Database crash", "database-crash-drill", 120, 112, 60, 30, ""},
                      {12, "Split brain", "split-brain", 300, 255, 60, 45, "partial"},
                      {13, "Never built", "nothing", 60, 40, 0, 0, ""}};
    const auto out = recoveryMetrics(two(), seed);
    EXPECT_THAT(out, HasSubstr("# Recovery metrics"));
    EXPECT_THAT(out, HasSubstr(" 1 m 52 s | 8.613 s |"));
    EXPECT_THAT(out, HasSubstr("| 8.613 s |"));
    EXPECT_THAT(out, HasSubstr("4 m 15 s (partial)"));
    EXPECT_THAT(out, HasSubstr("| not run "));
    EXPECT_THAT(out, HasSubstr("targets: 1 of 1 within. Against its figures: 1 measured by both, 1"));
    EXPECT_THAT(out, HasSubstr("Restore")) << "what the seed does not have is told too";
}

} // namespace muster::report::tests
