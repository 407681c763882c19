// The archive of the databases' log and their backups: who archives, what happens when that fails, and what
// becomes of a timeline that was given up.
#include "tests/range/HostFixture.h"

namespace muster::range::tests {
namespace {

class RepositoryTest : public HostTest {
protected:
    // Ends the segment that is written now; returns its name.
    [[nodiscard]] std::string endSegment(const std::string& host) const {
        return ask(host, "SELECT pg_walfile_name(pg_switch_wal())");
    }
    [[nodiscard]] bool isArchived(const std::string& name) const {
        std::error_code error;
        for (const auto& entry :
             fs::recursive_directory_iterator(m_folder / "repository" / "archive", error)) {
            if (entry.path().filename().string().starts_with(name))
                return true;
        }
        return false;
    }
    [[nodiscard]] Ran pgbackrest(const std::string& host, const std::string& words) const {
        return on(host, "pgbackrest --config=" + value(host, "pgbackrest_config") +
                            " --stanza=" + value(host, "pgbackrest_stanza") + " " + words);
    }
    void promote(const std::string& host) const {
        const auto done = on(host, value(host, "pg_bin") + "/pg_ctl promote -w -D " + value(host, "db_data"));
        ASSERT_EQ(done.code, 0) << done.output;
    }
};

TEST_F(RepositoryTest, HoldsTheLogAndTheBackupsOfThePrimary) {
    bringUp();
    EXPECT_EQ(detailOf("repository"), "archives the log of db-a; no backup yet");
    write(1, 5);
    const auto segment = endSegment("db-a");
    ASSERT_EQ(segment.size(), 24U) << segment;
    EXPECT_TRUE(eventually([&] { return isArchived(segment + "-"); }));
    EXPECT_EQ(ask("db-b", "SELECT archived_count FROM pg_stat_archiver"), "0")
        << "a standby archives nothing";

    const auto taken = pgbackrest("db-a", "--type=full backup");
    ASSERT_EQ(taken.code, 0) << taken.output;
    // The exit code says nothing of damaged pages.
    const auto info = Json::parse(pgbackrest("db-a", "info --output=json").output, nullptr, false);
    ASSERT_TRUE(info.is_array()) << info.dump();
    EXPECT_EQ(info[0]["status"]["code"], 0) << info.dump();
    ASSERT_EQ(info[0]["backup"].size(), 1U) << info.dump();
    EXPECT_EQ(info[0]["backup"][0]["error"], false);
    EXPECT_EQ(detailOf("repository"),
              "archives the log of db-a; newest backup " + info[0]["backup"][0]["label"].get<std::string>());
}

TEST_F(RepositoryTest, AFailingArchiveIsSeenAndStopsNoWrite) {
    bringUp();
    write(1, 5);
    const auto before = endSegment("db-a");
    ASSERT_TRUE(eventually([&] { return isArchived(before + "-"); }));
    write(6, 10);
    const auto folder = m_folder / "repository" / "archive" / "main";
    ASSERT_EQ(on("db-a", "chmod 0 " + folder.string()).code, 0);
    const auto segment = endSegment("db-a");
    EXPECT_TRUE(eventually([&] {
        return detailOf("repository") == "DOWN: db-a cannot archive " + segment + "; no backup yet";
    })) << detailOf("repository");
    EXPECT_EQ(runRange(m_folder, "status").code, 1);
    write(11, 30);
    ASSERT_EQ(on("db-a", "chmod 750 " + folder.string()).code, 0);
    const auto next = endSegment("db-a"); // the archiver looks again
    EXPECT_TRUE(eventually([&] { return isArchived(next + "-"); }, Milliseconds(70'000)));
    EXPECT_TRUE(isArchived(segment + "-")) << "it was kept until it could be archived";
    EXPECT_TRUE(eventually([&] { return isUp("repository"); })) << detailOf("repository");
}

// The second primary writes a timeline of its own, which ends when it is made a standby again. Its number is
// given away anew by the next promotion, and the archive must take that.
TEST_F(RepositoryTest, TheLogOfATimelineThatWasGivenUpIsNotInTheWay) {
    bringUp();
    promote("db-b");
    const auto given = endSegment("db-b");
    ASSERT_TRUE(given.starts_with("00000002")) << given;
    ASSERT_TRUE(eventually([&] { return isArchived(given + "-") && isArchived("00000002.history"); }));
    write(1, 10);
    const auto mended = runRange(m_folder, "mend standby");
    ASSERT_EQ(mended.code, 0) << mended.output;
    EXPECT_FALSE(isArchived("00000002"));
    EXPECT_TRUE(isArchived("00000001"));

    promote("db-b");
    EXPECT_EQ(ask("db-b", "CREATE TABLE other AS SELECT generate_series(1, 1000)"), "");
    const auto again = endSegment("db-b");
    ASSERT_TRUE(again.starts_with("00000002")) << again;
    EXPECT_TRUE(eventually([&] { return isArchived(again + "-"); }));
    EXPECT_EQ(ask("db-b", "SELECT failed_count FROM pg_stat_archiver"), "0");
}

TEST_F(RepositoryTest, ADataSetOfTheSizeThatWasAskedForIsOnBothAndStandsInTheEnvironment) {
    bringUp("--data 20MB");
    const auto bytes = std::stoll(ask("db-a", "SELECT pg_database_size('workflows')"));
    EXPECT_GE(bytes, 20'000'000);
    EXPECT_LT(bytes, 40'000'000);
    const auto documents = ask("db-a", "SELECT count(*) FROM documents");
    EXPECT_GT(std::stoi(documents), 1000);
    EXPECT_TRUE(eventually([&] { return ask("db-b", "SELECT count(*) FROM documents") == documents; }));
    const auto size = environment().services.at("orchestrator").size;
    EXPECT_GE(std::stoi(size), 20) << size;

    bringUp("--data 40MB"); // it is up already
    EXPECT_GE(std::stoi(environment().services.at("orchestrator").size), 40);
    bringUp("--data 10MB"); // nothing is taken away
    EXPECT_GE(std::stoll(ask("db-a", "SELECT pg_database_size('workflows')")), 40'000'000);
    EXPECT_EQ(runRange(m_folder, "up --data much").code, 2);
}

TEST_F(RepositoryTest, TheLogOfTheServerNamesWhoDroppedATableAndNoPassword) {
    bringUp();
    EXPECT_EQ(ask("db-a", "DROP TABLE ledger"), "");
    const auto log = readWhole(value("db-a", "db_log")).value_or("");
    EXPECT_NE(log.find("postgres@workflows LOG:  statement: DROP TABLE ledger"), std::string::npos) << log;
    EXPECT_EQ(log.find("PASSWORD"), std::string::npos);
}

} // namespace
} // namespace muster::range::tests
