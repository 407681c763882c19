#include "tests/range/RangeFixture.h"

namespace muster::range::tests {
namespace {

class OrchestratorTest : public RangeTest {
protected:
    void startFive(httplib::Client& http) {
        ASSERT_EQ(
            post(http, "/api/v1/workflows", R"({"name": "t", "steps": 20, "step_seconds": 1, "count": 5})"),
            201);
        ASSERT_TRUE(eventually([&] { return get(http, "/api/v1/summary").value("starting", -1) == 0; }));
    }
    // Until every workflow has worked for so long.
    void waitForWork(httplib::Client& http, double seconds) {
        ASSERT_TRUE(eventually([&] {
            const auto listed = get(http, "/api/v1/workflows");
            if (!listed.is_object())
                return false;
            for (const auto& each : listed.at("workflows"))
                if (each.at("worked_seconds").get<double>() < seconds)
                    return false;
            return true;
        }));
    }
};

TEST_F(OrchestratorTest, AcknowledgedWritesSurviveTheDeathOfThePostmaster) {
    bringUp();
    auto http = client();
    int last = 0;
    while (last < 200 && post(http, "/api/v1/ledger", entry(last + 1)) == 201)
        ++last;
    ASSERT_EQ(last, 200);
    ASSERT_EQ(runRange(m_folder, "break database").code, 0);
    EXPECT_EQ(post(http, "/api/v1/ledger", entry(1000)), 503);
    const auto mended = runRange(m_folder, "mend database");
    ASSERT_EQ(mended.code, 0) << mended.output;
    for (int sequence = 1; sequence <= last; ++sequence)
        ASSERT_EQ(post(http, "/api/v1/ledger", entry(sequence)), 200) << sequence;
    EXPECT_EQ(post(http, "/api/v1/ledger", entry(1000)), 201) << "the refused write was not there";
}

TEST_F(OrchestratorTest, HealthTurns503AndBack) {
    bringUp();
    auto http = client();
    EXPECT_EQ(healthOf(http), 200);
    ASSERT_EQ(runRange(m_folder, "break database").code, 0);
    EXPECT_TRUE(eventually([&] { return healthOf(http) == 503; }));
    const auto answer = http.Get("/health");
    ASSERT_TRUE(answer);
    EXPECT_FALSE(Json::parse(answer->body).at("reasons").empty());
    EXPECT_EQ(statusOf(m_folder).at("up"), false);
    ASSERT_EQ(runRange(m_folder, "mend database").code, 0);
    EXPECT_EQ(healthOf(http), 200);
}

TEST_F(OrchestratorTest, WorkflowsResumeFromTheirCheckpointAndTheWorkRedoneIsCounted) {
    bringUp("--checkpoint-every 2s");
    auto http = client();
    startFive(http);
    waitForWork(http, 3.0);
    ASSERT_EQ(runRange(m_folder, "break database").code, 0);
    ASSERT_EQ(runRange(m_folder, "mend database").code, 0);
    // The database may be back before the service has noticed that it was gone.
    ASSERT_TRUE(eventually([&] {
        const auto now = get(http, "/api/v1/summary");
        return now.value("affected", 0) == 5 && now.value("unrecovered", -1) == 0;
    }));
    const auto summary = get(http, "/api/v1/summary");
    EXPECT_EQ(summary.at("recovered"), 5);
    EXPECT_EQ(summary.at("quarantined"), 0);
    const auto most = summary.at("last_interruption").at("work_redone_seconds_most").get<double>();
    EXPECT_GT(most, 0.0) << "it was not broken at a checkpoint of all five";
    EXPECT_LE(most, 2.1) << "no more than one checkpoint interval";
    // The effects of the steps in between were applied before: repeating them must not apply them twice,
    // and every workflow completes with one effect a step.
    ASSERT_TRUE(eventually([&] { return get(http, "/api/v1/summary").value("completed", 0) == 5; },
                           Milliseconds(60'000)));
    const auto listed = get(http, "/api/v1/workflows");
    for (const auto& each : listed.at("workflows")) {
        EXPECT_EQ(each.at("steps_done"), 20) << each.dump();
        EXPECT_EQ(each.at("resumed"), 1) << each.dump();
    }
}

TEST_F(OrchestratorTest, KilledServiceIsRestartedAndItsWorkflowsGoOn) {
    bringUp("--checkpoint-every 1s");
    auto http = client();
    startFive(http);
    waitForWork(http, 2.0);
    ASSERT_EQ(post(http, "/admin/maintenance/enable"), 200);
    const auto before = part(statusOf(m_folder), "app-a.orchestrator").at("pid");
    ASSERT_EQ(runRange(m_folder, "break application").code, 0);
    ASSERT_TRUE(eventually([&] { return healthOf(http) == 200; }));
    EXPECT_NE(part(statusOf(m_folder), "app-a.orchestrator").at("pid"), before);
    ASSERT_TRUE(eventually([&] { return get(http, "/api/v1/summary").value("unrecovered", -1) == 0; }));
    const auto summary = get(http, "/api/v1/summary");
    EXPECT_EQ(summary.at("affected"), 5);
    EXPECT_EQ(summary.at("last_interruption").at("reason"), "the service was killed");
    EXPECT_TRUE(get(http, "/admin/maintenance").at("enabled").get<bool>()) << "maintenance survives a kill";
}

TEST_F(OrchestratorTest, GracefulStopLosesNoWork) {
    bringUp();
    auto http = client();
    startFive(http);
    waitForWork(http, 1.0);
    const auto process = processOf(part(statusOf(m_folder), "app-a.orchestrator").at("pid").get<pid_t>());
    ASSERT_TRUE(process);
    ASSERT_TRUE(sendSignal(*process, SIGTERM));
    ASSERT_TRUE(waitUntilGone({*process}, Milliseconds(10'000)));
    ASSERT_TRUE(eventually([&] { return healthOf(http) == 200; }));
    const auto last = get(http, "/api/v1/summary").at("last_interruption");
    EXPECT_EQ(last.at("reason"), "the service was stopped gracefully");
    EXPECT_EQ(last.at("affected"), 5);
    EXPECT_EQ(last.at("work_redone_seconds"), 0.0);
}

TEST_F(OrchestratorTest, MaintenanceRefusesNewWorkflowsAndLetsWritesThrough) {
    bringUp();
    auto http = client();
    const std::string one = R"({"name": "t", "steps": 1, "step_seconds": 60})";
    EXPECT_EQ(post(http, "/api/v1/workflows", one), 201);
    EXPECT_EQ(post(http, "/admin/maintenance/enable"), 200);
    EXPECT_EQ(post(http, "/admin/maintenance/enable"), 200);
    EXPECT_EQ(post(http, "/api/v1/workflows", one), 503);
    EXPECT_EQ(post(http, "/api/v1/ledger", entry(1)), 201);
    EXPECT_EQ(get(http, "/api/v1/summary").at("running"), 1) << "what ran goes on";
    EXPECT_EQ(post(http, "/admin/maintenance/disable"), 200);
    EXPECT_EQ(post(http, "/api/v1/workflows", one), 201);
}

TEST_F(OrchestratorTest, BadRequestsAreAnsweredAndDoNothing) {
    bringUp();
    auto http = client();
    for (const std::string body :
         {"", "[]", "{", "{\"name\": 5}", R"({"name": "t", "steps": 0})", R"({"name": "t", "steps": 1e99})",
          R"({"name": "a\u0000b"})", R"({"name": "t", "step_seconds": "long"})", "{\"name\": \"\xff\"}"})
        EXPECT_EQ(post(http, "/api/v1/workflows", body), 400) << body;
    for (const std::string body :
         {"{}", R"({"run": "r", "client": "c", "sequence": -1})", R"({"run": "r", "client": "c"})",
          R"({"run": "r", "client": "c", "sequence": "x"})", R"({"run": "", "client": "c", "sequence": 1})"})
        EXPECT_EQ(post(http, "/api/v1/ledger", body), 400) << body;
    EXPECT_EQ(post(http, "/api/v1/workflows/999999/cancel"), 404);
    EXPECT_EQ(post(http, "/nowhere"), 404);
    EXPECT_EQ(get(http, "/api/v1/summary").at("running"), 0);
    // Values are values: quotes do not end the statement they stand in.
    EXPECT_EQ(
        post(http, "/api/v1/ledger", R"({"run": "'); DROP TABLE ledger; --", "client": "c", "sequence": 1})"),
        201);
    EXPECT_EQ(
        post(http, "/api/v1/ledger", R"({"run": "'); DROP TABLE ledger; --", "client": "c", "sequence": 1})"),
        200);
}

TEST_F(OrchestratorTest, CancelledWorkflowStopsAndARepeatedKeyMakesNoSecondOne) {
    bringUp();
    auto http = client();
    const httplib::Headers key{{"Idempotency-Key", "once"}};
    const std::string one = R"({"name": "t", "steps": 1, "step_seconds": 60})";
    const auto first = http.Post("/api/v1/workflows", key, one, "application/json");
    const auto second = http.Post("/api/v1/workflows", key, one, "application/json");
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->status, 201);
    EXPECT_EQ(second->status, 200);
    const auto id = Json::parse(first->body).at("workflows").at(0);
    EXPECT_EQ(Json::parse(second->body).at("workflows").at(0), id);
    EXPECT_EQ(post(http, "/api/v1/workflows/" + id.dump() + "/cancel"), 200);
    EXPECT_EQ(post(http, "/api/v1/workflows/" + id.dump() + "/cancel"), 404);
    EXPECT_TRUE(eventually([&] { return get(http, "/health").at("workflows").at("working") == 0; }));
}

} // namespace
} // namespace muster::range::tests
