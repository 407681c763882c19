// The end of a journal: cut off, written anew, put back, damaged in the log that is not yet in the file.
#include "tests/engine/journal/JournalFile.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace {
using namespace muster;

class JournalEnd : public test::JournalFile {
protected:
    void change(const std::string& sql) {
        const auto ran = test::runProgram({"sqlite3", path(), sql});
        ASSERT_EQ(ran.exitCode, 0) << ran.err;
    }
    void cutTo(int events) {
        change("DROP TRIGGER event_keeps; DELETE FROM event WHERE seq > " + std::to_string(events) +
               "; CREATE TRIGGER event_keeps BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are "
               "never removed'); END");
    }
    journal::ChainReport verify() {
        const auto report = journal::verifyJournal(path());
        EXPECT_TRUE(report);
        return report.value_or(journal::ChainReport{});
    }
    std::string refusal() {
        const auto opened = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
        return opened ? "" : opened.error().text();
    }
    // A writer that is killed after an irreversible intent, with the log still beside the file.
    void writeAndDie(int notes) {
        const auto pid = fork();
        if (pid == 0) {
            auto opened = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
            if (!opened || !(*opened)->openRun({{0, "run.opened", Json::object()}}))
                _exit(1);
            for (int i = 0; i < notes; ++i)
                if (!(*opened)->append({{1, "note.added", Json{{"text", "x"}}}}))
                    _exit(1);
            if (!(*opened)->append({{1, "act.intended", Json{{"risk", "irreversible"}}}}))
                _exit(1);
            raise(SIGKILL);
        }
        int status = 0;
        waitpid(pid, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
    }
    [[nodiscard]] std::string note() const { return path() + ".head"; }
};

TEST_F(JournalEnd, IsNotedBesideTheFileForItsOwnerOnly) {
    writeTwoRuns();
    const auto report = verify();
    EXPECT_TRUE(report.intact) << report.why;
    EXPECT_TRUE(report.endNoted);
    EXPECT_THAT(test::readFile(note()), testing::HasSubstr(report.head));
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(note()).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(JournalEnd, CutOffIsFoundAndNotContinued) {
    writeTwoRuns();
    cutTo(4);
    const auto report = verify();
    EXPECT_FALSE(report.intact);
    EXPECT_EQ(report.brokenAt, 5);
    EXPECT_THAT(report.why, testing::HasSubstr("events 5 to 6 are missing"));
    EXPECT_THAT(refusal(), testing::HasSubstr("had 6 events"));
}

TEST_F(JournalEnd, CompletelyEmptiedIsFound) {
    writeTwoRuns();
    cutTo(0);
    EXPECT_EQ(verify().brokenAt, 1);
    EXPECT_THAT(refusal(), testing::HasSubstr("the last are gone"));
}

TEST_F(JournalEnd, OlderCopyThatWasPutBackIsFoundUntilItsNoteIsMovedAway) {
    writeTwoRuns();
    const std::string older = test::readFile(path());
    ASSERT_TRUE(open()->openRun({{0, "run.opened", Json::object()}}));
    std::ofstream(path(), std::ios::binary) << older;
    EXPECT_FALSE(verify().intact);
    EXPECT_THAT(refusal(), testing::HasSubstr("move that note away"));
    std::filesystem::remove(note());
    const auto report = verify();
    EXPECT_TRUE(report.intact) << report.why;
    EXPECT_FALSE(report.endNoted);
    EXPECT_EQ(refusal(), "");
}

TEST_F(JournalEnd, AnotherJournalInItsPlaceIsFound) {
    writeTwoRuns();
    const std::string noted = test::readFile(note());
    std::filesystem::remove(path());
    std::filesystem::remove(note());
    writeTwoRuns();
    std::ofstream(note()) << noted;
    EXPECT_EQ(verify().brokenAt, 6);
    EXPECT_THAT(refusal(), testing::HasSubstr("another journal"));
}

TEST_F(JournalEnd, EveryFlippedByteOfItsNoteIsFound) {
    writeTwoRuns();
    const std::string good = test::readFile(note());
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        std::ofstream(note(), std::ios::binary) << bad;
        const auto report = verify();
        // The number of runs is not compared with anything; all else is.
        EXPECT_TRUE(!report.intact ||
                    bad.find("\"events\":6,\"hash\":\"" + report.head + "\",\"runs\":") == 1U)
            << bad;
    }
}

TEST_F(JournalEnd, LastEventThatWasChangedIsNotContinued) {
    writeTwoRuns();
    std::filesystem::remove(note());
    change(
        "DROP TRIGGER event_stays; UPDATE event SET line = CAST(replace(CAST(line AS TEXT), 'ada', 'eve') AS "
        "BLOB) WHERE seq = 6; CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, "
        "'events are never changed'); END");
    EXPECT_EQ(verify().brokenAt, 6);
    EXPECT_THAT(refusal(), testing::HasSubstr("was changed"));
}

TEST_F(JournalEnd, NothingIsWrittenAfterSomethingElseWroteToTheOpenFile) {
    const auto journal = open();
    ASSERT_TRUE(journal->openRun({{0, "run.opened", Json::object()}}));
    change("INSERT INTO event(seq, run, type, hash, line) SELECT 2, 1, 'note.added', hash, line FROM event");
    const auto refused = journal->append({{1, "note.added", Json::object()}});
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text(), testing::HasSubstr("changed by something else"));
    EXPECT_EQ(verify().brokenAt, 2);
}

TEST_F(JournalEnd, IsKnownBeforeAnIrreversibleActAndAfterAKill) {
    writeAndDie(3);
    const auto report = verify();
    EXPECT_TRUE(report.intact) << report.why;
    EXPECT_EQ(report.events, 5);
    EXPECT_THAT(test::readFile(note()), testing::HasSubstr("\"events\":5"));
    EXPECT_EQ(refusal(), "");
}

TEST_F(JournalEnd, DamageInTheLogOfAKilledWriterIsFound) {
    writeAndDie(30);
    const std::string good = test::readFile(path() + "-wal");
    const std::string file = test::readFile(path());
    ASSERT_GT(good.size(), 32U * 4096U);
    const std::string copy = folder.file("copy.db");
    std::filesystem::copy_file(note(), copy + ".head");
    int found = 0;
    for (std::size_t at = 0; at < good.size(); at += 1009) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        std::filesystem::remove(copy + "-shm");
        std::ofstream(copy, std::ios::binary) << file;
        std::ofstream(copy + "-wal", std::ios::binary) << bad;
        const auto report = journal::verifyJournal(copy);
        ASSERT_TRUE(report);
        EXPECT_TRUE(!report->intact || report->events == 32) << "byte " << at << ": " << report->events;
        found += report->intact ? 0 : 1;
    }
    EXPECT_GT(found, 100);
}

} // namespace
