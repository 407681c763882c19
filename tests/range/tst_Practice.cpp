// What makes the service worth practising on: crashes at chosen moments, the circuit, critical workflows; and
// that nobody can crash it who did not start it for that.
#include "range/control/Settings.h"
#include "range/processes/MemoryGroup.h"
#include "tests/range/RangeFixture.h"
#include "tests/support/Program.h"

#include <libpq-fe.h>

namespace muster::range::tests {
namespace {

class PracticeTest : public RangeTest {
protected:
    static std::string arm(const std::string& when) { return Json{{"when", when}}.dump(); }
    [[nodiscard]] std::string logOf(const std::string& file) const {
        return muster::test::readFile((m_folder / "app-a/log" / file).string());
    }
    void startThree(httplib::Client& http) {
        ASSERT_EQ(
            post(http, "/api/v1/workflows", R"({"name": "t", "steps": 60, "step_seconds": 0.5, "count": 3})"),
            201);
        ASSERT_TRUE(eventually([&] { return summed(http, "starting") == 0; }));
    }
    bool resumed(httplib::Client& http) {
        return eventually([&] { return summed(http, "affected") == 3 && summed(http, "unrecovered") == 0; });
    }
};

TEST_F(PracticeTest, ACrashBeforeTheCheckpointRepeatsStepsAndAppliesNoneTwice) {
    bringUp("--checkpoint-every 2s");
    auto http = client();
    startThree(http);
    EXPECT_EQ(post(http, "/admin/practice/crash", arm("before-checkpoint")), 202);
    ASSERT_TRUE(resumed(http));
    ASSERT_TRUE(eventually([&] { return summed(http, "effects_repeated") >= 3; }));
    EXPECT_EQ(summed(http, "booked_twice"), 0);
    EXPECT_NE(logOf("supervisor.log").find("was ended by signal 9"), std::string::npos);
}

TEST_F(PracticeTest, APanicIsReportedInTheLogAndOnlyKnownCrashesAreTaken) {
    bringUp("--checkpoint-every 2s");
    auto http = client();
    startThree(http);
    for (const std::string body : {"", "{}", R"({"when": "now"})", R"({"when": 5})"})
        EXPECT_EQ(post(http, "/admin/practice/crash", body), 400) << body;
    EXPECT_EQ(post(http, "/admin/practice/crash", arm("abort")), 202);
    ASSERT_TRUE(resumed(http));
    EXPECT_NE(logOf("orchestrator.log").find("panic: practice: an invariant"), std::string::npos);
    EXPECT_NE(logOf("supervisor.log").find("was ended by signal 6"), std::string::npos);
}

TEST_F(PracticeTest, MemoryBeyondTheLimitEndsItInTheFormThatItSays) {
    bringUp("--checkpoint-every 2s");
    auto http = client();
    startThree(http);
    const auto memory = get(http, "/admin/practice").at("memory");
    const bool kernel = memory.at("ended_by_kernel").get<bool>();
    EXPECT_EQ(kernel, ::geteuid() == 0 && memoryGroupOf(m_folder).has_value()) << memory.dump();
    EXPECT_EQ(memory.at("form").get<std::string>().starts_with("true form"), kernel);
    if (memory.at("limit_bytes") == 0)
        GTEST_SKIP() << "nothing limits its memory: built with the address sanitizer, and not root";
    EXPECT_EQ(post(http, "/admin/practice/crash", arm("memory")), 202);
    ASSERT_TRUE(resumed(http));
    EXPECT_NE(logOf("supervisor.log").find(kernel ? "was ended by signal 9" : "was ended by signal 6"),
              std::string::npos);
    EXPECT_EQ(logOf("orchestrator.log").find("panic: out of memory") != std::string::npos, !kernel);
    const auto group = memoryGroupOf(m_folder);
    ASSERT_EQ(runRange(m_folder, "down").code, 0);
    EXPECT_FALSE(group && fs::exists(*group)) << "the range's memory group is left";
}

TEST_F(PracticeTest, ACrashWithinTheDrainLeavesSomeWorkflowsWithoutTheirLastCheckpoint) {
    bringUp("--checkpoint-every 20s");
    auto http = client();
    startThree(http);
    ASSERT_TRUE(eventually([&] {
        const auto listed = get(http, "/api/v1/workflows");
        return listed.is_object() && listed.at("workflows").at(0).at("worked_seconds").get<double>() >= 1.0;
    }));
    EXPECT_EQ(post(http, "/admin/practice/crash", arm("during-drain")), 202);
    const auto process = processOf(part(statusOf(m_folder), "app-a.orchestrator").at("pid").get<pid_t>());
    ASSERT_TRUE(process && sendSignal(*process, SIGTERM));
    ASSERT_TRUE(resumed(http));
    std::vector<double> redone;
    const auto listed = get(http, "/api/v1/workflows");
    for (const auto& each : listed.at("workflows"))
        redone.push_back(each.at("work_redone_seconds").get<double>());
    EXPECT_EQ(std::count(redone.begin(), redone.end(), 0.0), 1) << listed.dump(2);
    EXPECT_EQ(get(http, "/api/v1/summary").at("last_interruption").at("reason"), "the service was killed");
}

TEST_F(PracticeTest, WithoutTheFlagNobodyCanCrashIt) {
    const int port = freePort(0, {}).value();
    const muster::test::Running service({std::string(MUSTER_BIN_DIR) + "/orchestrator", "--database",
                                         "host=127.0.0.1 port=1", "--port", std::to_string(port),
                                         "--maintenance-file", (m_parent / "maintenance.json").string()});
    httplib::Client http("127.0.0.1", port);
    ASSERT_TRUE(eventually([&] { return healthOf(http) == 503; }));
    EXPECT_EQ(post(http, "/admin/practice/crash", arm("abort")), 404);
    const auto described = http.Get("/admin/practice");
    ASSERT_TRUE(described);
    EXPECT_EQ(described->status, 404);
    EXPECT_EQ(healthOf(http), 503) << "it still answers";
}

TEST_F(PracticeTest, TheCircuitOpensAndOneTrialClosesItAgain) {
    bringUp();
    auto http = client();
    EXPECT_EQ(get(http, "/health").at("database").at("circuit"), "closed");
    ASSERT_EQ(runRange(m_folder, "break database").code, 0);
    ASSERT_TRUE(eventually([&] {
        const auto answer = http.Get("/health");
        return answer && Json::parse(answer->body, nullptr, false).at("database").at("circuit") == "open";
    }));
    const auto refused = http.Post("/api/v1/ledger", entry(1), "application/json");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(Json::parse(refused->body).at("outcome"), "not done");
    const auto metrics = http.Get("/metrics");
    ASSERT_TRUE(metrics);
    EXPECT_EQ(metrics->body.find("orchestrator_circuit_opened_total 0"), std::string::npos) << metrics->body;
    ASSERT_EQ(runRange(m_folder, "mend database").code, 0);
    ASSERT_TRUE(eventually([&] { return post(http, "/api/v1/ledger", entry(2)) == 201; }));
    EXPECT_EQ(get(http, "/health").at("database").at("circuit"), "closed");
}

// Not the database fails here, but the patience of those who wait for a connection: the circuit stays closed.
TEST_F(PracticeTest, ThePoolCanBeExhaustedAndMendsItself) {
    bringUp();
    auto http = client();
    const auto status = statusOf(m_folder);
    PGconn* holder = PQconnectdb(("host=127.0.0.1 user=orchestrator dbname=workflows port=" +
                                  part(status, "db-a.postgresql").at("port").dump() +
                                  " passfile=" + (m_folder / "app-a/home/.pgpass").string())
                                     .c_str());
    PQclear(PQexec(holder, "BEGIN; LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE"));
    std::atomic<int> exhausted = 0;
    std::vector<std::jthread> writers;
    for (int i = 0; i < 16; ++i)
        writers.emplace_back([&, i, port = part(status, "app-a.orchestrator").at("port").get<int>()] {
            httplib::Client own("127.0.0.1", port);
            const auto answer = own.Post("/api/v1/ledger", entry(i), "application/json");
            if (answer && answer->status == 503 &&
                answer->body.find("no connection to the database is free") != std::string::npos)
                ++exhausted;
        });
    writers.clear();
    PQfinish(holder);
    EXPECT_GE(exhausted, 1);
    ASSERT_TRUE(eventually([&] { return post(http, "/api/v1/ledger", entry(100)) == 201; }));
    EXPECT_EQ(get(http, "/health").at("database").at("circuit"), "closed");
    const auto metrics = http.Get("/metrics");
    ASSERT_TRUE(metrics);
    EXPECT_EQ(metrics->body.find("orchestrator_pool_exhausted_total 0"), std::string::npos);
    EXPECT_NE(metrics->body.find("orchestrator_circuit_opened_total 0"), std::string::npos);
}

TEST_F(PracticeTest, CriticalWorkflowsGetCheckpointsTwiceAsOften) {
    bringUp("--checkpoint-every 1s");
    auto http = client();
    const auto made = [&](const std::string& more) {
        const auto answer =
            http.Post("/api/v1/workflows", R"({"name": "t", "steps": 1, "step_seconds": 60)" + more + "}",
                      "application/json");
        return answer ? Json::parse(answer->body).at("workflows").at(0) : Json();
    };
    const auto usual = made("");
    const auto critical = made(R"(, "critical": true)");
    const auto checkpoints = [&](const Json& id) {
        const auto listed = get(http, "/api/v1/workflows");
        for (const auto& each : listed.at("workflows"))
            if (each.at("id") == id)
                return each.at("checkpoint").at("number").get<int>();
        return -1;
    };
    ASSERT_TRUE(eventually([&] { return checkpoints(usual) == 2; }));
    EXPECT_GE(checkpoints(critical), 3);
    EXPECT_EQ(post(http, "/api/v1/workflows", R"({"name": "t", "critical": "yes"})"), 400);
}

} // namespace
} // namespace muster::range::tests
