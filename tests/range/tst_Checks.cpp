// What ordinary writes do not see and the checks do: a standby that lags, a workflow that stands still.
#include "tests/range/HostFixture.h"

namespace muster::range::tests {
namespace {

class ChecksTest : public HostTest {
protected:
    // Each with an entry of its own, as a monitor asks.
    int check(httplib::Client& client, const std::string& what) {
        return post(client, "/api/v1/checks/" + what, entry(++m_sequence));
    }

    int m_sequence = 0;
};

TEST_F(ChecksTest, AStandbyThatLagsFailsItsCheckAndNoOrdinaryWrite) {
    bringUp();
    auto own = client();
    EXPECT_TRUE(eventually([&] { return check(own, "replication") == 201; }));
    EXPECT_EQ(post(own, "/api/v1/checks/replication", entry(m_sequence)), 200) << "the same entry again";
    ASSERT_EQ(runRange(m_folder, "break db-b.replication stop").code, 0);
    EXPECT_TRUE(eventually([&] { return check(own, "replication") == 503; }));
    EXPECT_EQ(post(own, "/api/v1/ledger", entry(1000)), 201);
    EXPECT_EQ(healthOf(own), 200);
    EXPECT_EQ(written("db-a"), std::to_string(m_sequence + 1))
        << "what the standby lacks is written all the same";
    ASSERT_EQ(runRange(m_folder, "mend db-b.replication").code, 0);
    EXPECT_TRUE(eventually([&] { return check(own, "replication") == 201; }));
}

TEST_F(ChecksTest, AWorkflowThatStandsStillFailsItsCheckUntilItIsCancelled) {
    bringUp();
    auto own = client();
    EXPECT_EQ(check(own, "progress"), 201) << "nothing runs, so nothing stands still";
    const auto made =
        own.Post("/api/v1/workflows", R"({"name": "a", "steps": 100, "count": 2})", "application/json");
    ASSERT_TRUE(made);
    const auto first = Json::parse(made->body).at("workflows").at(0).get<int>();
    ASSERT_TRUE(eventually([&] { return summed(own, "starting") == 0; }));
    EXPECT_EQ(check(own, "progress"), 201);
    ASSERT_EQ(post(own, "/admin/practice/hang", Json{{"workflow", first}}.dump()), 202);
    EXPECT_TRUE(eventually([&] { return check(own, "progress") == 503; }));
    EXPECT_EQ(post(own, "/api/v1/ledger", entry(1000)), 201);
    const auto running = get(own, "/api/v1/workflows?state=running");
    for (const auto& each : running.at("workflows"))
        EXPECT_EQ(each.at("still_seconds").get<double>() >= 5, each.at("id") == first) << each;
    ASSERT_EQ(post(own, "/api/v1/workflows/" + std::to_string(first) + "/cancel"), 200);
    EXPECT_TRUE(eventually([&] { return check(own, "progress") == 201; }));
    for (const char* wrong : {"", "{}", R"({"workflow": "1"})", R"({"workflow": -1})"})
        EXPECT_EQ(post(own, "/admin/practice/hang", wrong), 400) << wrong;
}

} // namespace
} // namespace muster::range::tests
