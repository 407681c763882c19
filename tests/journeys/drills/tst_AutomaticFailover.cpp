// The topology in which fail-over is automatic, drilled for real: Patroni promotes, the runbook follows it
// up; where nobody may promote the drill fails. The partition, and its control, only with
// MUSTER_LONG_TESTS=1.
#include "tests/journeys/drills/CatalogueDrill.h"

namespace {
using muster::Json;
using muster::test::readFile;
using muster::test::replaced;
using testing::HasSubstr;
using namespace std::chrono_literals;

class AutomaticFailover : public muster::test::CatalogueDrill {
public:
    static void SetUpTestSuite() { bringUp({"--topology", "patroni"}); }
};

TEST_F(AutomaticFailover, PassesWithinItsTargets) {
    const auto ran = muster({"drill", "run", "automatic-failover", "--json", file("result.json")}, 300s);
    ASSERT_EQ(ran.exitCode, 0) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "passed");
    EXPECT_GT(result["rto_seconds"].get<double>(), 1.0); // the leader's key has to expire
    EXPECT_LT(result["rto_seconds"].get<double>(), 105.0);
    EXPECT_EQ(result["rpo_seconds"], 0);
    EXPECT_GT(result["counts"]["acknowledged"].get<int>(), 50);
    EXPECT_EQ(result["counts"]["lost"], 0);
    EXPECT_EQ(result["counts"]["duplicated"], 0);
    EXPECT_EQ(result["workflows_recovered"], result["workflows_affected"]);
    expectHealthy();
}

TEST_F(AutomaticFailover, FailsWhereNobodyMayPromote) {
    const auto documents = copyAllDocuments("automatic-failover");
    const std::string pause = "patronictl -c \"$patroni_config\" pause --wait\n";
    const std::string resume = "patronictl -c \"$patroni_config\" resume --wait || true\n";
    folder().write(
        "runbooks/automatic-failover.drill.md",
        replaced(replaced(readFile(documents.drill), "postmaster=$(head", pause + "postmaster=$(head"),
                 "## Put back\n", "## Put back\n```sh on=lb idempotent timeout=60s\n" + resume + "```\n"));
    const auto ran = muster(
        {"drill", "run", documents.drill, "--json", file("result.json"), "--give-up-after", "40s"}, 300s);
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    EXPECT_EQ(json(file("result.json"))["verdict"], "failed") << ran.out;
    expectHealthy();
}

TEST_F(AutomaticFailover, ADrillForTheOtherTopologyIsRefusedInPlainWords) {
    const auto refused = muster({"drill", "run", "database-crash"});
    EXPECT_EQ(refused.exitCode, 3) << refused.err;
    EXPECT_THAT(refused.err, HasSubstr("not for an environment where 'db_failover' is 'automatic'"));
    const auto runbook = muster({"runbook", "run", "database-crash", "--unattended"});
    EXPECT_EQ(runbook.exitCode, 3) << runbook.err;
    EXPECT_THAT(runbook.err, HasSubstr("not for"));
}

// Acknowledged by users, and by the client that stayed on the old side: nothing of it may be missing.
TEST_F(AutomaticFailover, APartitionOfTheLeadersPatroniLosesNothing) {
    if (!longOnes())
        GTEST_SKIP() << isLong;
    const auto ran = muster({"drill", "run", "patroni-partition", "--json", file("result.json")}, 400s);
    ASSERT_EQ(ran.exitCode, 0) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_EQ(result["counts"]["lost"], 0);
    EXPECT_EQ(result["rpo_seconds"], 0);
    expectHealthy();
}

// The known-bad configuration, which the drill has to catch.
class KnownBad : public AutomaticFailover {
public:
    static void SetUpTestSuite() {
        if (longOnes())
            bringUp({"--topology", "patroni", "--dcs", "etcd3"});
    }
    static void TearDownTestSuite() {
        if (longOnes())
            AutomaticFailover::TearDownTestSuite();
    }

protected:
    void SetUp() override {
        if (!longOnes())
            GTEST_SKIP() << isLong;
        AutomaticFailover::SetUp();
    }
};

TEST_F(KnownBad, APartitionLosesAcknowledgedWritesAndTheDrillSaysSo) {
    const auto ran = muster({"drill", "run", "patroni-partition", "--json", file("result.json")}, 400s);
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_NE(result["verdict"], "passed");
    EXPECT_GT(result["counts"]["lost"].get<int>(), 0) << ran.out;
}

} // namespace
