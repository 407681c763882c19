#include "engine/measure/Prober.h"

#include "tests/engine/measure/Service.h"
#include "tests/support/Places.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace muster;
using namespace muster::measure;
using namespace std::chrono_literals;
using metrics::Answer;
using metrics::Sample;
using tests::await;
using tests::Behaviour;

namespace {

const std::string canary = "canary-7f3a-never-to-be-seen";

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Probing : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "muster-prober-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        settings.program = std::string(MUSTER_BIN_DIR) + "/muster-prober";
        settings.file = folder + "/probe.ndjson";
        settings.run = "writer-1";
        settings.client = "prober-a";
        settings.service.name = "orchestrator";
        settings.service.url = service.url();
        settings.service.headers = {{"X-Plain", "shown"}};
        settings.secretHeaders = {{"Authorization", Secret("Bearer " + canary)}};
        settings.service.probe = environment::Probe{};
        settings.service.probe->write.text =
            "POST /writes?of={{run}}\nContent-Type: application/json\n\n"
            R"({"run": "{{run}}", "client": "{{client}}", "sequence": {{sequence}}})"
            "\n";
        settings.service.probe->every = 20ms;
        settings.service.probe->timeout = 1s;
        settings.linger = 300ms;
        settings.starvationBound = 5s; // a busy machine is no failure of what is tested here
    }
    void TearDown() override {
        prober.reset();
        std::filesystem::remove_all(folder);
    }

    void start() {
        auto started = Prober::start(settings);
        ASSERT_TRUE(started) << started.error().text();
        prober = std::move(*started);
    }
    // Waits for `count` more answers that `like` holds for.
    bool more(
        std::size_t count,
        const std::function<bool(const Sample&)>& like = [](const Sample&) { return true; }) {
        std::size_t seen = 0;
        return await([&] {
            const auto fresh = prober->fresh();
            if (fresh)
                seen += static_cast<std::size_t>(std::count_if(fresh->begin(), fresh->end(), like));
            return seen >= count;
        });
    }
    std::vector<Sample> all() {
        auto samples = prober->samples();
        EXPECT_TRUE(samples) << samples.error().text();
        return samples.value_or(std::vector<Sample>{});
    }
    // The sequence numbers of what reached the service.
    std::vector<std::int64_t> written() const {
        std::vector<std::int64_t> numbers;
        static const std::string key = "\"sequence\": ";
        for (const auto& request : service.requests())
            if (const auto at = request.find(key); at != std::string::npos)
                numbers.push_back(std::stoll(request.substr(at + key.size())));
        return numbers;
    }
    void expectNothingSentTwice() const {
        const auto numbers = written();
        EXPECT_EQ(std::set<std::int64_t>(numbers.begin(), numbers.end()).size(), numbers.size());
    }
    // Every tick has its line, and they are due at even distances, whatever the service did.
    void expectOpenLoop(const std::vector<Sample>& samples) const {
        std::map<std::int64_t, std::int64_t> due;
        for (const auto& sample : samples)
            EXPECT_TRUE(due.emplace(sample.sequence, sample.scheduledNs).second) << sample.sequence;
        ASSERT_FALSE(due.empty());
        EXPECT_EQ(due.begin()->first, 1);
        EXPECT_EQ(due.rbegin()->first, static_cast<std::int64_t>(due.size()));
        for (const auto& [sequence, scheduledNs] : due)
            EXPECT_EQ(scheduledNs - due.begin()->second, (sequence - 1) * 20'000'000) << sequence;
    }

    tests::Service service;
    std::string folder;
    ProberSettings settings;
    std::unique_ptr<Prober> prober;
};

bool ok(const Sample& sample) {
    return sample.answer == Answer::ok;
}
bool failed(const Sample& sample) {
    return sample.answer == Answer::failed;
}
bool unknown(const Sample& sample) {
    return sample.answer == Answer::unknown;
}

} // namespace

TEST_F(Probing, WhatIsNotedAsAcknowledgedIsWhatTheServiceGot) {
    start();
    ASSERT_TRUE(more(20, ok));
    ASSERT_TRUE(prober->stop());
    const auto samples = all();
    expectOpenLoop(samples);
    std::vector<std::int64_t> acknowledged;
    for (const auto& sample : samples) {
        EXPECT_EQ(sample.answer, Answer::ok) << sample.detail;
        EXPECT_EQ(sample.status, 201);
        EXPECT_EQ(sample.client, "prober-a");
        EXPECT_LE(sample.scheduledNs, sample.sentNs);
        EXPECT_LT(sample.sentNs, sample.doneNs);
        acknowledged.push_back(sample.sequence);
    }
    auto got = written();
    std::sort(got.begin(), got.end());
    std::sort(acknowledged.begin(), acknowledged.end());
    EXPECT_EQ(got, acknowledged);
    const auto request = service.requests().front();
    EXPECT_THAT(request, testing::StartsWith("POST /writes?of=writer-1 HTTP/1.1\r\n"));
    EXPECT_THAT(request, testing::HasSubstr("\r\nAuthorization: Bearer " + canary + "\r\n"));
    EXPECT_THAT(request, testing::HasSubstr("\r\nX-Plain: shown\r\n"));
    EXPECT_THAT(request, testing::HasSubstr("\r\nContent-Type: application/json\r\n"));
    EXPECT_THAT(request, testing::EndsWith(R"({"run": "writer-1", "client": "prober-a", "sequence": 1})"));
}

TEST_F(Probing, HealthyConnectionsAreUsedAgain) {
    start();
    ASSERT_TRUE(more(30, ok));
    ASSERT_TRUE(prober->stop());
    EXPECT_LT(service.connections(), 15);
}

TEST_F(Probing, TheLogSaysItsConditionsAndIsForItsOwnerAlone) {
    start();
    ASSERT_TRUE(more(1, ok));
    ASSERT_TRUE(prober->stop());
    const auto log = readSamples(settings.file);
    ASSERT_TRUE(log) << log.error().text();
    EXPECT_EQ(log->conditions.at("run"), "writer-1");
    EXPECT_EQ(log->conditions.at("url"), service.url() + "/writes");
    EXPECT_EQ(log->conditions.at("interval_ms"), 20);
    EXPECT_TRUE(log->ended);
    EXPECT_EQ(log->endReason, "stop");
    EXPECT_FALSE(log->torn);
    struct stat status {};
    ASSERT_EQ(::stat(settings.file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(Probing, AServiceThatHangsDoesNotHoldUpTheSchedule) {
    start();
    ASSERT_TRUE(more(10, ok));
    service.behave(Behaviour::hang);
    ASSERT_TRUE(more(40, unknown));
    service.behave(Behaviour::answer);
    ASSERT_TRUE(more(10, ok));
    ASSERT_TRUE(prober->stop());
    const auto samples = all();
    expectOpenLoop(samples);
    expectNothingSentTwice();
    std::size_t overlapping = 0;
    std::int64_t busyUntilNs = 0;
    for (const auto& sample : samples) {
        if (sample.answer == Answer::unknown) {
            EXPECT_GE(sample.doneNs - sample.sentNs, 900'000'000) << sample.detail;
            overlapping += sample.sentNs < busyUntilNs ? 1 : 0;
        }
        busyUntilNs = std::max(busyUntilNs, sample.doneNs);
    }
    EXPECT_GE(overlapping, 30u); // they were asked while earlier ones were still out
}

TEST_F(Probing, AServiceThatRefusesIsFailedForSureAndComesBackAtOnce) {
    start();
    ASSERT_TRUE(more(10, ok));
    service.stop();
    ASSERT_TRUE(more(20, failed));
    service.listen();
    ASSERT_TRUE(more(20, ok));
    ASSERT_TRUE(prober->stop());
    expectOpenLoop(all());
    expectNothingSentTwice();
    const auto got = written();
    const std::set<std::int64_t> there(got.begin(), got.end());
    bool wasDown = false;
    bool isBack = false;
    auto samples = all();
    std::sort(samples.begin(), samples.end(),
              [](const Sample& a, const Sample& b) { return a.sequence < b.sequence; });
    for (const auto& sample : samples) {
        EXPECT_FALSE(sample.answer == Answer::failed && there.contains(sample.sequence)) << sample.sequence;
        EXPECT_TRUE(sample.answer != Answer::ok || there.contains(sample.sequence)) << sample.sequence;
        wasDown = wasDown || sample.answer != Answer::ok;
        isBack = isBack || (wasDown && sample.answer == Answer::ok);
        // No connection of before the outage poisons a later probe.
        EXPECT_FALSE(isBack && sample.answer != Answer::ok) << sample.sequence << " " << sample.detail;
    }
    EXPECT_TRUE(isBack);
}

TEST_F(Probing, AConnectionLostAfterSendingIsUnknownAndNeverRepeated) {
    start();
    ASSERT_TRUE(more(10, ok)); // connections stand: the next loss meets a reused one
    service.behave(Behaviour::close);
    ASSERT_TRUE(more(20, unknown));
    service.behave(Behaviour::answer);
    ASSERT_TRUE(more(5, ok));
    ASSERT_TRUE(prober->stop());
    expectOpenLoop(all());
    expectNothingSentTwice();
    for (const auto& sample : all())
        EXPECT_NE(sample.answer, Answer::failed) << sample.detail;
}

TEST_F(Probing, EveryLossOfAReusedConnectionIsUnknownAndNeverRepeated) {
    // Turn by turn, so that the loss meets a connection that has served before.
    settings.service.probe->every = 250ms;
    settings.service.probe->timeout = 200ms;
    start();
    for (int turn = 0; turn < 2; ++turn) {
        service.behave(Behaviour::answer);
        ASSERT_TRUE(more(turn == 0 ? 2 : 18, ok)); // past the time in which every connection is new
        service.behave(Behaviour::close);
        // These words stand only where libcurl was about to repeat the request on a new connection.
        ASSERT_TRUE(more(1, [](const Sample& s) {
            return unknown(s) && s.detail == "the connection was lost after sending";
        })) << "no loss met a connection that had been used before";
    }
    ASSERT_TRUE(prober->stop());
    expectNothingSentTwice();
}

TEST_F(Probing, AnAnswerThatDripsOrIsCutIsNoAcknowledgement) {
    service.behave(Behaviour::drip);
    start();
    ASSERT_TRUE(more(5));
    service.behave(Behaviour::cut);
    ASSERT_TRUE(more(40));
    ASSERT_TRUE(prober->stop());
    expectOpenLoop(all());
    for (const auto& sample : all())
        EXPECT_EQ(sample.answer, Answer::unknown) << sample.detail;
}

TEST_F(Probing, ServerErrorsAreUnknownRefusalsAreFailed) {
    service.answerWith(500);
    start();
    ASSERT_TRUE(more(3, [](const Sample& s) { return s.status == 500 && unknown(s); }));
    EXPECT_EQ(all().back().detail, "answered 500: " + std::string(40, 'b'));
    service.answerWith(404);
    ASSERT_TRUE(more(3, [](const Sample& s) { return s.status == 404 && failed(s); }));
    service.answerWith(302);
    ASSERT_TRUE(more(3, [](const Sample& s) { return s.status == 302 && failed(s); }));
    service.answerWith(202);
    ASSERT_TRUE(more(3, [](const Sample& s) { return s.status == 202 && unknown(s); }));
    service.answerWith(200);
    ASSERT_TRUE(more(3, ok));
    expectNothingSentTwice();
}

TEST_F(Probing, SecretsStandNeitherInTheLogNorInTheProcessList) {
    settings.service.url.insert(7, "user:" + canary + "@");
    settings.service.probe->write.text = "POST /writes?key=" + canary + "&n={{sequence}}\n";
    start();
    const auto process = "/proc/" + std::to_string(prober->pid());
    EXPECT_EQ(contents(process + "/cmdline").find(canary), std::string::npos);
    EXPECT_FALSE(contents(process + "/cmdline").empty());
    EXPECT_EQ(contents(process + "/environ").find(canary), std::string::npos);
    ASSERT_TRUE(more(3, ok));
    // The words of errors are looked at as well, and those of a service that repeats what it was sent.
    service.answerWith(500);
    service.behave(Behaviour::echo);
    ASSERT_TRUE(more(3, unknown));
    EXPECT_NE(all().back().detail.find("***"), std::string::npos) << all().back().detail;
    service.stop();
    ASSERT_TRUE(more(3, failed));
    ASSERT_TRUE(prober->stop());
    EXPECT_EQ(contents(settings.file).find(canary), std::string::npos);
}

TEST_F(Probing, AKilledProberLeavesAReadableLogOfWhatWasAcknowledged) {
    start();
    ASSERT_TRUE(more(10, ok));
    ASSERT_EQ(::kill(prober->pid(), SIGKILL), 0);
    ASSERT_TRUE(await([&] { return !prober->running(); }));
    const auto log = readSamples(settings.file);
    ASSERT_TRUE(log) << log.error().text();
    EXPECT_GE(log->samples.size(), 10u);
    EXPECT_FALSE(log->ended);
    const auto got = written();
    for (const auto& sample : log->samples)
        EXPECT_NE(std::find(got.begin(), got.end(), sample.sequence), got.end());
    const auto stopped = prober->stop();
    ASSERT_FALSE(stopped);
    EXPECT_THAT(stopped.error().why, testing::HasSubstr("signal 9"));
}

TEST_F(Probing, SigtermEndsItInOrder) {
    start();
    ASSERT_TRUE(more(3, ok));
    ASSERT_EQ(::kill(prober->pid(), SIGTERM), 0);
    ASSERT_TRUE(await([&] { return !prober->running(); }));
    EXPECT_EQ(readSamples(settings.file)->endReason, "SIGTERM");
    EXPECT_FALSE(prober->stop()); // it was not we who ended it
}

TEST_F(Probing, StoppingWaitsForTheRequestsOnTheirWay) {
    service.behave(Behaviour::hang);
    start();
    ASSERT_TRUE(await([&] { return written().size() >= 5; }));
    ASSERT_TRUE(prober->stop());
    EXPECT_FALSE(prober->running());
    expectOpenLoop(all()); // none is missing
}

TEST_F(Probing, AFrozenProberNotesWhatItMissedAndSendsNoBurst) {
    settings.starvationBound = 200ms;
    settings.service.probe->timeout = 10s; // on a busy machine an answer takes its time
    start();
    ASSERT_TRUE(more(5, ok));
    ASSERT_EQ(::kill(prober->pid(), SIGSTOP), 0);
    const auto frozen = std::chrono::steady_clock::now();
    ASSERT_TRUE(await([&] { return std::chrono::steady_clock::now() - frozen > 1s; }));
    ASSERT_EQ(::kill(prober->pid(), SIGCONT), 0);
    ASSERT_TRUE(more(20, failed));
    ASSERT_TRUE(more(5, ok));
    ASSERT_TRUE(prober->stop());
    const auto samples = all();
    expectOpenLoop(samples);
    for (const auto& sample : samples)
        EXPECT_TRUE(sample.answer == Answer::ok || sample.sentNs - sample.scheduledNs > 200'000'000)
            << sample.detail;
    auto conditions = prober->conditions();
    EXPECT_TRUE(metrics::availability(samples, samples.front().scheduledNs + 1, conditions).starved);
}

TEST_F(Probing, WhatCannotWorkIsRefusedBeforeAnythingRuns) {
    const auto refused = [&](const std::function<void(ProberSettings&)>& spoil) {
        auto spoiled = settings;
        spoil(spoiled);
        const auto started = Prober::start(spoiled);
        EXPECT_FALSE(started);
        EXPECT_FALSE(started.has_value() || started.error().next.empty());
        return started ? std::string() : started.error().text();
    };
    using testing::HasSubstr;
    EXPECT_THAT(refused([](auto& s) { s.run = "../x"; }), HasSubstr("run and client"));
    EXPECT_THAT(refused([](auto& s) { s.client = "a\"b"; }), HasSubstr("run and client"));
    EXPECT_THAT(refused([](auto& s) { s.service.probe.reset(); }), HasSubstr("no `probe`"));
    EXPECT_THAT(refused([](auto& s) { s.service.url = "file:///etc/passwd"; }), HasSubstr("http"));
    EXPECT_THAT(refused([](auto& s) { s.service.probe->write.text = "POST /{{database}}\n"; }),
                HasSubstr("{{database}}"));
    EXPECT_THAT(refused([](auto& s) { s.service.probe->write.text = ""; }), HasSubstr("first line"));
    EXPECT_THAT(refused([](auto& s) { s.service.probe->write.text = "POST /a\nnonsense\n"; }),
                HasSubstr("line 2"));
    EXPECT_THAT(refused([](auto& s) { s.service.probe->every = 0ms; }), HasSubstr("interval"));
    EXPECT_THAT(refused([](auto& s) { s.secretHeaders["X"] = Secret("a\r\nb"); }), HasSubstr("'X'"));
    EXPECT_THAT(refused([](auto& s) { s.program = "/no/such/prober"; }), HasSubstr("/no/such/prober"));
    EXPECT_THAT(refused([](auto& s) { s.program = "/bin/true"; }), HasSubstr("no sign"));
    EXPECT_THAT(refused([](auto& s) { s.file = "/no/such/folder/probe"; }), HasSubstr("probe log"));
    EXPECT_FALSE(std::filesystem::exists(settings.file));
    std::ofstream(settings.file) << "somebody's\n";
    EXPECT_THAT(refused([](auto&) {}), HasSubstr("file of its own"));
    EXPECT_EQ(contents(settings.file), "somebody's\n");
    EXPECT_TRUE(service.requests().empty());
}

TEST_F(Probing, TheLauncherKeepsOneLogAProberInItsFolder) {
    ProberLauncher launcher(settings.program, folder + "/probes", 300ms);
    auto started = launcher.start({"writer-1", "prober-b", settings.service, settings.secretHeaders});
    ASSERT_TRUE(started) << started.error().text();
    EXPECT_EQ((*started)->file(), folder + "/probes/writer-1-prober-b.ndjson");
    ASSERT_TRUE(await([&] { return !(*started)->samples()->empty(); }));
    EXPECT_TRUE((*started)->stop());
    EXPECT_FALSE(launcher.start({"writer-1", "../prober-b", settings.service, {}}));
}
