// Stored states that do not verify: set aside, looked at, put to work again.
#include "tests/range/RangeFixture.h"

#include <libpq-fe.h>

namespace muster::range::tests {
namespace {

class QuarantineTest : public RangeTest {
protected:
    // The first cell of the first row; empty when there is none.
    std::string sql(const std::string& statement) const {
        PGconn* connection = PQconnectdb(
            ("host=127.0.0.1 port=" + m_databasePort +
             " user=orchestrator dbname=workflows passfile=" + (m_folder / "app-a/home/.pgpass").string())
                .c_str());
        PGresult* result = PQexec(connection, statement.c_str());
        EXPECT_NE(PQresultStatus(result), PGRES_FATAL_ERROR) << PQerrorMessage(connection);
        std::string cell = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
        PQclear(result);
        PQfinish(connection);
        return cell;
    }

    // Three workflows with a checkpoint beside their first; then the service stands still, and cannot write
    // over what a test does to them.
    void startThreeAndHold() {
        bringUp("--checkpoint-every 500ms");
        // Asked for now: who asks a service that stands still how it is has to wait for its answer.
        const auto status = statusOf(m_folder);
        m_databasePort = part(status, "db-a.postgresql").at("port").dump();
        m_orchestrator = processOf(part(status, "app-a.orchestrator").at("pid").get<pid_t>()).value();
        auto http = client();
        ASSERT_EQ(
            post(http, "/api/v1/workflows", R"({"name": "t", "steps": 16, "step_seconds": 0.5, "count": 3})"),
            201);
        ASSERT_TRUE(eventually([&] {
            return sql("SELECT count(DISTINCT workflow) FROM checkpoints WHERE number >= 2") == "3";
        }));
        ASSERT_TRUE(sendSignal(m_orchestrator, SIGSTOP));
    }
    // The service has to read what is stored.
    void crash() const {
        ASSERT_TRUE(sendSignal(m_orchestrator, SIGKILL));
        auto http = client();
        ASSERT_TRUE(eventually([&] { return healthOf(http) == 200; }));
    }
    static std::string newest(const std::string& set, const std::string& which) {
        return "UPDATE checkpoints c SET " + set + " WHERE workflow = (SELECT " + which +
               "(id) FROM workflows) AND number = (SELECT max(number) FROM checkpoints WHERE workflow = "
               "c.workflow)";
    }

    std::string m_databasePort;
    Process m_orchestrator;
};

TEST_F(QuarantineTest, AWrongChecksumIsSetAsideAndRestoredFromTheCheckpointBefore) {
    startThreeAndHold();
    sql(newest(R"(state = replace(state, '"digest":"', '"digest":"f'))", "min"));
    crash();
    auto http = client();
    const auto listed = get(http, "/api/v1/quarantine");
    ASSERT_EQ(listed.at("open"), 1) << listed.dump(2);
    const auto& aside = listed.at("workflows").at(0);
    EXPECT_EQ(aside.at("reason"), "the checksum of its state does not fit");
    EXPECT_FALSE(aside.at("checkpoints").at(0).at("verifies").get<bool>());
    EXPECT_TRUE(aside.at("checkpoints").at(1).at("verifies").get<bool>());
    ASSERT_TRUE(eventually([&] { return summed(http, "recovered") == 2; })) << "the others go on";
    EXPECT_EQ(summed(http, "unrecovered"), 1);
    EXPECT_EQ(get(http, "/health").at("workflows").at("working"), 2);

    EXPECT_EQ(post(http, "/api/v1/quarantine/release"), 409) << "nobody has repaired it";
    EXPECT_EQ(post(http, "/api/v1/quarantine/restore"), 200);
    EXPECT_EQ(post(http, "/api/v1/quarantine/restore"), 200) << "twice does no more than once";
    ASSERT_TRUE(eventually([&] { return summed(http, "unrecovered") == 0; }));
    const auto summary = get(http, "/api/v1/summary");
    EXPECT_EQ(summary.at("booked_twice"), 0);
    EXPECT_EQ(summary.at("last_interruption").at("quarantined"), 1);
    EXPECT_GT(summary.at("last_interruption").at("work_redone_seconds_most").get<double>(), 0.4);
    EXPECT_EQ(sql("SELECT resolution FROM quarantine"), "restored from the newest good checkpoint");
    EXPECT_NE(sql("SELECT evidence->>'state' FROM quarantine").find("\"digest\":\"f"), std::string::npos);
    // Worked through again from the state before, it gives the very results that were applied already.
    ASSERT_TRUE(eventually([&] { return summed(http, "completed") == 3; }, Milliseconds(60'000)));
    EXPECT_EQ(summed(http, "quarantined"), 0);
}

TEST_F(QuarantineTest, EachIsReleasedInTheWayThatIsLeftAndNoStepTakesEffectTwice) {
    startThreeAndHold();
    sql("UPDATE checkpoints SET checksum = 'none' WHERE workflow = (SELECT min(id) + 1 FROM workflows)");
    sql(newest("context = '[1]'", "min"));
    sql(newest(
        "state = left(state, 40), checksum = encode(sha256(convert_to(left(state, 40), 'UTF8')), 'hex')",
        "max"));
    crash();
    auto http = client();
    const auto listed = get(http, "/api/v1/quarantine");
    ASSERT_EQ(listed.at("open"), 3) << listed.dump(2);
    EXPECT_EQ(listed.at("workflows").at(0).at("reason"),
              "its context has the wrong shape: it is no object but array");
    EXPECT_EQ(listed.at("workflows").at(2).at("reason"), "its state is no JSON that can be parsed");
    const auto first = listed.at("workflows").at(0).at("workflow").dump();
    EXPECT_EQ(post(http, "/api/v1/quarantine/" + first + "/release"), 409);
    sql("UPDATE checkpoints c SET context = jsonb_build_object('version', 1, 'workflow', workflow, "
        "'completed',"
        " (SELECT coalesce(jsonb_agg(s), '[]') FROM generate_series(1, (state::jsonb->>'step')::int) s))"
        " WHERE jsonb_typeof(context) = 'array'");
    EXPECT_EQ(post(http, "/api/v1/quarantine/" + first + "/release"), 200);
    // The state that cannot be parsed has a good checkpoint before it, the other one has none at all.
    EXPECT_EQ(post(http, "/api/v1/quarantine/restore"), 409);
    const auto left = get(http, "/api/v1/quarantine");
    ASSERT_EQ(left.at("open"), 1) << left.dump(2);
    const auto id = left.at("workflows").at(0).at("workflow").dump();
    EXPECT_EQ(post(http, "/api/v1/quarantine/begin-again"), 404) << "asked for one at a time";
    EXPECT_EQ(post(http, "/api/v1/quarantine/" + id + "/begin-again"), 200);
    EXPECT_EQ(post(http, "/api/v1/quarantine/" + id + "/begin-again"), 409) << "it is not set aside any more";
    ASSERT_TRUE(eventually([&] { return summed(http, "unrecovered") == 0; }));
    ASSERT_TRUE(eventually([&] { return summed(http, "effects_repeated") > 0; }));
    EXPECT_EQ(summed(http, "booked_twice"), 0);
    EXPECT_EQ(sql("SELECT count(*) FROM quarantine WHERE resolution = 'released as it stands'"), "1");
}

} // namespace
} // namespace muster::range::tests
