#include "models/report/Freshness.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::report;
using muster::ports::RunSummary;

namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t now = 100 * day;

RunSummary run(std::int64_t number, std::int64_t daysAgo, const std::string& verdict,
               const std::string& sha = "old") {
    RunSummary out;
    out.run = number;
    out.kind = "drill";
    out.drill = "crash";
    out.environment = "range";
    out.lastUtcMs = now - daysAgo * day;
    out.verdict = verdict;
    out.runbookSha256 = sha;
    return out;
}

std::string words(const std::vector<RunSummary>& runs, const std::string& sha = "old") {
    return freshness(runs, "crash", "range", sha, now).words;
}

} // namespace

TEST(Freshness, SaysWhenItWasProved) {
    EXPECT_EQ(words({run(1, 12, "passed")}), "proved 12 days ago");
    EXPECT_EQ(words({run(1, 1, "passed")}), "proved yesterday");
    EXPECT_EQ(words({}), "never run here");
}

TEST(Freshness, SaysThatTheRunbookHasChangedSince) {
    EXPECT_EQ(words({run(1, 12, "passed")}, "new"), "proved 12 days ago; the runbook has changed since");
}

TEST(Freshness, AFailureDoesNotHideTheProofBeforeIt) {
    EXPECT_EQ(words({run(2, 3, "failed"), run(1, 12, "passed")}),
              "failed 3 days ago; last proved 12 days ago");
    EXPECT_EQ(words({run(2, 3, "not-tested")}), "not tested 3 days ago; never proved");
}

TEST(Freshness, OpenRunsAndOtherEnvironmentsProveNothing) {
    auto elsewhere = run(2, 1, "passed");
    elsewhere.environment = "staging";
    EXPECT_EQ(words({run(3, 0, ""), elsewhere}), "never run here");
}

TEST(Freshness, SpeaksOfTimeAsPeopleDo) {
    EXPECT_EQ(ago(now - 20'000, now), "just now");
    EXPECT_EQ(ago(now - 60'000, now), "1 minute ago");
    EXPECT_EQ(ago(now - 3 * 3'600'000, now), "3 hours ago");
    EXPECT_EQ(ago(now + 5000, now), "just now"); // a clock that was set back
}
