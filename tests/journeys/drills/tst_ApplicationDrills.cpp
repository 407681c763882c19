// The application and data scenarios of the catalogue, for real: each drill breaks, its runbook recovers, and
// where the recovery is taken out the drill fails. The slower ones only with MUSTER_LONG_TESTS=1.
#include "tests/journeys/drills/CatalogueDrill.h"

namespace {
using muster::Json;
using muster::test::readFile;
using muster::test::replaced;

// What makes a supervisor useless: it lives, and restarts nothing.
const std::string stopSupervisor =
    "kill -STOP \"$(ps -o ppid= -p \"$(\"$app_ctl\" pid \"$app_unit\")\" | tr -d ' ')\"\n";

struct Scenario {
    std::string slug;
    double rtoBar = 0;      // seconds: what others need, so ours must be below
    double workLostBar = 0; // seconds of progress done again, at most
    bool quick = false;     // part of every ./test
    // The recovery, taken out: text of the runbook, and what stands there instead.
    std::string step;
    std::string nothing;
    // A supervisor restarts it, so it is stopped for the negative control: before this text of the drill.
    std::string faultBegins;

    friend void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.slug; }
};

const std::string byHand = "\"$app_ctl\" restart \"$app_unit\"";
const std::string practice = "```http on=region-a irreversible undo=none expect=status:202\n";
const std::string armDrain = "```http on=region-a guarded expect=status:202\n";

const std::vector<Scenario> scenarios{
    {"application-crash", 22, 6, true, byHand, "true", "kill -9"},
    {"crash-before-checkpoint", 25, 6, false, byHand, "true", practice},
    {"graceful-shutdown", 5, 0, true, byHand, "true", "kill -TERM"},
    {"crash-during-shutdown", 25, 6, false, byHand, "true", "kill -TERM"},
    {"panic", 20, 6, false, byHand, "true", practice},
    {"out-of-memory", 55, 6, false, byHand, "true", practice},
    {"corrupted-state", 100, 11, true, "POST /api/v1/quarantine/restore", "GET /api/v1/quarantine", ""},
    {"json-corruption", 50, 11, false, "POST /api/v1/quarantine/release", "GET /api/v1/quarantine", ""},
};

class ApplicationDrills : public muster::test::CatalogueDrill, public testing::WithParamInterface<Scenario> {
protected:
    void SetUp() override {
        if (!GetParam().quick && !longOnes())
            GTEST_SKIP() << isLong;
        RangeJourney::SetUp();
    }

    // The drill with its supervisor stopped just before the fault, where there is one to be stopped.
    [[nodiscard]] std::string withoutSupervisor(const std::string& drill) const {
        const auto& at = GetParam().faultBegins;
        if (at.empty())
            return readFile(drill);
        if (!at.starts_with("```"))
            return replaced(readFile(drill), at, stopSupervisor + at);
        return replaced(readFile(drill), at,
                        "```sh on=app-a irreversible undo=none timeout=10s\n" + stopSupervisor + "```\n" +
                            at);
    }
};

TEST_P(ApplicationDrills, PassesWithinItsTargets) {
    const auto& scenario = GetParam();
    Json result = passed(scenario.slug, scenario.rtoBar);
    EXPECT_LE(result["work_lost_seconds"].get<double>(), scenario.workLostBar);
    EXPECT_GE(result["workflows_affected"].get<int>(), 5);
    EXPECT_EQ(result["workflows_recovered"], result["workflows_affected"]);
    EXPECT_EQ(result["form"].is_string(), scenario.slug == "out-of-memory") << result["form"];
    expectHealthy();
}

TEST_P(ApplicationDrills, FailsWhenTheRecoveryIsTakenOut) {
    const auto& scenario = GetParam();
    const auto documents = copyAllDocuments(scenario.slug);
    std::string text = replaced(readFile(documents.runbook), scenario.step, scenario.nothing);
    if (scenario.slug == "json-corruption")
        text = replaced(text, "POST /api/v1/quarantine/restore", "GET /api/v1/quarantine");
    folder().write("runbooks/" + scenario.slug + ".md", text);
    folder().write("runbooks/" + scenario.slug + ".drill.md", withoutSupervisor(documents.drill));
    const auto ran =
        muster({"drill", "run", documents.drill, "--json", file("result.json"), "--give-up-after", "8s"});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "failed");
    EXPECT_EQ(result["counts"]["lost"], 0);
    expectHealthy();
}

// Where a supervisor does nothing, the runbook starts the service by hand.
TEST_P(ApplicationDrills, RecoversByHandWhenTheSupervisorDoesNothing) {
    const auto& scenario = GetParam();
    if (scenario.faultBegins.empty())
        GTEST_SKIP() << "a person recovers it in any case";
    if (scenario.slug != "application-crash" && !longOnes())
        GTEST_SKIP() << isLong;
    const auto documents = copyAllDocuments(scenario.slug);
    folder().write("runbooks/" + scenario.slug + ".drill.md", withoutSupervisor(documents.drill));
    const auto ran = muster({"drill", "run", documents.drill, "--json", file("result.json")});
    ASSERT_EQ(ran.exitCode, 0) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_LT(result["rto_seconds"].get<double>(), scenario.rtoBar);
    EXPECT_EQ(result["counts"]["lost"], 0);
    EXPECT_THAT(ran.err, testing::HasSubstr("Start it"));
    expectHealthy();
}

INSTANTIATE_TEST_SUITE_P(Catalogue, ApplicationDrills, testing::ValuesIn(scenarios),
                         [](const auto& each) { return muster::test::testName(each.param.slug); });

} // namespace
