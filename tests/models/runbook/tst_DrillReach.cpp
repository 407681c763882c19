#include "models/runbook/DrillReach.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;

namespace {

environment::Environment range() {
    environment::Environment out;
    out.name = "range";
    out.path = "/etc/range.yaml";
    out.drillsAllowed = true;
    out.groups["db"] = {"db-a", "db-b"};
    out.services["orchestrator"].probe = environment::Probe{};
    return out;
}

Drill crash() {
    Drill out;
    out.blastRadius = {"db@primary"};
    out.breakIt.push_back({});
    out.breakIt[0].prose = "SIGKILL to the postmaster.";
    return out;
}

} // namespace

TEST(DrillReach, ARoleReachesEveryHostThatMayHaveIt) {
    EXPECT_EQ(hostsOf(range(), {"db@primary", "api"}), (std::set<std::string>{"api", "db-a", "db-b"}));
}

TEST(DrillReach, NothingStandsInTheWayWhereEverythingIsDeclared) {
    EXPECT_FALSE(drillObstacle(range(), crash(), "orchestrator").has_value());
}

TEST(DrillReach, AnEnvironmentMustSayThatItMayBeBroken) {
    auto environment = range();
    environment.drillsAllowed = false;
    const auto obstacle = drillObstacle(environment, crash(), "orchestrator");
    ASSERT_TRUE(obstacle.has_value());
    EXPECT_NE(obstacle->next.find("drills: allowed"), std::string::npos);
}

TEST(DrillReach, NamesTheHostOutsideTheBlastRadius) {
    auto environment = range();
    environment.blastRadius = {"db-a"};
    const auto obstacle = drillObstacle(environment, crash(), "orchestrator");
    ASSERT_TRUE(obstacle.has_value());
    EXPECT_NE(obstacle->why.find("db-b"), std::string::npos);
}

TEST(DrillReach, AStepThatBreaksMoreThanTheDrillNamesIsRefused) {
    auto drill = crash();
    drill.breakIt[0].slug = "break-it";
    drill.breakIt[0].action = Action{};
    drill.breakIt[0].action->target = "app-a";
    const auto obstacle = drillObstacle(range(), drill, "orchestrator");
    ASSERT_TRUE(obstacle.has_value());
    EXPECT_NE(obstacle->why.find("'break-it' breaks app-a"), std::string::npos);
}

TEST(DrillReach, AStepThatOnlyWaitsForTheFaultBreaksNothing) {
    auto drill = crash();
    drill.breakIt[0].action = Action{};
    drill.breakIt[0].action->target = "app-a";
    drill.breakIt[0].action->risk = Risk::reads;
    EXPECT_FALSE(drillObstacle(range(), drill, "orchestrator").has_value());
}

TEST(DrillReach, WithoutAProbeNothingWouldBeMeasured) {
    auto environment = range();
    environment.services["orchestrator"].probe.reset();
    EXPECT_TRUE(drillObstacle(environment, crash(), "orchestrator").has_value());
    EXPECT_TRUE(drillObstacle(environment, crash(), "billing").has_value());
}

TEST(DrillReach, SaysInTheDrillsOwnWordsWhatBreaks) {
    EXPECT_EQ(breakingProse(crash()), "SIGKILL to the postmaster.");
}

TEST(DrillReach, ARequestThatBreaksAnotherServiceIsRefused) {
    auto environment = range();
    environment.services["orchestrator"].url = "http://127.0.0.1:1";
    environment.services["api"].url = "http://127.0.0.1:1"; // another name of the same
    environment.services["billing"].url = "http://127.0.0.1:2";
    auto drill = crash();
    drill.breakIt[0].slug = "break-it";
    drill.breakIt[0].action = Action{};
    drill.breakIt[0].action->kind = ActionKind::http;
    drill.breakIt[0].action->target = "api";
    EXPECT_FALSE(drillObstacle(environment, drill, "orchestrator"));
    drill.breakIt[0].action->target = "billing";
    const auto obstacle = drillObstacle(environment, drill, "orchestrator");
    ASSERT_TRUE(obstacle);
    EXPECT_NE(obstacle->why.find("billing"), std::string::npos);
    drill.blastRadius.push_back("billing");
    EXPECT_FALSE(drillObstacle(environment, drill, "orchestrator"));
}

TEST(DrillReach, EveryOtherProbedServiceHasToBeLeftAlone) {
    auto environment = range();
    environment.services["orchestrator"].url = "http://127.0.0.1:1";
    environment.services["same"].url = "http://127.0.0.1:1";
    environment.services["same"].probe = environment::Probe{};
    environment.services["billing"].url = "http://127.0.0.1:2";
    environment.services["billing"].probe = environment::Probe{};
    environment.services["search"].url = "http://127.0.0.1:3";
    environment.services["search"].probe = environment::Probe{};
    environment.services["unprobed"].url = "http://127.0.0.1:4";
    auto drill = crash();
    EXPECT_EQ(servicesBeside(environment, drill, "orchestrator"),
              (std::vector<std::string>{"billing", "search"}));
    drill.blastRadius.push_back("search");
    EXPECT_EQ(servicesBeside(environment, drill, "orchestrator"), std::vector<std::string>{"billing"});
    // Its writes are kept where the drill breaks: it fails with the database.
    environment.services["billing"].ledger = environment::Ledger{};
    environment.services["billing"].ledger->on = "db@primary";
    EXPECT_TRUE(servicesBeside(environment, drill, "orchestrator").empty());
}
