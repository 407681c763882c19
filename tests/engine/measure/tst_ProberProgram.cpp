#include "engine/measure/ProbeConfiguration.h"
#include "engine/measure/ProbeLog.h"
#include "engine/measure/ProberProcess.h"
#include "tests/engine/measure/Service.h"
#include "tests/support/Places.h"

#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace muster;
using namespace muster::measure;
using namespace std::chrono_literals;
using tests::await;

namespace {

class Program : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "muster-prober-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        configuration.file = folder + "/probe.ndjson";
        configuration.run = "writer-1";
        configuration.client = "prober-a";
        configuration.url = service.url();
        configuration.request = "POST /writes\n\n{{sequence}}\n";
        configuration.statuses = {201};
        configuration.interval = 20ms;
        configuration.connectTimeout = configuration.timeout = 300ms;
        configuration.linger = 500ms;
        configuration.lateBound = 5s;
        configuration.maxInFlight = 50;
        auto spawned = spawnProber(std::string(MUSTER_BIN_DIR) + "/muster-prober");
        ASSERT_TRUE(spawned) << spawned.error().text();
        process = *spawned;
    }
    void TearDown() override {
        ::close(process.input);
        ::close(process.output);
        if (!ended) {
            ::kill(process.pid, SIGKILL);
            ::waitpid(process.pid, nullptr, 0);
        }
        std::filesystem::remove_all(folder);
    }
    bool begin() {
        return sendAll(process.input, toLine(configuration) + "\n") &&
               firstAnswer(process.output, 5s) == "ready";
    }
    // Exit code, -1 if it does not end.
    int end() {
        int status = 0;
        ended = awaitEnd(process.pid, 10s, status);
        return ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    tests::Service service;
    std::string folder;
    ProbeConfiguration configuration;
    ProberProcess process;
    bool ended = false;
};

} // namespace

TEST_F(Program, GoesOnForTheLingerTimeWhenItsConsoleIsGone) {
    ASSERT_TRUE(begin());
    ASSERT_TRUE(await([&] { return service.requests().size() >= 3; }));
    const auto closedNs = std::chrono::steady_clock::now().time_since_epoch().count();
    ::close(std::exchange(process.input, -1));
    EXPECT_EQ(end(), 0);
    const auto log = readSamples(configuration.file);
    ASSERT_TRUE(log) << log.error().text();
    EXPECT_EQ(log->endReason, "standard input closed");
    const auto lingeredNs = log->samples.back().sentNs - closedNs;
    EXPECT_GE(lingeredNs, 400'000'000);
}

TEST_F(Program, StopsAtOnceWhenTold) {
    configuration.interval = 10min;
    configuration.lateBound = 10min;
    ASSERT_TRUE(begin());
    ASSERT_TRUE(sendAll(process.input, "nonsense\nstop\n"));
    EXPECT_EQ(end(), 0);
    EXPECT_EQ(readSamples(configuration.file)->endReason, "stop");
}

TEST_F(Program, BeyondItsBoundItNotesWhatItDidNotSend) {
    configuration.maxInFlight = 3;
    service.behave(tests::Behaviour::hang);
    ASSERT_TRUE(begin());
    ASSERT_TRUE(await([&] { return readSamples(configuration.file)->samples.size() >= 20; }));
    ASSERT_TRUE(sendAll(process.input, "stop\n"));
    EXPECT_EQ(end(), 0);
    const auto log = readSamples(configuration.file);
    std::size_t notSent = 0;
    for (const auto& sample : log->samples)
        if (sample.answer == metrics::Answer::failed) {
            EXPECT_EQ(sample.detail, "not sent: 3 requests are still on their way");
            ++notSent;
        }
    EXPECT_GE(notSent, 10u);
    EXPECT_EQ(service.requests().size() + notSent, log->samples.size());
}

TEST_F(Program, SaysWhyItCannotBegin) {
    ASSERT_TRUE(sendAll(process.input, "{\"secret_headers\": {\"X\": \"canary\n"));
    const auto answer = firstAnswer(process.output, 5s);
    EXPECT_NE(answer.find("no line of JSON"), std::string::npos) << answer;
    EXPECT_EQ(answer.find("canary"), std::string::npos);
    EXPECT_EQ(end(), 2);
}

TEST_F(Program, EndsWhenItIsToldNothing) {
    ::shutdown(process.input, SHUT_WR);
    EXPECT_NE(firstAnswer(process.output, 5s).find("standard input ended"), std::string::npos);
    EXPECT_EQ(end(), 2);
}

TEST_F(Program, EndsWhenItsLogCanNoLongerBeWritten) {
    // A size limit stands for the full disk: it holds for root too.
    configuration.interval = 10ms;
    ASSERT_TRUE(begin());
    const rlimit small{4096, 4096};
    ASSERT_EQ(::prlimit(process.pid, RLIMIT_FSIZE, &small, nullptr), 0);
    EXPECT_EQ(end(), 1);
    const auto log = readSamples(configuration.file);
    ASSERT_TRUE(log) << log.error().text();
    EXPECT_FALSE(log->ended);
    EXPECT_FALSE(log->samples.empty());
}
