#include "tests/engine/journal/JournalFile.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {
using namespace muster;
using muster::test::JournalFile;

TEST_F(JournalFile, IsReadableByItsOwnerOnly) {
    writeTwoRuns();
    struct stat file {};
    ASSERT_EQ(stat(path().c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
}

TEST_F(JournalFile, ContinuesItsChainWhenItIsOpenedAgain) {
    writeTwoRuns();
    const auto journal = open();
    const auto next = journal->openRun({{0, "run.opened", Json::object()}});
    ASSERT_TRUE(next);
    EXPECT_EQ(next->front().run, 3);
    EXPECT_EQ(next->front().sequence, 7);
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->intact) << report->why;
}

TEST_F(JournalFile, TellsTheSecondWriterWhoHasIt) {
    const auto first = open();
    const auto second = journal::SqliteJournal::open(path(), clock, {"Bob", "bob", "there"});
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().why, testing::HasSubstr("ada on here"));
    EXPECT_THAT(second.error().why, testing::HasSubstr(std::to_string(getpid())));
}

TEST_F(JournalFile, CanBeReadWhileItIsWritten) {
    const auto writer = open();
    ASSERT_TRUE(writer->openRun({{0, "run.opened", Json::object()}}));
    const auto reader = journal::SqliteJournalReader::open(path());
    ASSERT_TRUE(reader) << reader.error().text();
    ASSERT_TRUE(writer->append({{1, "note.added", Json{{"text", "later"}}}}));
    const auto events = (*reader)->events(1);
    ASSERT_TRUE(events);
    EXPECT_EQ(events->size(), 2U);
}

TEST_F(JournalFile, ReadingItAddsNothing) {
    writeTwoRuns();
    const std::string before = test::readFile(path());
    ASSERT_TRUE(journal::exportJournal(path(), 0));
    ASSERT_TRUE(journal::verifyJournal(path()));
    EXPECT_EQ(test::readFile(path()), before);
}

TEST_F(JournalFile, NewerSchemaIsReadButNotWritten) {
    writeTwoRuns();
    const auto set = test::runProgram({"sqlite3", path(), "PRAGMA user_version = 99"});
    ASSERT_EQ(set.exitCode, 0) << set.err;
    const auto writer = journal::SqliteJournal::open(path(), clock, {});
    ASSERT_FALSE(writer);
    EXPECT_THAT(writer.error().text(), testing::HasSubstr("newer Muster"));
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->intact) << report->why;
}

TEST_F(JournalFile, FullDiskIsAnErrorAndLosesNothing) {
    // A limit on the size of files stands for the full disk; the signal that comes with it must not end us.
    const auto pid = fork();
    if (pid == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const auto journal = open();
        (void)journal->openRun({{0, "run.opened", Json::object()}});
        const rlimit limit{400'000, 400'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        int acknowledged = 1;
        for (int i = 0; i < 1000; ++i) {
            const auto written = journal->append({{1, "note.added", Json{{"text", std::string(2000, 'n')}}}});
            if (!written)
                _exit(written.error().next.find("space") != std::string::npos ? std::min(acknowledged, 200)
                                                                              : 255);
            ++acknowledged;
        }
        _exit(254);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    const int acknowledged = WEXITSTATUS(status);
    ASSERT_LT(acknowledged, 201)
        << "255: an error that does not speak of space; 254: the limit was never met";
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->intact) << report->why;
    EXPECT_GE(report->events, acknowledged);
}

TEST_F(JournalFile, ThreadsAppendSideBySideWithoutAGap) {
    const auto journal = open();
    ASSERT_TRUE(journal->openRun({{0, "run.opened", Json::object()}}));
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&]() {
                for (int i = 0; i < 25; ++i)
                    EXPECT_TRUE(journal->append({{1, "note.added", Json{{"text", "x"}}}}));
            });
    }
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->intact) << report->why;
    EXPECT_EQ(report->events, 101);
}

TEST_F(JournalFile, LongOutputKeepsItsBeginningAndItsEnd) {
    const auto journal = open();
    std::string bytes(journal::keptBytesOfBlob + 1000, 'm');
    bytes.replace(0, 5, "first");
    bytes.replace(bytes.size() - 4, 4, "last");
    const auto blob = journal->keep(bytes);
    ASSERT_TRUE(blob);
    EXPECT_TRUE(blob->truncated);
    const auto kept = journal->blob(blob->sha256);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->size(), journal::keptBytesOfBlob);
    EXPECT_TRUE(kept->starts_with("first") && kept->ends_with("last"));
}

TEST_F(JournalFile, KeepsTextThatIsNoUtf8) {
    const auto journal = open();
    ASSERT_TRUE(journal->openRun({{0, "run.opened", Json{{"title", "bad \xff bytes"}}}}));
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->intact) << report->why;
}

// A writer killed at any moment: what it was told is written is there.
TEST_F(JournalFile, AcknowledgedEventsSurviveAKilledWriter) {
    for (int round = 0; round < 15; ++round) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const auto pid = fork();
        if (pid == 0) {
            auto journal = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
            if (!journal)
                _exit(1);
            auto opened = (*journal)->openRun({{0, "run.opened", Json::object()}});
            for (;;) {
                const auto written =
                    (*journal)->append({{opened->front().run, "note.added", Json{{"text", "x"}}}});
                if (!written)
                    _exit(2);
                if (write(told[1], &written->back().sequence, sizeof(std::int64_t)) < 0)
                    _exit(3);
            }
        }
        close(told[1]);
        std::int64_t last = 0;
        const int wanted = 5 + 7 * round; // a different moment each time
        for (int i = 0; i < wanted; ++i)
            ASSERT_EQ(read(told[0], &last, sizeof last), static_cast<ssize_t>(sizeof last));
        kill(pid, SIGKILL);
        for (std::int64_t more = 0; read(told[0], &more, sizeof more) == static_cast<ssize_t>(sizeof more);)
            last = more;
        waitpid(pid, nullptr, 0);
        close(told[0]);
        const auto report = journal::verifyJournal(path());
        ASSERT_TRUE(report);
        EXPECT_TRUE(report->intact) << report->why;
        EXPECT_GE(report->events, last);
    }
}

} // namespace
