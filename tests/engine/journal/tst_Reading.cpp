// Reading leaves everything as it was, whoever reads, whatever the writer left.
#include "tests/engine/journal/JournalFile.h"

#include <csignal>
#include <filesystem>
#include <map>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {
using namespace muster;

class Reading : public test::JournalFile {
protected:
    std::map<std::string, std::string> files() {
        std::map<std::string, std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            // The index of the log is rebuilt by whoever reads; it holds nothing that is not in the log.
            if (!entry.path().string().ends_with("-shm"))
                out[entry.path().filename()] = test::readFile(entry.path());
        return out;
    }
    void readAll(std::size_t events) {
        const auto report = journal::verifyJournal(path());
        ASSERT_TRUE(report);
        EXPECT_TRUE(report->intact) << report->why;
        const auto reader = journal::SqliteJournalReader::open(path());
        ASSERT_TRUE(reader) << reader.error().text();
        EXPECT_EQ((*reader)->events(1).value().size(), events);
        EXPECT_TRUE(journal::exportJournal(path(), 1));
    }
};

TEST_F(Reading, OfAClosedJournalLeavesItsFolderAsItWas) {
    writeTwoRuns();
    const auto before = files();
    readAll(3);
    EXPECT_EQ(files(), before);
    EXPECT_FALSE(std::filesystem::exists(path() + "-shm"));
    EXPECT_FALSE(std::filesystem::exists(path() + "-wal"));
}

TEST_F(Reading, OfWhatAKilledWriterLeftKeepsItAsEvidence) {
    const auto pid = fork();
    if (pid == 0) {
        auto journal = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
        if (!journal || !(*journal)->openRun({{0, "run.opened", Json::object()}}) ||
            !(*journal)->append({{1, "note.added", Json::object()}}))
            _exit(1);
        raise(SIGKILL);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto before = files();
    ASSERT_TRUE(before.contains("journal.db-wal"));
    readAll(2);
    EXPECT_EQ(files(), before);
}

TEST_F(Reading, WorksForSomebodyWhoMayNotWriteTheFolder) {
    if (geteuid() != 0)
        GTEST_SKIP() << "only root can become somebody else";
    writeTwoRuns();
    ASSERT_EQ(chmod(folder.path().c_str(), 0755), 0);
    ASSERT_EQ(chmod(path().c_str(), 0644), 0);
    const auto before = files();
    const auto pid = fork();
    if (pid == 0) {
        constexpr uid_t nobody = 65534;
        if (setgid(nobody) != 0 || setuid(nobody) != 0)
            _exit(9);
        const auto reader = journal::SqliteJournalReader::open(path());
        if (!reader)
            _exit(1);
        const auto events = (*reader)->events(1);
        _exit(events && events->size() == 3 ? 0 : 2);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
    EXPECT_EQ(files(), before);
}

TEST_F(Reading, FollowsAWriterThatComesLaterAndOutlivesIt) {
    writeTwoRuns();
    const auto reader = journal::SqliteJournalReader::open(path());
    ASSERT_TRUE(reader);
    EXPECT_EQ((*reader)->runs().value().size(), 2U);
    {
        const auto writer = open();
        ASSERT_TRUE(writer->openRun({{0, "run.opened", Json::object()}}));
        EXPECT_EQ((*reader)->runs().value().size(), 3U);
    }
    EXPECT_EQ((*reader)->runs().value().size(), 3U);
}

TEST_F(Reading, SaysWhatIsMissing) {
    const auto reader = journal::SqliteJournalReader::open(path());
    ASSERT_FALSE(reader);
    EXPECT_THAT(reader.error().text(), testing::HasSubstr("no journal yet"));
    EXPECT_FALSE(std::filesystem::exists(path()));
    EXPECT_FALSE(journal::exportJournal(path(), 0));
}

} // namespace
