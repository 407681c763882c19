// A real journal in a folder of the test's own.
#pragma once

#include "engine/journal/Export.h"
#include "engine/journal/Verify.h"
#include "engine/journal/sqlite/SqliteJournal.h"
#include "tests/support/Program.h"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster::test {

class CountingClock : public ports::Clock {
public:
    [[nodiscard]] ports::Instant now() const override {
        ++m_now;
        return {m_now * 1'000'000, 1'700'000'000'000 + m_now};
    }
    bool wait(Milliseconds, std::stop_token stop) override { return !stop.stop_requested(); }

private:
    mutable std::atomic<std::int64_t> m_now = 0;
};

class JournalFile : public testing::Test {
protected:
    [[nodiscard]] std::string path() const { return folder.file("journal.db"); }

    std::unique_ptr<journal::SqliteJournal> open() {
        auto opened = journal::SqliteJournal::open(path(), clock, {"Ada", "ada", "here"});
        EXPECT_TRUE(opened) << opened.error().text();
        return opened ? std::move(*opened) : nullptr;
    }

    // Two runs with output, closed again.
    void writeTwoRuns() {
        const auto journal = open();
        for (int run = 1; run <= 2; ++run) {
            ASSERT_TRUE(journal->openRun({{0, "run.opened", Json{{"title", "a run"}}}}));
            const auto blob = journal->keep("output of run " + std::to_string(run) + std::string(3000, 'x'));
            ASSERT_TRUE(blob);
            ASSERT_TRUE(journal->append(
                {{run, "act.intended", Json{{"key", "k"}}},
                 {run, "act.ended",
                  Json{{"stdout", {{"sha256", blob->sha256}, {"bytes", blob->sizeBytes}}}}}}));
        }
    }

    CountingClock clock;
    TemporaryFolder folder;
};

} // namespace muster::test
