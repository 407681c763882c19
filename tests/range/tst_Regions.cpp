// The load balancer and the two regions behind it.
#include "tests/range/HostFixture.h"

namespace muster::range::tests {
namespace {

class RegionsTest : public HostTest {};

constexpr const char* standsBy = "stands by: another one holds the lease";

TEST_F(RegionsTest, TheFirstOneWorksAndTheSecondStandsBy) {
    bringUp();
    EXPECT_EQ(detailOf("app-a.orchestrator"), "works");
    EXPECT_EQ(detailOf("app-b.orchestrator"), standsBy);
    EXPECT_EQ(detailOf("lb.haproxy"), "leads users to app-a, applications to db-a");
    write(1, 1);
    // Each region can be asked at its own address, and both write to the same ledger.
    auto second = client("app-b.orchestrator");
    EXPECT_EQ(post(second, "/api/v1/ledger", entry(1)), 200);
}

TEST_F(RegionsTest, AProgramThatRestartsKeepsTheLease) {
    bringUp();
    ASSERT_EQ(runRange(m_folder, "break application").code, 0);
    const auto mended = runRange(m_folder, "mend application");
    ASSERT_EQ(mended.code, 0) << mended.output;
    EXPECT_EQ(detailOf("app-a.orchestrator"), "works");
    EXPECT_EQ(detailOf("app-b.orchestrator"), standsBy);
}

TEST_F(RegionsTest, TheFirstOneHasTheLeaseAgainAfterEachCrashOfTheDatabase) {
    bringUp();
    for (int round = 0; round < 3; ++round) {
        ASSERT_EQ(runRange(m_folder, "break database").code, 0);
        auto own = client();
        ASSERT_TRUE(eventually([&] { return healthOf(own) == 503; }));
        const auto mended = runRange(m_folder, "mend database");
        ASSERT_EQ(mended.code, 0) << mended.output;
        // Its session with the killed server may have ended without its notice yet: it makes another one.
        EXPECT_TRUE(eventually([&] { return detailOf("app-a.orchestrator") == "works"; }))
            << detailOf("app-a.orchestrator");
        EXPECT_EQ(detailOf("app-b.orchestrator"), standsBy);
    }
}

TEST_F(RegionsTest, TheSecondOneServesWhenTheFirstIsGone) {
    bringUp("--takeover-after 1s");
    write(1, 3);
    ASSERT_EQ(runRange(m_folder, "break region-a").code, 0);
    EXPECT_FALSE(isUp("app-a.supervisor"));
    EXPECT_FALSE(isUp("app-a.orchestrator"));
    auto users = client("lb.haproxy");
    ASSERT_TRUE(eventually([&] { return healthOf(users) == 200; }));
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(3)), 200) << "an acknowledged write must be there";
    EXPECT_EQ(detailOf("app-b.orchestrator"), "works");
    const auto mended = runRange(m_folder, "mend region-a");
    ASSERT_EQ(mended.code, 0) << mended.output;
    EXPECT_EQ(detailOf("app-a.orchestrator"), standsBy) << "nobody takes the lease from one who works";
    EXPECT_EQ(detailOf("lb.haproxy"), "leads users to app-b, applications to db-a");
}

TEST_F(RegionsTest, TheSecondOneNeedNotWaitWhenItIsTold) {
    bringUp("--takeover-after 10m");
    auto second = client("app-b.orchestrator");
    // As long as the first one works nothing is taken from it.
    EXPECT_EQ(post(second, "/admin/takeover"), 202);
    EXPECT_EQ(detailOf("app-a.orchestrator"), "works");
    ASSERT_EQ(runRange(m_folder, "break region-a").code, 0);
    ASSERT_TRUE(eventually([&] { return healthOf(second) == 200; })) << detailOf("app-b.orchestrator");
    const auto mended = runRange(m_folder, "mend region-a");
    ASSERT_EQ(mended.code, 0) << mended.output;
    EXPECT_EQ(detailOf("app-a.orchestrator"), standsBy);
    EXPECT_EQ(detailOf("app-b.orchestrator"), "works");
}

TEST_F(RegionsTest, BothTakeWritesInTurnAndOneIsEnough) {
    bringUp();
    const int port = part(statusOf(m_folder), "lb.haproxy").at("more_ports").at("both").get<int>();
    httplib::Client both("127.0.0.1", port);
    const auto writtenBy = [&](const std::string& part) {
        auto asked = client(part);
        const auto answer = asked.Get("/metrics");
        const std::string line = "orchestrator_ledger_writes_total{result=\"written\"} ";
        const auto at = answer ? answer->body.find("\n" + line) : std::string::npos;
        return at == std::string::npos ? -1 : std::stoi(answer->body.substr(at + 1 + line.size()));
    };
    ASSERT_TRUE(eventually([&] { return post(both, "/api/v1/ledger", entry(1)) == 201; }));
    for (int sequence = 2; sequence <= 9; ++sequence)
        EXPECT_EQ(post(both, "/api/v1/ledger", entry(sequence)), 201);
    EXPECT_GE(writtenBy("app-a.orchestrator"), 3);
    EXPECT_GE(writtenBy("app-b.orchestrator"), 3);
    ASSERT_EQ(runRange(m_folder, "break region-a").code, 0);
    int sequence = 9;
    ASSERT_TRUE(eventually([&] { return post(both, "/api/v1/ledger", entry(++sequence)) == 201; }));
}

TEST_F(RegionsTest, TheBalancerComesBackAsItWas) {
    bringUp();
    auto users = client("lb.haproxy");
    ASSERT_EQ(runRange(m_folder, "break balancer").code, 0);
    EXPECT_EQ(healthOf(users), 0);
    EXPECT_EQ(detailOf("lb.haproxy"), "DOWN: not running");
    EXPECT_FALSE(isUp("app-a.orchestrator")) << "its way to the database is gone";
    const auto mended = runRange(m_folder, "mend balancer");
    ASSERT_EQ(mended.code, 0) << mended.output;
    EXPECT_EQ(healthOf(users), 200);
    EXPECT_TRUE(statusOf(m_folder).at("up").get<bool>()) << runRange(m_folder, "status").output;
}

TEST_F(RegionsTest, RefusesFaultsThatItDoesNotKnow) {
    bringUp();
    for (const char* command : {"break nothing", "mend nothing", "break database twice", "mend app-a.dbx"}) {
        const auto ran = runRange(m_folder, command);
        EXPECT_EQ(ran.code, 1) << command;
        EXPECT_NE(ran.output.find("there is no fault"), std::string::npos) << ran.output;
        EXPECT_NE(ran.output.find("region-b"), std::string::npos) << ran.output;
    }
    EXPECT_TRUE(statusOf(m_folder).at("up").get<bool>());
}

} // namespace
} // namespace muster::range::tests
