// The topology in which fail-over is automatic: etcd, Patroni, and what becomes of them.
#include "range/control/Settings.h"
#include "tests/range/HostFixture.h"

#include <set>

namespace muster::range::tests {
namespace {

class PatroniTest : public HostTest {
protected:
    [[nodiscard]] std::string leader() const {
        for (const auto* host : databaseHosts)
            if (detailOf(patroniPart(host)) == "leader")
                return host;
        return {};
    }
    static std::string other(const std::string& host) {
        return host == databaseHosts[0] ? databaseHosts[1] : databaseHosts[0];
    }
    // Every process of the range: the parts', and what PostgreSQL, Patroni and etcd have started themselves.
    [[nodiscard]] std::vector<Process> everyProcess() const {
        return withDescendants(processesIn(statusOf(m_folder)));
    }
    [[nodiscard]] bool isWhole() const { return statusOf(m_folder).at("up").get<bool>(); }
    void expectWholeSoon() const {
        EXPECT_TRUE(eventually([&] { return isWhole(); }, Milliseconds(90'000)))
            << runRange(m_folder, "status").output;
    }
};

TEST_F(PatroniTest, ComesUpWithALeaderAndASynchronousStandbyAndGoesWhole) {
    bringUp("--topology patroni");
    expectWholeSoon(); // a check of HAProxy's that came too late on a busy machine is made again
    const auto status = statusOf(m_folder);
    for (const char* name : {"lb.etcd", "db-a.patroni", "db-b.patroni", "db-a.dcs", "db-b.dcs"})
        EXPECT_TRUE(part(status, name).is_object()) << name;
    const auto first = leader();
    ASSERT_NE(first, "");
    EXPECT_EQ(detailOf(patroniPart(other(first))), "sync_standby");
    EXPECT_EQ(detailOf(databasePart(first)), "primary");
    EXPECT_NE(detailOf("lb.haproxy").find("applications to " + first), std::string::npos);

    write(1, 20);
    EXPECT_EQ(written(first), "20");
    EXPECT_TRUE(eventually([&] { return written(other(first)) == "20"; }));
    EXPECT_EQ(ask(first, "SHOW synchronous_standby_names"), "\"" + other(first) + "\"");
    for (const auto* host : databaseHosts)
        for (const char* setting :
             {"data_checksums", "wal_log_hints", "fsync", "full_page_writes", "hot_standby"})
            EXPECT_EQ(ask(host, std::string("SHOW ") + setting), "on") << host << " " << setting;

    // As a runbook sees it: from the host of the load balancer, and by the roles.
    const auto list = on("lb", "patronictl -c " + value("lb", "patroni_config") + " list");
    EXPECT_EQ(list.code, 0) << list.output;
    EXPECT_NE(list.output.find("Sync Standby"), std::string::npos) << list.output;
    EXPECT_EQ(environment().values.at("db_failover"), "automatic");
    const auto asked = [&](const std::string& host, const std::string& what) {
        return on(host, "curl -fsS -m 2 -o /dev/null http://127.0.0.1:" + value(host, "patroni_port") + what)
            .code;
    };
    EXPECT_EQ(asked(first, "/primary"), 0);
    EXPECT_NE(asked(other(first), "/primary"), 0);
    EXPECT_EQ(asked(other(first), "/replica"), 0);

    const auto again = runRange(m_folder, "up --topology patroni");
    EXPECT_NE(again.output.find("is up already"), std::string::npos) << again.output;
    const auto changed = runRange(m_folder, "up --topology manual");
    EXPECT_EQ(changed.code, 1);
    EXPECT_NE(changed.output.find("has another topology"), std::string::npos) << changed.output;

    const auto all = everyProcess();
    ASSERT_GE(all.size(), 35U);
    const auto down = runRange(m_folder, "down");
    ASSERT_EQ(down.code, 0) << down.output;
    for (const auto& process : all)
        EXPECT_FALSE(isAlive(process)) << process.pid;
    for (const auto& each : status.at("parts"))
        if (each.at("port").is_number()) {
            EXPECT_TRUE(isPortFree(each.at("port").get<int>())) << each.dump();
        }
    EXPECT_FALSE(fs::exists(m_folder));
}

TEST_F(PatroniTest, TheHostOfTheLeaderIsLostAndComesBack) {
    bringUp("--topology patroni");
    write(1, 10);
    const auto first = leader();
    ASSERT_NE(first, "");
    // Patroni first: it would start again what ends.
    const auto killed =
        on(first, "kill -9 $(" + value(first, "patroni_ctl") + " pid " + value(first, "patroni_unit") +
                      ") && kill -9 $(head -n 1 " + value(first, "db_data") + "/postmaster.pid)");
    ASSERT_EQ(killed.code, 0) << killed.output;
    const auto second = other(first);
    EXPECT_TRUE(eventually([&] { return leader() == second; }, Milliseconds(60'000)))
        << runRange(m_folder, "status").output;
    EXPECT_FALSE(isUp(patroniPart(first))) << "nothing starts it again";
    auto users = client("lb.haproxy");
    ASSERT_TRUE(eventually([&] { return healthOf(users) == 200; }, Milliseconds(40'000)));
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(10)), 200) << "an acknowledged write must be there";
    write(11, 20);
    const auto started = on(first, value(first, "patroni_ctl") + " start " + value(first, "patroni_unit"));
    EXPECT_EQ(started.code, 0) << started.output;
    expectWholeSoon();
    EXPECT_EQ(leader(), second);
    EXPECT_TRUE(eventually([&] { return written(first) == "20"; })) << written(first);
}

TEST_F(PatroniTest, WhatIsBrokenByHandIsMended) {
    bringUp("--topology patroni");
    write(1, 5);
    for (const char* fault : {"database", "consensus", "patroni"}) {
        const auto broken = runRange(m_folder, std::string("break ") + fault);
        ASSERT_EQ(broken.code, 0) << broken.output;
        EXPECT_NE(broken.output.find("SIGKILL to "), std::string::npos);
        const auto mended = runRange(m_folder, std::string("mend ") + fault);
        ASSERT_EQ(mended.code, 0) << fault << ": " << mended.output;
        EXPECT_NE(mended.output.find("follows synchronously"), std::string::npos) << mended.output;
        expectWholeSoon();
    }
    auto users = client("lb.haproxy");
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(5)), 200) << "an acknowledged write must be there";
}

TEST_F(PatroniTest, EverythingIsKilledAndComesUpAgainAndGoes) {
    bringUp("--topology patroni");
    write(1, 5);
    for (const auto& process : everyProcess())
        sendSignal(process, SIGKILL);
    bringUp();
    EXPECT_TRUE(isWhole()) << runRange(m_folder, "status").output;
    auto users = client("lb.haproxy");
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(5)), 200) << "an acknowledged write must be there";
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(6)), 201);
    const auto all = everyProcess();
    for (const auto& process : all)
        sendSignal(process, SIGKILL);
    const auto down = runRange(m_folder, "down");
    EXPECT_EQ(down.code, 0) << down.output;
    for (const auto& process : all)
        EXPECT_FALSE(isAlive(process)) << process.pid;
    EXPECT_FALSE(fs::exists(m_folder));
}

TEST_F(PatroniTest, TheOtherTopologyHasNeitherPatroniNorEtcd) {
    bringUp();
    for (const char* words : {"break patroni", "break consensus", "mend patroni"}) {
        const auto refused = runRange(m_folder, words);
        EXPECT_EQ(refused.code, 1);
        EXPECT_NE(refused.output.find("--topology patroni"), std::string::npos) << refused.output;
    }
    EXPECT_EQ(environment().values.at("db_failover"), "manual");
    EXPECT_EQ(runRange(m_folder, "up --dcs etcd3").code, 2) << "only with --topology patroni";
}

} // namespace
} // namespace muster::range::tests
