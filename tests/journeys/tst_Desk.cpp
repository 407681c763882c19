// What stands behind the window, without one: an incident from a red probe to its closing, on a real range.
#include "tests/journeys/DeskHands.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>

namespace {
namespace fs = std::filesystem;
using namespace muster;
using muster::test::eventually;
using muster::test::readFile;
using muster::test::wait;
using ports::Stage;

class Desk : public muster::test::DeskJourney {
protected:
    void SetUp() override {
        DeskJourney::SetUp();
        open();
    }

    void open() {
        auto opened = app::ConsoleDesk::open(file("journal.db"));
        ASSERT_TRUE(opened) << opened.error().text();
        desk = std::move(*opened);
    }

    bool becomes(ports::ServiceHealth::State state) { return test::becomes(*desk, state); }
    std::optional<ports::Question> question(std::int64_t run) { return test::question(*desk, run); }
    void answer(std::int64_t run, const ports::Question& asked, const std::string& choice,
                const std::string& reason = {}) {
        test::answer(*desk, run, asked, choice, reason);
    }
    void followToTheEnd(std::int64_t run) { test::followToTheEnd(*desk, run); }
    static ports::Declaration live() { return test::liveIncident(); }

    static int postmaster() { return std::stoi(readFile(databaseValue("db_data") + "/postmaster.pid")); }

    std::unique_ptr<app::ConsoleDesk> desk;
};

TEST_F(Desk, LeadsFromARedProbeToAMeasuredEnd) {
    desk->watch("range");
    ASSERT_TRUE(becomes(ports::ServiceHealth::State::up));
    kill(postmaster(), SIGKILL);
    ASSERT_TRUE(becomes(ports::ServiceHealth::State::down));
    const auto run = wait<std::int64_t>([&](auto then) { desk->declare(live(), then); });
    ASSERT_TRUE(run) << run.error().text();
    followToTheEnd(*run);
    EXPECT_TRUE(databaseAccepts());
    ASSERT_TRUE(eventually([&]() { return desk->view(*run)->recoveryStable; }, std::chrono::seconds(60)));
    ASSERT_TRUE(wait([&](auto then) { desk->tickChecklist(*run, 0, true, "seen", then); }));
    const auto closed = wait([&](auto then) { desk->close(*run, then); });
    ASSERT_TRUE(closed) << closed.error().text();
    ASSERT_TRUE(eventually([&]() { return desk->view(*run)->stage == Stage::closed; }));

    const auto report = desk->view(*run)->report;
    EXPECT_EQ(report->verdict, "completed");
    EXPECT_EQ(report->severity, "P0");
    EXPECT_THAT(report->page, testing::HasSubstr("Level 2"));
    EXPECT_FALSE(report->lastGoodUtc.empty());
    ASSERT_TRUE(report->measured);
    ASSERT_TRUE(report->rto);
    EXPECT_GT(*report->rto, 0.0);
    EXPECT_EQ(report->rpo, 0.0);
    EXPECT_EQ(report->counts.lost, 0);
    ASSERT_EQ(report->communications.size(), 1U);
    EXPECT_TRUE(report->communications.front().sent);
    const auto samples = wait<std::vector<metrics::Sample>>([&](auto then) { desk->samples(*run, then); });
    ASSERT_TRUE(samples) << samples.error().text();
    EXPECT_GT(samples->size(), 10U);
    const auto verified = wait<std::string>([&](auto then) { desk->verifyJournal(then); });
    EXPECT_TRUE(verified) << verified.error().text();
}

TEST_F(Desk, LeftRunsAreInterruptedAndResumedAtTheirStep) {
    auto declaration = live();
    declaration.mode = incident::Mode::rehearsal;
    const auto run = wait<std::int64_t>([&](auto then) { desk->declare(declaration, then); });
    ASSERT_TRUE(run) << run.error().text();
    const auto asked = question(*run);
    ASSERT_TRUE(asked);
    desk.reset();
    open();
    ASSERT_TRUE(eventually([&]() { return !desk->runs().empty(); }));
    EXPECT_TRUE(desk->runs().front().interrupted);
    ASSERT_TRUE(wait([&](auto then) { desk->resume(*run, then); }));
    const auto again = question(*run);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->step, asked->step);
    EXPECT_EQ(again->at, asked->at);
    const int before = postmaster();
    followToTheEnd(*run);
    ASSERT_TRUE(wait([&](auto then) { desk->close(*run, then); }));
    EXPECT_EQ(postmaster(), before) << "a rehearsal restarted the database";
    ASSERT_TRUE(eventually([&]() { return desk->view(*run)->report->verdict == "rehearsed"; }));
}

TEST_F(Desk, AnAnswerThatDoesNotFitChangesNothing) {
    const auto run = wait<std::int64_t>([&](auto then) { desk->declare(live(), then); });
    ASSERT_TRUE(run);
    const auto asked = question(*run);
    ASSERT_TRUE(asked);
    ports::Answer wrong;
    wrong.choice = "skip"; // without a reason
    const auto refused = wait([&](auto then) { desk->answer(*run, wrong, then); });
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text(), testing::HasSubstr("needs a reason"));
    wrong.choice = asked->choices.front().id;
    wrong.at = asked->at + 1;
    EXPECT_FALSE(wait([&](auto then) { desk->answer(*run, wrong, then); }));
    ASSERT_TRUE(desk->view(*run)->question);
    EXPECT_EQ(desk->view(*run)->question->at, asked->at);
    answer(*run, *asked, "stop", "a test");
    ASSERT_TRUE(eventually([&]() { return desk->view(*run)->stage == Stage::finished; }));
    ASSERT_TRUE(wait([&](auto then) { desk->close(*run, then); }));
    ASSERT_TRUE(eventually([&]() { return desk->view(*run)->report->verdict == "cancelled"; }));
}

TEST_F(Desk, ASecondConsoleIsToldWhoHasTheJournalAndReads) {
    auto second = app::ConsoleDesk::open(file("journal.db"));
    ASSERT_TRUE(second) << second.error().text();
    ASSERT_TRUE((*second)->readOnly());
    const auto refused = wait<std::int64_t>([&](auto then) { (*second)->declare(live(), then); });
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text(), testing::HasSubstr("only reads"));
}

TEST_F(Desk, RunsADrillAndGivesItsAnswers) {
    const auto run =
        wait<std::int64_t>([&](auto then) { desk->startDrill("database-crash", "range", then); });
    ASSERT_TRUE(run) << run.error().text();
    ASSERT_TRUE(
        eventually([&]() { return desk->view(*run)->stage == Stage::closed; }, std::chrono::seconds(120)));
    EXPECT_EQ(desk->view(*run)->report->verdict, "passed");
    const auto samples = wait<std::vector<metrics::Sample>>([&](auto then) { desk->samples(*run, then); });
    ASSERT_TRUE(samples);
    EXPECT_GT(samples->size(), 50U);
}

TEST_F(Desk, SaysAtWhichStepAHostCannotBeReached) {
    const auto good = wait<ports::ConnectionTest>([&](auto then) { desk->testHost("range", "db-a", then); });
    ASSERT_TRUE(good) << good.error().text();
    EXPECT_FALSE(good->error) << good->error->text();
    ASSERT_EQ(good->stages.size(), 4U);
    EXPECT_TRUE(good->stages.back().ok);

    const std::string other = folder().write(
        "other.yaml", "environment: other\nhosts:\n  gone: { ssh: { address: 127.0.0.1, port: 1 } }\n");
    ASSERT_TRUE(wait<std::string>([&](auto then) { desk->addEnvironment(other, then); }));
    const auto again = wait<std::string>([&](auto then) { desk->addEnvironment(other, then); });
    ASSERT_TRUE(again) << "it is there already: " << again.error().text();
    EXPECT_EQ(*again, "other");
    const auto bad = wait<ports::ConnectionTest>([&](auto then) { desk->testHost("other", "gone", then); });
    ASSERT_TRUE(bad);
    ASSERT_TRUE(bad->error);
    ASSERT_EQ(bad->stages.size(), 1U);
    EXPECT_EQ(bad->stages.front().name, "connect");
    EXPECT_FALSE(bad->stages.front().ok);
    EXPECT_THAT(bad->error->text(), testing::HasSubstr("refused"));
    ASSERT_TRUE(wait([&](auto then) { desk->removeEnvironment("other", then); }));
    EXPECT_TRUE(fs::exists(other));
}

} // namespace
