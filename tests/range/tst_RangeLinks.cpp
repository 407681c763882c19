// The links of a range: what the parts at their ends make of each fault.
#include "tests/range/HostFixture.h"

namespace muster::range::tests {
namespace {

class RangeLinksTest : public HostTest {
protected:
    void breakIt(const std::string& fault) const {
        const auto ran = runRange(m_folder, "break " + fault);
        ASSERT_EQ(ran.code, 0) << ran.output;
    }
    void mend(const std::string& link) const {
        const auto ran = runRange(m_folder, "mend " + link);
        ASSERT_EQ(ran.code, 0) << ran.output;
    }
};

TEST_F(RangeLinksTest, AResetCutsOneRegionOffFromTheDatabaseAndTheOtherTakesOver) {
    bringUp("--takeover-after 1s");
    write(1, 5);
    breakIt("app-a.db reset");
    auto own = client();
    EXPECT_TRUE(eventually([&] { return healthOf(own) == 503; }));
    EXPECT_EQ(detailOf("app-a.db"), "DOWN: reset: it refuses connections");
    auto users = client("lb.haproxy");
    EXPECT_TRUE(eventually([&] { return healthOf(users) == 200; }));
    EXPECT_EQ(detailOf("app-b.orchestrator"), "works");
    write(6, 10);
    mend("app-a.db");
    EXPECT_TRUE(eventually([&] { return isUp("app-a.orchestrator"); })) << detailOf("app-a.orchestrator");
    EXPECT_EQ(written("db-a"), "10");
}

TEST_F(RangeLinksTest, AHungDatabaseIsNoticedWithoutAnError) {
    bringUp();
    breakIt("app-a.db stop down");
    auto own = client();
    EXPECT_TRUE(eventually([&] { return healthOf(own) == 503; }));
    EXPECT_EQ(detailOf("app-a.db"), "DOWN: stopped down");
    EXPECT_TRUE(isUp("db-a.postgresql")) << "it is the way that hangs, not the server";
    mend("app-a.db");
    EXPECT_TRUE(eventually([&] { return isUp("app-a.orchestrator"); })) << detailOf("app-a.orchestrator");
}

TEST_F(RangeLinksTest, ADelayMakesEachRequestSlowAndNothingElse) {
    bringUp();
    breakIt("lb.app-a delay 200ms down");
    EXPECT_EQ(detailOf("lb.app-a"), "DOWN: delayed down by 200 ms");
    auto users = client("lb.haproxy");
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(post(users, "/api/v1/ledger", entry(1)), 201);
    EXPECT_GE(std::chrono::steady_clock::now() - begun, Milliseconds(200));
    EXPECT_TRUE(isUp("app-a.orchestrator"));
}

TEST_F(RangeLinksTest, AStandbyBehindAStoppedLinkFallsBehindAndCatchesUp) {
    bringUp();
    write(1, 5);
    ASSERT_TRUE(eventually([&] { return written("db-b") == "5"; }));
    breakIt("db-b.replication stop");
    write(6, 10); // the primary does not wait for it
    EXPECT_EQ(written("db-a"), "10");
    EXPECT_EQ(written("db-b"), "5");
    mend("db-b.replication");
    EXPECT_TRUE(eventually([&] { return written("db-b") == "10"; })) << written("db-b");
}

TEST_F(RangeLinksTest, UpMendsThemAll) {
    bringUp();
    breakIt("app-b.db reset");
    breakIt("lb.app-b stop up");
    breakIt("db-b.replication delay 1s");
    EXPECT_FALSE(statusOf(m_folder).at("up").get<bool>());
    bringUp();
    EXPECT_TRUE(statusOf(m_folder).at("up").get<bool>()) << runRange(m_folder, "status").output;
}

TEST_F(RangeLinksTest, ALinkThatDiedIsStartedAgain) {
    bringUp();
    const auto process = processOf(part(statusOf(m_folder), "app-a.db").at("pid").get<pid_t>());
    ASSERT_TRUE(process);
    ASSERT_TRUE(sendSignal(*process, SIGKILL));
    ASSERT_TRUE(waitUntilGone({*process}, Milliseconds(5000)));
    EXPECT_EQ(detailOf("app-a.db"), "DOWN: not running");
    mend("app-a.db");
    EXPECT_EQ(detailOf("app-a.db"), "leads to lb.database");
    EXPECT_TRUE(eventually([&] { return isUp("app-a.orchestrator"); }));
}

TEST_F(RangeLinksTest, WhatCannotBeDoneToALinkIsRefused) {
    bringUp();
    for (const char* words :
         {"", " hang", " reset both", " stop left", " delay", " delay soon", " delay 2m"}) {
        const auto ran = runRange(m_folder, std::string("break app-a.db") + words);
        EXPECT_EQ(ran.code, 1) << words << ran.output;
    }
    EXPECT_EQ(runRange(m_folder, "break app-a.db delay 1s up down").code, 2);
    EXPECT_TRUE(isUp("app-a.db"));
}

} // namespace
} // namespace muster::range::tests
