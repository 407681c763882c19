// Files that Muster did not write, or that somebody made to mislead it: a clear answer, never a crash, and
// never a byte written.
#include "engine/journal/Chain.h"
#include "engine/journal/sqlite/WriterLock.h"
#include "models/base/Sha256.h"
#include "tests/engine/journal/JournalFile.h"

#include <filesystem>
#include <fstream>

namespace {
using namespace muster;

class ForeignFiles : public test::JournalFile {
protected:
    void change(const std::string& sql) {
        const auto ran = test::runProgram({"sqlite3", path(), sql});
        ASSERT_EQ(ran.exitCode, 0) << ran.err;
    }
    journal::ChainReport verify() { return journal::verifyJournal(path()).value(); }
    std::string refusal() {
        const auto opened = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
        return opened ? "" : opened.error().text();
    }
    // A chain in which every hash holds, around a body of somebody's choice.
    static std::string chainOf(const std::vector<std::string>& bodies) {
        std::string previous = journal::chainStart;
        std::string out;
        std::int64_t number = 0;
        for (const auto& body : bodies) {
            ++number;
            const std::string line =
                R"({"actor":{"login":"a","machine":"m","name":"n"},"body":)" + body +
                R"(,"mono":1,"prev":")" + previous + R"(","run":0,"seq":)" + std::to_string(number) +
                R"(,"type":"note.added","utc":"2026-11-24T03:12:45.678Z","writer":"0123456789abcdef"})";
            previous = sha256(line);
            out += line + "\n";
        }
        return out;
    }
};

TEST_F(ForeignFiles, DatabaseOfAnotherProgramIsRefusedAndStaysAsItIs) {
    change("CREATE TABLE address(name TEXT); INSERT INTO address VALUES('Jane')");
    const std::string before = test::readFile(path());
    EXPECT_THAT(refusal(), testing::HasSubstr("another program"));
    EXPECT_EQ(test::readFile(path()), before);
    EXPECT_FALSE(verify().intact);
    EXPECT_FALSE(journal::SqliteJournalReader::open(path()));
    EXPECT_EQ(test::readFile(path()), before);
}

TEST_F(ForeignFiles, TextIsRefusedAndStaysAsItIs) {
    folder.write("journal.db", "Dear diary,\n");
    EXPECT_NE(refusal(), "");
    EXPECT_EQ(test::readFile(path()), "Dear diary,\n");
    EXPECT_FALSE(verify().intact);
}

TEST_F(ForeignFiles, ViewInPlaceOfATableIsNotAsked) {
    writeTwoRuns();
    // Were it asked, it would never end.
    change(
        "DROP TABLE event; CREATE VIEW event AS WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 "
        "FROM n) SELECT seq, 1 AS run, 'x' AS type, 'x' AS hash, zeroblob(9) AS line FROM n");
    EXPECT_THAT(verify().why, testing::HasSubstr("in the place of its table `event`"));
    EXPECT_FALSE(journal::SqliteJournalReader::open(path()));
    EXPECT_FALSE(journal::exportJournal(path(), 0));
    EXPECT_NE(refusal(), "");
}

TEST_F(ForeignFiles, TriggerThatSomebodyAddedIsFoundAndTheJournalNotWritten) {
    writeTwoRuns();
    change("CREATE TRIGGER sneaky AFTER INSERT ON event BEGIN DELETE FROM blob; END");
    EXPECT_THAT(verify().why, testing::HasSubstr("not Muster's"));
    EXPECT_THAT(refusal(), testing::HasSubstr("not Muster's"));
}

TEST_F(ForeignFiles, MissingTriggerIsFound) {
    writeTwoRuns();
    change("DROP TRIGGER event_keeps");
    EXPECT_THAT(verify().why, testing::HasSubstr("event_keeps"));
}

TEST_F(ForeignFiles, OutputThatClaimsAnEnormousSizeIsNotBelieved) {
    writeTwoRuns();
    for (const char* size : {"9223372036854775807", "-1", "68719476736"}) {
        change(std::string("UPDATE blob SET bytes = ") + size + " WHERE rowid = 1");
        const auto report = verify();
        EXPECT_FALSE(report.intact);
        EXPECT_EQ(report.brokenAt, 3) << report.why;
    }
}

TEST_F(ForeignFiles, LinesThatAreNestedToOverflowAStackAreRefused) {
    EXPECT_TRUE(journal::verifyLines(chainOf({"{}", R"({"text":"[[[[{{{{\"[[["})"})).intact);
    const std::string deep = std::string(500'000, '[') + std::string(500'000, ']');
    const auto report = journal::verifyLines(chainOf({"{}", deep, "{}"}));
    EXPECT_FALSE(report.intact);
    EXPECT_EQ(report.brokenAt, 2);
    EXPECT_FALSE(journal::verifyLines(chainOf({std::string(500'000, '[')})).intact);
}

TEST_F(ForeignFiles, BodiesOfUnexpectedFormAreNoReasonToStumble) {
    for (const char* body : {"null", "[]", "7", "\"text\"", R"({"stdout":{"bytes":1,"sha256":7}})",
                             R"({"stdout":[1]})", R"({"stdout":{"bytes":null,"sha256":null}})"})
        EXPECT_TRUE(journal::verifyLines(chainOf({"{}", body, "{}"})).intact) << body;
}

TEST_F(ForeignFiles, LinesOfUnexpectedFormAreNamed) {
    const std::string good = chainOf({"{}", "{}", "{}"});
    const auto second = good.find('\n') + 1;
    for (const char* line : {"", "null", "[]", "{}", "{\"seq\":\"2\"}", "not json", "\xff\xfe"}) {
        std::string bad = good;
        bad.replace(second, good.find('\n', second) - second, line);
        const auto report = journal::verifyLines(bad);
        EXPECT_FALSE(report.intact) << line;
        EXPECT_EQ(report.brokenAt, 2) << line;
        EXPECT_FALSE(report.why.empty()) << line;
    }
    const auto cut = journal::verifyLines(good.substr(0, good.size() - 1));
    EXPECT_EQ(cut.brokenAt, 3);
    EXPECT_THAT(cut.why, testing::HasSubstr("cut off"));
    for (const auto& [from, to] :
         {std::pair{"\"mono\":1,", "\"mono\":1.0,"}, std::pair{"\"run\":0", "\"run\":-1"},
          std::pair{"\"seq\":1", "\"seq\": 1"}, std::pair{"T03:12", "T3:12"}})
        EXPECT_EQ(journal::verifyLines(test::replaced(good, from, to)).brokenAt, 1) << to;
}

TEST_F(ForeignFiles, TwoNamesOfOneJournalAreOneLock) {
    std::filesystem::create_directory(folder.file("real"));
    std::filesystem::create_directory_symlink(folder.file("real"), folder.file("link"));
    const auto first =
        journal::SqliteJournal::open(folder.file("real/journal.db"), clock, {"Ada", "ada", "here"});
    ASSERT_TRUE(first) << first.error().text();
    const auto second = journal::SqliteJournal::open(folder.file("link/../link/journal.db"), clock, {});
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().text(), testing::HasSubstr("somebody else"));
    EXPECT_THAT(second.error().text(), testing::HasSubstr("since 2023-11-14T22:13:20"));
}

TEST_F(ForeignFiles, LinkInPlaceOfTheLockIsNotFollowed) {
    const auto victim = folder.write("victim", "precious");
    std::filesystem::create_symlink(victim, path() + ".lock");
    EXPECT_NE(refusal(), "");
    EXPECT_EQ(test::readFile(victim), "precious");
}

TEST_F(ForeignFiles, FolderThatIsNotThereIsNamed) {
    const auto opened = journal::SqliteJournal::open(folder.file("nowhere/journal.db"), clock, {});
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().text(), testing::HasSubstr("nowhere"));
}

TEST_F(ForeignFiles, NetworkFileSystemsAreToldByTheirMark) {
    EXPECT_TRUE(journal::refuseNetworkFileSystem(path()));
    EXPECT_TRUE(journal::isNetworkFileSystem(0x6969));      // NFS
    EXPECT_TRUE(journal::isNetworkFileSystem(0xff534d42));  // CIFS
    EXPECT_TRUE(journal::isNetworkFileSystem(0xfe534d42));  // SMB 2
    EXPECT_TRUE(journal::isNetworkFileSystem(0x65735546));  // FUSE: sshfs and the like
    EXPECT_TRUE(journal::isNetworkFileSystem(0x01021997));  // 9P
    EXPECT_FALSE(journal::isNetworkFileSystem(0xef53));     // ext4
    EXPECT_FALSE(journal::isNetworkFileSystem(0x01021994)); // tmpfs
}

} // namespace
