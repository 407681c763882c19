#include "models/runbook/DrillReach.h"
#include "models/runbook/Lint.h"
#include "models/runbook/Needs.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

#include <gmock/gmock.h>

using namespace muster;
using namespace muster::runbook;
using testing::HasSubstr;

namespace {

environment::Environment where(const std::string& failover) {
    environment::Environment out;
    out.name = "range";
    out.drillsAllowed = true;
    out.groups["db"] = {"db-a"};
    out.hosts["db-a"].name = "db-a";
    out.services["orchestrator"].probe = environment::Probe{};
    if (!failover.empty())
        out.values["db_failover"] = failover;
    return out;
}

const std::string body = "# Title\n\n## Look\n```sh on=db-a reads\necho \"$patroni_config\"\n```\n";
const std::string drillBody =
    "# Title\n\n## Steady state\n\n## Break it\n```sh on=db-a irreversible undo=none\n"
    "echo \"$patroni_config\"\n```\n\n## Put back\n\n## Steady again\n";

RunbookReading runbookWith(const std::string& words) {
    return readRunbook("x.md", "---\nid: x\nowner: me\nservice: orchestrator\n" + words + "---\n" + body);
}
DrillReading drillWith(const std::string& words) {
    return readDrill("x.drill.md",
                     "---\ndrill: x\nrunbook: x.md\nblast-radius: [db-a]\n" + words + "---\n" + drillBody);
}

std::string said(const std::vector<Problem>& problems) {
    std::string all;
    for (const auto& problem : problems)
        if (problem.severity == Severity::error)
            all += problem.text() + "\n";
    return all;
}

const std::string needs = "needs: { db_failover: automatic }\n";
const std::string notFor = "not-for: { db_failover: automatic }\n";

} // namespace

TEST(Needs, AreWhatTheEnvironmentHasToSay) {
    const auto all = runbookWith(needs).runbook.needs;
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(whyNotFor(where("automatic"), all), "");
    EXPECT_THAT(whyNotFor(where("manual"), all), HasSubstr("there it is 'manual'"));
    EXPECT_THAT(whyNotFor(where(""), all), HasSubstr("does not say that"));
}

TEST(Needs, NotForIsTheOtherWayRound) {
    const auto all = drillWith(notFor).drill.needs;
    ASSERT_EQ(all.size(), 1U);
    EXPECT_THAT(whyNotFor(where("automatic"), all), HasSubstr("not for an environment"));
    EXPECT_EQ(whyNotFor(where("manual"), all), "");
    EXPECT_EQ(whyNotFor(where(""), all), "");
}

TEST(Needs, NamesAreThoseOfValues) {
    EXPECT_THAT(said(runbookWith("needs: { Db-Failover: x }\n").problems), HasSubstr("cannot be the name"));
    EXPECT_NE(said(runbookWith("needs: [db_failover]\n").problems), "");
}

TEST(Needs, WhereADocumentIsNotForItsEnvironmentItIsJudgedWithoutIt) {
    const auto here = where("automatic");
    const auto there = where("manual");
    const auto runbook = runbookWith(needs).runbook;
    const auto drill = drillWith(needs).drill;
    EXPECT_THAT(said(lint(runbook, {}, &here, "")), HasSubstr("patroni_config"));
    EXPECT_EQ(said(lint(runbook, {}, &there, "")), "");
    EXPECT_THAT(said(lintDrill(drill, runbook, &here)), HasSubstr("patroni_config"));
    EXPECT_EQ(said(lintDrill(drill, runbook, &there)), "");
}

TEST(Needs, ADrillSaysWhatItsRunbookNeeds) {
    const auto runbook = runbookWith(needs).runbook;
    EXPECT_THAT(said(lintDrill(drillWith("").drill, runbook, nullptr)), HasSubstr("as its runbook does"));
    EXPECT_THAT(said(lintDrill(drillWith(notFor).drill, runbook, nullptr)), HasSubstr("as its runbook does"));
    EXPECT_EQ(said(lintDrill(drillWith(needs).drill, runbook, nullptr)), "");
}

TEST(Needs, ADrillThatIsNotForItsEnvironmentIsRefusedInPlainWords) {
    const auto drill = drillWith(needs).drill;
    EXPECT_FALSE(drillObstacle(where("automatic"), drill, "orchestrator"));
    const auto obstacle = drillObstacle(where("manual"), drill, "orchestrator");
    ASSERT_TRUE(obstacle);
    EXPECT_EQ(obstacle->what, "this drill does not run on range");
    EXPECT_EQ(obstacle->why, "it needs 'db_failover' to be 'automatic', and there it is 'manual'");
}
