// kill -9 in the midst of commits that threads share, and a disk that is really full.
#include "tests/engine/journal/JournalFile.h"

#include <csignal>
#include <random>
#include <sched.h>
#include <set>
#include <sys/mount.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {
using namespace muster;

class Disaster : public test::JournalFile {
protected:
    // Three threads append for ever and tell each event that was acknowledged.
    [[noreturn]] void appendForEver(int tell) {
        auto opened = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
        if (!opened)
            _exit(1);
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 3; ++thread)
            threads.emplace_back([&] {
                const auto run = (*opened)->openRun({{0, "run.opened", Json::object()}});
                for (;;) {
                    const auto written =
                        (*opened)->append({{run->front().run, "act.intended", Json{{"risk", "guarded"}}},
                                           {run->front().run, "act.ended", Json{{"result", "ok"}}}});
                    if (!written || write(tell, &written->back().sequence, sizeof(std::int64_t)) < 0)
                        _exit(2);
                }
            });
        threads.clear();
        _exit(3);
    }
};

TEST_F(Disaster, KillsAtRandomMomentsLoseNothingThatWasAcknowledged) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::set<std::int64_t> acknowledged;
    for (int round = 0; round < 30; ++round) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const auto pid = fork();
        if (pid == 0)
            appendForEver(told[1]);
        close(told[1]);
        std::int64_t sequence = 0;
        for (auto wanted = 1 + random() % 60; wanted > 0; --wanted) {
            ASSERT_EQ(read(told[0], &sequence, sizeof sequence), static_cast<ssize_t>(sizeof sequence));
            acknowledged.insert(sequence);
        }
        // Somewhere between two acknowledgements.
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
        kill(pid, SIGKILL);
        while (read(told[0], &sequence, sizeof sequence) == static_cast<ssize_t>(sizeof sequence))
            acknowledged.insert(sequence);
        close(told[0]);
        int status = 0;
        waitpid(pid, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << WEXITSTATUS(status);
    }
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->intact) << report->why;
    // A round may be over before all three threads have begun.
    EXPECT_THAT(report->runs, testing::AllOf(testing::Ge(30), testing::Le(90)));
    std::set<std::int64_t> there;
    const auto reader = journal::SqliteJournalReader::open(path());
    for (std::int64_t run = 1; run <= report->runs; ++run) {
        const auto events = (*reader)->events(run);
        ASSERT_TRUE(events);
        // Entries that were appended together are there together.
        EXPECT_EQ(events->size() % 2, 1U) << "run " << run;
        for (const auto& event : *events)
            there.insert(event.sequence);
    }
    for (const auto sequence : acknowledged)
        EXPECT_TRUE(there.contains(sequence)) << sequence;
}

// A file system of 600 KiB, mounted where only the child sees it.
TEST_F(Disaster, FullDiskRefusesTheActKeepsWhatItHasAndRecovers) {
    const auto pid = fork();
    if (pid == 0) {
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            mount("none", folder.path().c_str(), "tmpfs", 0, "size=600k") != 0)
            _exit(77);
        std::int64_t acknowledged = 1;
        {
            const auto journal = open();
            if (!journal || !journal->openRun({{0, "run.opened", Json::object()}}))
                _exit(1);
            const auto add = [&] {
                return journal->append({{1, "note.added", Json{{"text", std::string(3000, 'n')}}}});
            };
            auto written = add();
            for (; written && acknowledged < 1000; written = add())
                ++acknowledged;
            if (written || written.error().next.find("space") == std::string::npos)
                _exit(2);
            if (journal->keep(std::string(100'000, '\0') + std::to_string(random())) &&
                journal->append({{1, "note.added", Json{{"text", std::string(300'000, 'n')}}}}))
                _exit(3);
        }
        const auto report = journal::verifyJournal(path());
        if (!report || !report->intact || report->events < acknowledged)
            _exit(4);
        // Space again: it goes on where it stopped.
        if (mount("none", folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=4m") != 0)
            _exit(77);
        const auto journal = open();
        if (!journal || !journal->append({{1, "note.added", Json::object()}}))
            _exit(5);
        const auto after = journal::verifyJournal(path());
        _exit(after && after->intact && after->events == report->events + 1 ? 0 : 6);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        GTEST_SKIP() << "only root can mount a small file system";
    EXPECT_EQ(WEXITSTATUS(status), 0) << "the step that failed";
}

} // namespace
