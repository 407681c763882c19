// Scenario 2 of the catalogue, for real: the postmaster is killed under running workflows.
#include "tests/support/RangeJourney.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <signal.h>

namespace {
using muster::Json;
using muster::test::readFile;
using muster::test::replaced;

class DrillDatabaseCrash : public muster::test::RangeJourney {
protected:
    static std::string postmaster() {
        return readFile(databaseValue("db_data") + "/postmaster.pid").substr(0, 12);
    }
};

TEST_F(DrillDatabaseCrash, PassesWithinItsTargetsAndLeavesEvidence) {
    const std::string before = postmaster();
    const auto ran = muster({"drill", "run", "database-crash", "--json", file("result.json"), "--junit",
                             file("result.xml"), "--report", file("report.md")});
    ASSERT_EQ(ran.exitCode, 0) << ran.err << ran.out;
    EXPECT_NE(postmaster(), before) << "the postmaster was not killed";
    EXPECT_TRUE(databaseAccepts());

    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "passed");
    EXPECT_GT(result["rto_seconds"].get<double>(), 0.0);
    EXPECT_LE(result["rto_seconds"].get<double>(), 20.0);
    EXPECT_EQ(result["rpo_seconds"], 0);
    EXPECT_GT(result["counts"]["acknowledged"].get<int>(), 100);
    EXPECT_EQ(result["counts"]["lost"], 0);
    EXPECT_GE(result["workflows_affected"].get<int>(), 5);
    EXPECT_EQ(result["workflows_recovered"], result["workflows_affected"]);
    EXPECT_THAT(readFile(file("result.xml")), testing::HasSubstr("failures=\"0\""));
    EXPECT_EQ(readFile(file("report.md")), ran.out);

    const auto verified = muster({"journal", "verify"});
    EXPECT_EQ(verified.exitCode, 0) << verified.out << verified.err;

    // Two exports of one journal are the same bytes, and exporting adds nothing to it.
    const std::string journalBefore = readFile(file("journal.db"));
    EXPECT_EQ(muster({"report", "export", "--format", "json", "-o", file("one.json")}).exitCode, 0);
    EXPECT_EQ(muster({"report", "export", "--format", "json", "-o", file("two.json")}).exitCode, 0);
    EXPECT_EQ(readFile(file("one.json")), readFile(file("two.json")));
    EXPECT_EQ(readFile(file("one.json")), readFile(file("result.json")));
    EXPECT_EQ(readFile(file("journal.db")), journalBefore);
}

TEST_F(DrillDatabaseCrash, CountsAsNotTestedWhenNothingWasBroken) {
    const auto documents = copyDocuments();
    folder().write("runbooks/database-crash.drill.md",
                   replaced(readFile(documents.drill), "kill -9 \"$pid\"", "true \"$pid\""));
    const std::string before = postmaster();
    const auto ran = muster({"drill", "run", documents.drill, "--json", file("result.json")});
    EXPECT_EQ(ran.exitCode, 4) << ran.err << ran.out;
    EXPECT_EQ(json(file("result.json"))["verdict"], "not-tested");
    EXPECT_EQ(postmaster(), before);
}

TEST_F(DrillDatabaseCrash, FailsWhenTheRunbookDoesNotRestartTheDatabase) {
    const auto documents = copyDocuments();
    std::string text = readFile(documents.runbook);
    // The steps stay, and none of them starts anything or waits for it.
    text = replaced(text, "\"$pg_bin/pg_ctl\" -D \"$db_data\" -l \"$db_log\" -w -t 80 start", "true");
    folder().write("runbooks/database-crash.md", text);
    const auto ran =
        muster({"drill", "run", documents.drill, "--json", file("result.json"), "--give-up-after", "15s"});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    EXPECT_EQ(json(file("result.json"))["verdict"], "failed");
    EXPECT_TRUE(databaseAccepts()) << "the drill must put back what it broke";
}

TEST_F(DrillDatabaseCrash, NamesTheAcknowledgedWriteThatIsMissing) {
    const auto drill = startMuster({"drill", "run", "database-crash", "--json", file("result.json")});
    // Behind its back, once the service is writable again, one acknowledged row goes.
    ASSERT_TRUE(muster::test::eventually(
        [&]() { return drill->err().find("Wait until it is stable") != std::string::npos; },
        std::chrono::seconds{90}))
        << drill->err();
    const auto gone = query(
        "DELETE FROM ledger WHERE ctid = (SELECT ctid FROM ledger "
        "WHERE run = (SELECT run FROM ledger ORDER BY at DESC LIMIT 1) ORDER BY sequence LIMIT 1 OFFSET 7) "
        "RETURNING sequence");
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(drill->wait(), 1) << drill->err();
    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "failed");
    EXPECT_EQ(result["counts"]["lost"], 1);
    EXPECT_THAT(drill->out(), testing::HasSubstr(gone.front()));
    EXPECT_THAT(result.dump(), testing::HasSubstr("\"sequence\":" + gone.front()));
}

TEST_F(DrillDatabaseCrash, PutsBackWhenThePersonInterruptsIt) {
    const auto drill = startMuster({"drill", "run", "database-crash"});
    ASSERT_TRUE(muster::test::eventually([&]() { return drill->err().find("fault at") != std::string::npos; },
                                         std::chrono::seconds{90}))
        << drill->err();
    drill->kill(SIGINT);
    EXPECT_EQ(drill->wait(), 130) << drill->err();
    EXPECT_TRUE(databaseAccepts());
    EXPECT_EQ(muster({"journal", "verify"}).exitCode, 0);
}

TEST_F(DrillDatabaseCrash, IsRefusedWhereDrillsAreNotAllowed) {
    const std::string refusing = folder().write(
        "refusing.yaml", replaced(readFile(environmentFile()), "drills: allowed", "drills: refused"));
    const std::string before = postmaster();
    const auto ran = muster({"drill", "run", "database-crash", "--environment", refusing});
    EXPECT_EQ(ran.exitCode, 3) << ran.err;
    EXPECT_THAT(ran.err, testing::HasSubstr("drills are allowed"));
    EXPECT_EQ(postmaster(), before);
}

TEST_F(DrillDatabaseCrash, RehearsalOfTheRunbookChangesNothing) {
    const std::string before = postmaster();
    const auto rows = query("SELECT count(*) FROM workflows");
    const auto ran = muster({"runbook", "run", "database-crash", "--json", file("result.json")});
    EXPECT_EQ(ran.exitCode, 0) << ran.err << ran.out;
    EXPECT_EQ(postmaster(), before);
    EXPECT_EQ(query("SELECT count(*) FROM workflows"), rows);
    EXPECT_THAT(ran.out, testing::HasSubstr("simulated"));
}

} // namespace
