// The network's scenarios of the catalogue and the issues that come most often, for real: each drill breaks,
// its runbook recovers, and where the recovery is taken out the drill fails. The slower ones only with
// MUSTER_LONG_TESTS=1.
#include "tests/journeys/drills/CatalogueDrill.h"

namespace {
using muster::Json;
using muster::test::readFile;

struct Scenario {
    std::string slug;
    double rtoBar = 0; // seconds: what others need, or else its target, so ours must be below
    bool quick = false;
    bool interrupts = false; // workflows lose the database and resume
    // The recovery, taken out wherever it stands: text of the runbook, and what stands there instead.
    std::string step;
    std::string nothing;

    friend void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.slug; }
};

const std::vector<Scenario> scenarios{
    {"connection-loss", 45, false, true, "POST /mend", "GET /"},
    {"network-partition", 40, true, true, "POST /mend", "GET /"},
    {"circuit-breaker-open", 60, false, true, "ask \"set server database/$primary state ready\"", "true"},
    {"pool-exhausted", 60, false, false, "pg_terminate_backend(b.pid)", "b.state"},
    {"replication-lag", 120, true, false, "-X POST \"$link_replication_admin/mend\"",
     "\"$link_replication_admin/\""},
    {"stuck-workflow", 120, true, false, "POST /api/v1/workflows/{{stuck}}/cancel",
     "GET /api/v1/workflows?state=running"},
};

std::string without(std::string text, const std::string& step, const std::string& nothing) {
    EXPECT_THAT(text, testing::HasSubstr(step));
    for (auto at = text.find(step); at != std::string::npos; at = text.find(step, at + nothing.size()))
        text.replace(at, step.size(), nothing);
    return text;
}

class NetworkDrills : public muster::test::CatalogueDrill, public testing::WithParamInterface<Scenario> {
protected:
    void SetUp() override {
        if (!GetParam().quick && !longOnes())
            GTEST_SKIP() << isLong;
        RangeJourney::SetUp();
    }
};

TEST_P(NetworkDrills, PassesWithinItsTargetsAndLosesNothing) {
    const auto& scenario = GetParam();
    Json result = passed(scenario.slug, scenario.rtoBar);
    if (scenario.interrupts) {
        EXPECT_GE(result["workflows_affected"].get<int>(), 5);
        EXPECT_EQ(result["workflows_recovered"], result["workflows_affected"]);
        EXPECT_LE(result["work_lost_seconds"].get<double>(), 6);
    }
    EXPECT_EQ(result["form"].is_string(), scenario.slug == "network-partition") << result["form"];
    expectHealthy();
}

TEST_P(NetworkDrills, FailsWhenTheRecoveryIsTakenOut) {
    const auto& scenario = GetParam();
    const auto documents = copyAllDocuments(scenario.slug);
    folder().write("runbooks/" + scenario.slug + ".md",
                   without(readFile(documents.runbook), scenario.step, scenario.nothing));
    const auto ran =
        muster({"drill", "run", documents.drill, "--json", file("result.json"), "--give-up-after", "12s"});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "failed");
    EXPECT_EQ(result["counts"]["lost"], 0);
    expectHealthy();
}

INSTANTIATE_TEST_SUITE_P(Catalogue, NetworkDrills, testing::ValuesIn(scenarios),
                         [](const auto& each) { return muster::test::testName(each.param.slug); });

} // namespace
