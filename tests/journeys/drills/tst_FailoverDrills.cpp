// Fail-over between two databases and two regions, for real: nothing acknowledged is lost, and where a step
// of the recovery is taken out the drill says so. All of them only with MUSTER_LONG_TESTS=1.
#include "tests/journeys/drills/CatalogueDrill.h"

namespace {
using muster::Json;
using muster::test::readFile;
using muster::test::replaced;
using testing::HasSubstr;

struct Scenario {
    std::string slug;
    double rtoBar = 0;         // seconds: what others need, so ours must be below
    bool workflows = true;     // some are running when it breaks
    bool quick = false;        // part of every ./test
    bool leavesWrites = false; // some are acknowledged where the new primary does not see them

    friend void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.slug; }
};

const std::vector<Scenario> scenarios{
    {"primary-failover", 105, true, false, true}, {"split-brain", 255, true, true, true},
    {"region-failover", 250, true, false, false}, {"active-active-failover", 55, true, true, false},
    {"region-failback", 55, false, false, false},
};

class Failover : public muster::test::CatalogueDrill {
protected:
    // The range as the drill must leave it, whatever became of it: two databases and both applications.
    void expectWhole() const {
        const auto status = muster({"range", "--folder", rangeFolder(), "status"});
        EXPECT_EQ(status.exitCode, 0) << status.out;
        EXPECT_THAT(status.out, HasSubstr("standby, receives from"));
        EXPECT_THAT(status.out, HasSubstr("leads users to app-a,"));
    }
    // The drill with one text of one of its documents exchanged.
    [[nodiscard]] Json runChanged(const std::string& slug, const std::string& document,
                                  const std::string& text, const std::string& other, int exitCode) const {
        const auto documents = copyAllDocuments(slug);
        const std::string shipped = std::string(MUSTER_SOURCE_DIR) + "/runbooks/" + document;
        folder().write("runbooks/" + document, replaced(readFile(shipped), text, other));
        const auto ran = muster(
            {"drill", "run", documents.drill, "--json", file("result.json"), "--give-up-after", "40s"});
        EXPECT_EQ(ran.exitCode, exitCode) << ran.err << ran.out;
        expectWhole();
        return json(file("result.json"));
    }
};

class FailoverDrills : public Failover, public testing::WithParamInterface<Scenario> {};

TEST_P(FailoverDrills, PassesWithinItsTargetsAndLosesNothing) {
    const auto& scenario = GetParam();
    if (!scenario.quick && !longOnes())
        GTEST_SKIP() << isLong;
    Json result = passed(scenario.slug, scenario.rtoBar);
    if (scenario.leavesWrites) {
        EXPECT_GT(result["counts"]["reapplied"].get<int>(), 0);
    }
    if (scenario.workflows) {
        EXPECT_GE(result["workflows_affected"].get<int>(), 5);
        EXPECT_EQ(result["workflows_recovered"], result["workflows_affected"]);
    }
    expectWhole();
}

INSTANTIATE_TEST_SUITE_P(Catalogue, FailoverDrills, testing::ValuesIn(scenarios),
                         [](const auto& each) { return muster::test::testName(each.param.slug); });

const std::string promote = "\"$pg_bin/pg_ctl\" -D \"$db_data\" -w -t 80 promote";

TEST_F(Failover, FailsWhenNobodyPromotesTheStandby) {
    if (!longOnes())
        GTEST_SKIP() << isLong;
    for (const std::string slug : {"primary-failover", "region-failover", "active-active-failover"}) {
        Json result = runChanged(slug, slug + ".md", promote, "true", 1);
        EXPECT_EQ(result["verdict"], "failed") << slug;
        EXPECT_EQ(result["counts"]["lost"], 0) << slug << ": the old primary was started again";
    }
}

// A setting that every client may override is no fence. The step that proves it has to find that.
TEST_F(Failover, FailsWhenTheFenceDoesNotFence) {
    const auto documents = copyAllDocuments("split-brain");
    std::string text = readFile(documents.runbook);
    const auto from = text.find("touch \"$db_data/standby.signal\" \"$db_data/fenced.signal\"");
    const auto to = text.find("echo \"$host is fenced\"");
    ASSERT_TRUE(from < to && to != text.npos);
    text.replace(from, to - from,
                 "\"$pg_bin/psql\" -XAtq -h \"$db_host\" -p \"$db_port\" -U postgres -d postgres"
                 " -c 'ALTER SYSTEM SET default_transaction_read_only = on' -c 'SELECT pg_reload_conf()'\n");
    folder().write("runbooks/split-brain.md", text);
    const auto ran = muster({"drill", "run", documents.drill, "--json", file("result.json")});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "failed");
    EXPECT_THAT(result["why"].dump(), HasSubstr("Prove that it refuses writes"));
    EXPECT_GT(result["counts"]["lost"].get<int>(), 0) << "nobody applied the other side's writes again";
    expectWhole();
}

// What the side that was given up has acknowledged is lost unless it is applied again, and is named.
TEST_F(Failover, NamesTheWritesThatNobodyAppliesAgain) {
    if (!longOnes())
        GTEST_SKIP() << isLong;
    const std::string insert =
        "INSERT INTO ledger SELECT run, client, sequence, at FROM found ON CONFLICT DO NOTHING";
    Json result =
        runChanged("split-brain", "rejoin-old-primary.md", insert, "DELETE FROM ledger WHERE false", 1);
    EXPECT_GT(result["counts"]["lost"].get<int>(), 0);
    EXPECT_EQ(result["counts"]["reapplied"], 0);
    EXPECT_THAT(result["why"].dump(), HasSubstr("acknowledged after the fault"));
}

TEST_F(Failover, LosesWritesWithTheRegionWhereReplicationIsNotSynchronous) {
    const auto documents = copyAllDocuments("active-active-failover");
    std::string text = readFile(documents.drill);
    text = replaced(text, "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT 1");
    text = replaced(text, ")\" = sync ]", ")\" = async ]");
    folder().write("runbooks/active-active-failover.drill.md", text);
    const auto ran = muster({"drill", "run", documents.drill, "--json", file("result.json")});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    Json result = json(file("result.json"));
    EXPECT_GT(result["counts"]["lost"].get<int>(), 0);
    EXPECT_GT(result["rpo_seconds"].get<double>(), 0.0);
    expectWhole();
}

} // namespace
