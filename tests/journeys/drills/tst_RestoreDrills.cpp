// The scenarios that need a backup, for real: something is lost, the runbook brings it back, and where the
// recovery is taken out, or broken off in its middle, the drill fails and puts back what it broke. All but
// one only with MUSTER_LONG_TESTS=1.
#include "tests/journeys/drills/CatalogueDrill.h"
#include <signal.h>

namespace {
using muster::Json;
using muster::test::readFile;
using muster::test::replaced;

struct Scenario {
    std::string slug;
    double rtoBar = 0; // seconds: what others need, so ours must be below
    bool quick = false;
    // The recovery, taken out: text of the runbook, and what stands there instead.
    std::string step;
    std::string nothing;
    std::string reached; // the step at which it shows
    std::string middle;  // the step in which it is broken off

    friend void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.slug; }
};

const std::string restore = "pgbackrest --config=\"$pgbackrest_config\" --stanza=\"$pgbackrest_stanza\" "
                            "--log-level-console=info --delta";

const std::vector<Scenario> scenarios{
    {"full-restore", 510, true, restore, "echo", "Wait until it accepts writes", "Start PostgreSQL"},
    {"database-corruption", 200, false, restore, "echo", "Check the data", "Restore the backup"},
    {"point-in-time-restore", 260, false, "--single-transaction -f \"$db_side/table.sql\"", "-c 'SELECT 1'",
     "See that it is all there", "Start it at the side"},
};

class RestoreDrills : public muster::test::CatalogueDrill, public testing::WithParamInterface<Scenario> {
protected:
    void SetUp() override {
        if (!GetParam().quick && !longOnes())
            GTEST_SKIP() << isLong;
        RangeJourney::SetUp();
    }

    // Every part is up, the standby among them, and the table that was lost is there.
    void expectAllThere() const {
        expectHealthy();
        EXPECT_EQ(query("SELECT count(*) > 0 FROM ledger"), std::vector<std::string>{"t"});
    }
};

TEST_P(RestoreDrills, PassesWithinItsTargetsAndLosesNothing) {
    const auto& scenario = GetParam();
    std::string printed;
    Json result = passed(scenario.slug, scenario.rtoBar, &printed);
    EXPECT_THAT(result["data_size"].get<std::string>(), testing::HasSubstr("MB"));
    EXPECT_THAT(printed, testing::HasSubstr(result["data_size"].get<std::string>()));
    expectAllThere();
}

TEST_P(RestoreDrills, FailsWhenTheRecoveryIsTakenOut) {
    const auto& scenario = GetParam();
    const auto documents = copyAllDocuments(scenario.slug);
    folder().write("runbooks/" + scenario.slug + ".md",
                   replaced(readFile(documents.runbook), scenario.step, scenario.nothing));
    const auto ran =
        muster({"drill", "run", documents.drill, "--json", file("result.json"), "--give-up-after", "60s"});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    EXPECT_THAT(ran.err, testing::HasSubstr(scenario.reached));
    EXPECT_EQ(json(file("result.json"))["verdict"], "failed");
    expectAllThere();
}

TEST_P(RestoreDrills, PutsBackWhenItIsBrokenOffInTheMiddle) {
    const auto& scenario = GetParam();
    if (!longOnes())
        GTEST_SKIP() << isLong;
    const auto drill = startMuster({"drill", "run", scenario.slug});
    ASSERT_TRUE(muster::test::eventually(
        [&]() { return drill->err().find(scenario.middle) != std::string::npos; }, std::chrono::seconds{120}))
        << drill->err();
    drill->kill(SIGINT);
    EXPECT_EQ(drill->wait(), 130) << drill->err();
    expectAllThere();
}

INSTANTIATE_TEST_SUITE_P(Catalogue, RestoreDrills, testing::ValuesIn(scenarios),
                         [](const auto& each) { return muster::test::testName(each.param.slug); });

} // namespace
