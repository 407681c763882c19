// The two databases: what the standby holds, who is which, and what becomes of them when roles change.
#include "tests/range/HostFixture.h"

namespace muster::range::tests {
namespace {

class ReplicationTest : public HostTest {
protected:
    // The hosts on which the role's command, with their values, exits 0.
    [[nodiscard]] std::vector<std::string> holders(const std::string& role) const {
        std::vector<std::string> found;
        const auto all = environment();
        for (const auto& host : all.groups.at("db")) {
            std::string command;
            for (auto word : all.role("db", role)->command) {
                const std::string name = "{{db_data}}";
                if (const auto at = word.find(name); at != std::string::npos)
                    word.replace(at, name.size(), value(host, "db_data"));
                command += word + " ";
            }
            if (on(host, command).code == 0)
                found.push_back(host);
        }
        return found;
    }
    void promote(const std::string& host) const {
        const auto done = on(host, value(host, "pg_bin") + "/pg_ctl promote -w -D " + value(host, "db_data"));
        ASSERT_EQ(done.code, 0) << done.output;
    }
};

using Hosts = std::vector<std::string>;

TEST_F(ReplicationTest, TheStandbyHoldsWhatWasAcknowledged) {
    bringUp();
    write(1, 50);
    EXPECT_TRUE(eventually([&] { return written("db-b") == "50"; })) << written("db-b");
    EXPECT_EQ(ask("db-a", "SELECT pg_is_in_recovery()"), "f");
    EXPECT_EQ(ask("db-b", "SELECT pg_is_in_recovery()"), "t");
    for (const auto* host : databaseHosts)
        for (const char* setting :
             {"data_checksums", "wal_log_hints", "fsync", "full_page_writes", "hot_standby"})
            EXPECT_EQ(ask(host, std::string("SHOW ") + setting), "on") << host << " " << setting;
    // It comes through its own link, as its own role, with the password from a passfile.
    const auto connection = ask("db-b", "SHOW primary_conninfo");
    EXPECT_NE(connection.find("port=" + std::to_string(portOf("db-b.replication"))), std::string::npos);
    EXPECT_NE(connection.find("user=replicator"), std::string::npos);
    EXPECT_EQ(connection.find("password="), std::string::npos);
    EXPECT_EQ(ask("db-a", "SELECT application_name FROM pg_stat_replication WHERE usename = 'replicator'"),
              "db-b");
}

TEST_F(ReplicationTest, RolesAreKnownWhileTheServersAreDown) {
    bringUp();
    EXPECT_EQ(holders("primary"), Hosts{"db-a"});
    EXPECT_EQ(holders("standby"), Hosts{"db-b"});
    ASSERT_EQ(runRange(m_folder, "break database").code, 0);
    ASSERT_EQ(runRange(m_folder, "break standby").code, 0);
    EXPECT_EQ(holders("primary"), Hosts{"db-a"});
    EXPECT_EQ(holders("standby"), Hosts{"db-b"});
    EXPECT_FALSE(isUp("db-a.postgresql"));
    EXPECT_FALSE(isUp("db-b.postgresql"));
    const auto standby = runRange(m_folder, "mend database");
    EXPECT_EQ(standby.code, 0) << standby.output;
    const auto mended = runRange(m_folder, "mend standby");
    EXPECT_EQ(mended.code, 0) << mended.output;
    EXPECT_EQ(detailOf("db-b.postgresql"), "standby, receives from db-a");
}

// A fail-over by hand and the way back to two databases, as a DBA would do it. Then everything dies.
TEST_F(ReplicationTest, RolesThatWereSwappedStaySoAfterEverythingWasKilled) {
    bringUp();
    write(1, 20);
    ASSERT_TRUE(eventually([&] { return written("db-b") == "20"; }));
    ASSERT_EQ(runRange(m_folder, "break database").code, 0);
    promote("db-b");
    const auto socket = value("lb", "lb_socket");
    const auto switched = on("lb", "for order in \"db-a state maint\" \"db-b state ready\"; do "
                                   "echo \"set server database/$order\" | socat - UNIX-CONNECT:" +
                                       socket + "; done");
    ASSERT_EQ(switched.code, 0) << switched.output;
    auto users = client("lb.haproxy");
    ASSERT_TRUE(eventually([&] { return healthOf(users) == 200; })) << detailOf("app-a.orchestrator");
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(20)), 200) << "an acknowledged write must be there";
    write(21, 30);

    // Until the first checkpoint after the promotion pg_rewind 15 takes the new primary for one of the old
    // timeline, and finds nothing to do.
    EXPECT_EQ(ask("db-b", "CHECKPOINT"), "");
    const auto data = value("db-a", "db_data");
    // A server that was killed may stay a zombie for a moment, and its number is in the way until then.
    ASSERT_TRUE(eventually(
        [&] { return on("db-a", "! kill -0 $(head -n 1 " + data + "/postmaster.pid)").code == 0; }));
    const auto bin = value("db-a", "pg_bin");
    const auto rewound =
        on("db-a", bin + "/pg_rewind -D " + data +
                       " --source-server=\"host=127.0.0.1 port=" + value("db-a", "db_upstream_port") +
                       " user=postgres dbname=postgres\" && touch " + data + "/standby.signal && " + bin +
                       "/pg_ctl -w -D " + data + " -l " + value("db-a", "db_log") + " start");
    ASSERT_EQ(rewound.code, 0) << rewound.output;
    EXPECT_TRUE(eventually([&] { return written("db-a") == "30"; })) << written("db-a");
    EXPECT_EQ(holders("primary"), Hosts{"db-b"});
    EXPECT_EQ(holders("standby"), Hosts{"db-a"});
    EXPECT_TRUE(eventually([&] { return statusOf(m_folder).at("up").get<bool>(); }))
        << runRange(m_folder, "status").output;

    for (const auto& process : withDescendants(processesIn(statusOf(m_folder))))
        sendSignal(process, SIGKILL);
    bringUp();
    EXPECT_EQ(detailOf("db-a.postgresql"), "standby, receives from db-b");
    EXPECT_EQ(detailOf("db-b.postgresql"), "primary");
    auto after = client("lb.haproxy");
    EXPECT_EQ(post(after, "/api/v1/ledger", entry(30)), 200) << "an acknowledged write must be there";
    EXPECT_EQ(post(after, "/api/v1/ledger", entry(31)), 201);
    EXPECT_TRUE(eventually([&] { return written("db-a") == "31"; }));
}

TEST_F(ReplicationTest, ASecondPrimaryIsNamedAndMadeAStandbyAgain) {
    bringUp();
    write(1, 5);
    promote("db-b");
    EXPECT_EQ(detailOf("db-a.postgresql"), "primary") << "the applications write to it";
    EXPECT_EQ(detailOf("db-b.postgresql"), "DOWN: a second primary beside db-a");
    EXPECT_EQ(holders("primary"), (Hosts{"db-a", "db-b"}));
    write(6, 10);
    const auto mended = runRange(m_folder, "mend standby");
    ASSERT_EQ(mended.code, 0) << mended.output;
    EXPECT_EQ(detailOf("db-b.postgresql"), "standby, receives from db-a");
    EXPECT_TRUE(eventually([&] { return written("db-b") == "10"; }));
    EXPECT_TRUE(statusOf(m_folder).at("up").get<bool>());
}

} // namespace
} // namespace muster::range::tests
