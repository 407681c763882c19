// The console killed in the middle of a live incident, and another one that goes on with it: the figures are
// taken from the probes of both.
#include "tests/journeys/DeskHands.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <thread>
#include <unistd.h>

namespace {
namespace fs = std::filesystem;
using namespace muster;
using muster::test::eventually;
using muster::test::readFile;
using muster::test::wait;
using testing::HasSubstr;

class KilledDesk : public muster::test::DeskJourney {
protected:
    // Another process has a desk, declares an incident because the database was killed, and is killed with -9
    // when it stands in the second step that changes something. Returns once its probes have ended as well.
    std::int64_t killedInAStep() {
        test::Running other({fs::read_symlink("/proc/self/exe").string(), "--gtest_also_run_disabled_tests",
                             "--gtest_filter=DISABLED_OtherProcess.DeclaresAndStandsInAStep"},
                            environment());
        EXPECT_TRUE(eventually([&]() { return said(other, "up\n") || other.ended(); }, patience))
            << other.out();
        kill(std::stoi(readFile(databaseValue("db_data") + "/postmaster.pid")), SIGKILL);
        EXPECT_TRUE(eventually([&]() { return said(other, "in a step\n") || other.ended(); }, patience));
        EXPECT_TRUE(said(other, "in a step\n")) << other.out() << other.err();
        other.kill(SIGKILL);
        EXPECT_EQ(other.wait(), 128 + SIGKILL);
        EXPECT_TRUE(eventually([&]() { return logs().size() == 1 && said(logs().front(), "\"ended\""); }));
        EXPECT_TRUE(eventually([&]() {
            return fs::file_time_type::clock::now() - fs::last_write_time(logs().front()) >
                   std::chrono::seconds(2);
        }));
        const auto at = other.out().find("run ");
        return at == std::string::npos ? 0 : std::stoll(other.out().substr(at + 4));
    }

    void takeOver(std::int64_t run) {
        auto opened = app::ConsoleDesk::open(file("journal.db"));
        ASSERT_TRUE(opened) << opened.error().text();
        desk = std::move(*opened);
        ASSERT_FALSE(desk->readOnly());
        desk->watch("range");
        const auto resumed = wait([&](auto then) { desk->resume(run, then); });
        ASSERT_TRUE(resumed) << resumed.error().text();
    }

    // Of the closed run, with what holds in any case.
    std::shared_ptr<const report::Report> closed(std::int64_t run) {
        EXPECT_TRUE(eventually([&]() { return desk->view(run)->recoveryStable; }, patience));
        const auto end = wait([&](auto then) { desk->close(run, then); });
        EXPECT_TRUE(end) << end.error().text();
        EXPECT_TRUE(eventually([&]() { return desk->view(run)->stage == ports::Stage::closed; }));
        auto report = desk->view(run)->report;
        EXPECT_TRUE(report->measured);
        EXPECT_EQ(report->starved, false);
        EXPECT_EQ(report->rpo, 0.0);
        EXPECT_EQ(report->counts.lost, 0);
        EXPECT_EQ(report->counts.duplicated, 0);
        EXPECT_FALSE(report->nodes.empty());
        EXPECT_TRUE(report->caveats.empty());
        EXPECT_THAT(report->gaps, testing::ElementsAre(
                                      testing::Field(&report::ProbeGap::why, "while the console was away")));
        EXPECT_EQ(report->probeLogs.size(), 2U);
        return report;
    }

    // The writes that the ledger was asked for are those that both probers were told of, the first one's
    // before the outage among them.
    void comparesWritesOfBoth(std::int64_t run, const report::Report& report) {
        const auto samples = wait<std::vector<metrics::Sample>>([&](auto then) { desk->samples(run, then); });
        ASSERT_TRUE(samples) << samples.error().text();
        std::map<std::string, std::int64_t> acknowledged;
        for (const auto& sample : *samples)
            if (sample.answer == metrics::Answer::ok)
                ++acknowledged[sample.client];
        ASSERT_EQ(report.probeLogs.size(), 2U);
        ASSERT_EQ(acknowledged.size(), 2U);
        EXPECT_GE(acknowledged[report.probeLogs[0].run + ".console"], 2) << "of before the kill";
        EXPECT_GE(acknowledged[report.probeLogs[1].run + ".console"], 10);
        EXPECT_EQ(report.counts.acknowledged, acknowledged[report.probeLogs[0].run + ".console"] +
                                                  acknowledged[report.probeLogs[1].run + ".console"]);
    }

    [[nodiscard]] std::string exported(std::int64_t run, ports::ExportFormat format) {
        const auto written = wait([&](auto then) { desk->exportRun(run, format, file("report"), then); });
        EXPECT_TRUE(written) << written.error().text();
        return readFile(file("report"));
    }

    [[nodiscard]] std::vector<std::string> logs() const {
        std::vector<std::string> out;
        for (const auto& each : fs::directory_iterator(file("state/muster/probes")))
            if (each.path().string().ends_with("-orchestrator.ndjson"))
                out.push_back(each.path().string());
        return out;
    }
    static bool said(const test::Running& program, const std::string& words) {
        return program.out().find(words) != std::string::npos;
    }
    static bool said(const std::string& file, const std::string& words) {
        return readFile(file).find(words) != std::string::npos;
    }

    static constexpr std::chrono::seconds patience{60};
    std::unique_ptr<app::ConsoleDesk> desk;
};

// Of KilledDesk, by name alone: what the other process does until it is killed.
TEST(DISABLED_OtherProcess, DeclaresAndStandsInAStep) {
    const char* journal = std::getenv("MUSTER_JOURNAL");
    ASSERT_NE(journal, nullptr);
    auto opened = app::ConsoleDesk::open(journal);
    ASSERT_TRUE(opened) << opened.error().text();
    auto& desk = **opened;
    const auto say = [](const std::string& words) {
        std::printf("%s\n", words.c_str());
        std::fflush(stdout);
    };
    desk.watch("range");
    ASSERT_TRUE(eventually(
        [&]() {
            const auto health = desk.health();
            using Tick = ports::ServiceHealth::Tick;
            return !health.empty() && std::count(health.front().lastMinute.begin(),
                                                 health.front().lastMinute.end(), Tick::ok) >= 3;
        },
        std::chrono::seconds(60)));
    say("up");
    ASSERT_TRUE(test::becomes(desk, ports::ServiceHealth::State::down));
    const auto run = wait<std::int64_t>([&](auto then) { desk.declare(test::liveIncident(), then); });
    ASSERT_TRUE(run) << run.error().text();
    say("run " + std::to_string(*run));
    const auto first = test::question(desk, *run);
    ASSERT_TRUE(first);
    test::answer(desk, *run, *first, first->choices.front().id);
    ASSERT_TRUE(eventually([&]() {
        const auto asked = desk.view(*run)->question;
        return asked && asked->at != first->at;
    }));
    say("in a step");
    std::this_thread::sleep_for(std::chrono::minutes(2)); // until it is killed
}

TEST_F(KilledDesk, AnotherOneMeasuresWithTheProbesOfBoth) {
    const auto run = killedInAStep();
    takeOver(run);
    ASSERT_TRUE(test::becomes(*desk, ports::ServiceHealth::State::down));
    test::followToTheEnd(*desk, run);
    const auto report = closed(run);
    ASSERT_TRUE(report->rto);
    ASSERT_EQ(report->gaps.size(), 1U);
    EXPECT_GT(*report->gaps.front().length, 0.0);
    EXPECT_GT(*report->rto, *report->gaps.front().to) << "the service came back after the gap";
    EXPECT_FALSE(report->rtoAtMost);
    comparesWritesOfBoth(run, *report);

    const auto json = Json::parse(exported(run, ports::ExportFormat::json));
    const Json& evidence = json.at("evidence");
    ASSERT_EQ(evidence.at("probe_logs").size(), 2U);
    EXPECT_EQ(evidence.at("probe_log").at("sha256"), evidence.at("probe_logs").at(1).at("sha256"));
    EXPECT_EQ(json.at("measurement").at("gaps").size(), 1U);
    for (const auto format : {ports::ExportFormat::markdown, ports::ExportFormat::html}) {
        const auto text = exported(run, format);
        EXPECT_THAT(text, HasSubstr("No probe ran for "));
        for (const auto& log : report->probeLogs)
            EXPECT_THAT(text, HasSubstr(log.sha256));
    }
    const auto verified = wait<std::string>([&](auto then) { desk->verifyJournal(then); });
    EXPECT_TRUE(verified) << verified.error().text();
}

TEST_F(KilledDesk, ARecoveryThatNoProbeSawIsBoundedByTheGap) {
    const auto run = killedInAStep();
    const auto folder = fs::path(environmentFile()).parent_path().string();
    ASSERT_EQ(test::runProgram({test::program("muster"), "range", "--folder", folder, "up"}).exitCode, 0);
    ASSERT_TRUE(databaseAccepts());
    takeOver(run);
    ASSERT_TRUE(test::becomes(*desk, ports::ServiceHealth::State::up));
    // The runbook is for a server that is gone; there is nothing left to do by it.
    const auto asked = test::question(*desk, run);
    ASSERT_TRUE(asked);
    test::answer(*desk, run, *asked, "stop", "it came back by itself");
    const auto report = closed(run);
    ASSERT_TRUE(report->rto && report->probeError);
    EXPECT_TRUE(report->rtoAtMost);
    ASSERT_EQ(report->gaps.size(), 1U);
    const auto& gap = report->gaps.front();
    EXPECT_GE(*report->rto, *gap.to);
    EXPECT_LE(*report->rto - *report->probeError, *gap.from);
    EXPECT_GE(*report->probeError, *gap.length);
    comparesWritesOfBoth(run, *report);
    EXPECT_THAT(exported(run, ports::ExportFormat::markdown), HasSubstr("at most "));
}

} // namespace
