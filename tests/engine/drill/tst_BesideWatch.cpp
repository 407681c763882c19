#include "engine/drill/BesideWatch.h"

#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>

using namespace muster;

namespace {

// Answers as a service gave them: whoever asks gets those since the last time.
class Told : public ports::Prober {
public:
    void say(const std::string& letters) { // "+" ok, "-" failed
        const std::lock_guard lock(m_mutex);
        for (const char c : letters) {
            metrics::Sample sample;
            sample.sequence = static_cast<std::int64_t>(m_all.size()) + 1;
            sample.doneNs = sample.sentNs = sample.sequence * 100'000'000;
            sample.answer = c == '+' ? metrics::Answer::ok : metrics::Answer::failed;
            sample.detail = c == '+' ? "" : "connection refused";
            m_all.push_back(sample);
        }
    }
    Result<std::vector<metrics::Sample>> samples() override {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }
    Result<std::vector<metrics::Sample>> fresh() override {
        const std::lock_guard lock(m_mutex);
        std::vector<metrics::Sample> out(m_all.begin() + static_cast<std::ptrdiff_t>(m_given), m_all.end());
        m_given = m_all.size();
        return out;
    }
    bool allGiven() {
        const std::lock_guard lock(m_mutex);
        return m_given == m_all.size();
    }
    Result<> stop() override { return {}; }
    [[nodiscard]] metrics::Conditions conditions() const override { return {}; }
    [[nodiscard]] std::string file() const override { return {}; }

private:
    std::mutex m_mutex;
    std::vector<metrics::Sample> m_all;
    std::size_t m_given = 0;
};

class ShortWaits : public ports::Clock {
public:
    [[nodiscard]] ports::Instant now() const override { return {}; }
    bool wait(Milliseconds, std::stop_token stop) override {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return !stop.stop_requested();
    }
};

class Beside : public testing::Test {
protected:
    Told* add(const std::string& service) {
        auto prober = std::make_unique<Told>();
        auto* raw = prober.get();
        watch.add(service, std::move(prober));
        return raw;
    }
    // Until the token is stopped; false: it was not within ten seconds.
    bool stopped() {
        for (int i = 0; i < 10'000 && !watch.token().stop_requested(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return watch.token().stop_requested();
    }

    // Until the watch has taken all that was said; its disarm() then waits until that is judged.
    static bool lookedAt(Told& told) {
        for (int i = 0; i < 10'000 && !told.allGiven(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return told.allGiven();
    }

    ShortWaits clock;
    drill::BesideWatch watch{clock};
    std::stop_source outer;
};

} // namespace

TEST_F(Beside, NothingToWatchIsSteadyAndPassesTheStopOn) {
    EXPECT_EQ(watch.unsteady(Milliseconds(2000)), "");
    watch.arm(outer.get_token());
    EXPECT_FALSE(watch.token().stop_requested());
    outer.request_stop();
    EXPECT_TRUE(watch.token().stop_requested());
    EXPECT_FALSE(watch.tripped());
}

TEST_F(Beside, AServiceHasToBeWellBefore) {
    auto* billing = add("billing");
    EXPECT_EQ(watch.unsteady(Milliseconds(300)), "billing");
    billing->say("++++-");
    EXPECT_EQ(watch.unsteady(Milliseconds(300)), "billing");
    billing->say("++++");
    EXPECT_EQ(watch.unsteady(Milliseconds(300)), "");
}

TEST_F(Beside, BadAnswersForTwoSecondsStopTheDrill) {
    auto* billing = add("billing");
    auto* search = add("search");
    billing->say("+++");
    search->say("+++");
    watch.arm(outer.get_token());
    search->say("+--+++" + std::string(21, '-')); // one answer every 100 ms
    ASSERT_TRUE(stopped());
    watch.disarm();
    const auto tripped = watch.tripped();
    ASSERT_TRUE(tripped);
    EXPECT_EQ(tripped->service, "search");
    EXPECT_NE(tripped->why.find("connection refused"), std::string::npos);
    EXPECT_EQ(tripped->detectedNs, 30 * 100'000'000LL);
    EXPECT_FALSE(outer.stop_requested()) << "what put back must not be stopped with it";
}

TEST_F(Beside, AStallOfASecondIsNoHarm) {
    auto* billing = add("billing");
    billing->say("+++");
    watch.arm(outer.get_token());
    for (int i = 0; i < 3; ++i)
        billing->say(std::string(20, '-') + "+");
    ASSERT_TRUE(lookedAt(*billing));
    watch.disarm();
    EXPECT_FALSE(watch.tripped());
}

TEST_F(Beside, WhatFailedBeforeIsNotHeldAgainstTheDrill) {
    auto* billing = add("billing");
    billing->say("------++++");
    watch.arm(outer.get_token());
    billing->say("++--+++");
    ASSERT_TRUE(lookedAt(*billing));
    watch.disarm();
    EXPECT_FALSE(watch.tripped());
}
