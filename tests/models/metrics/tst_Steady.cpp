#include "models/metrics/Steady.h"

#include <gtest/gtest.h>

using namespace muster::metrics;

namespace {

std::vector<Sample> answers(const std::string& letters) { // one every 100 ms: "+" ok, "-" failed
    std::vector<Sample> out;
    for (const char c : letters) {
        Sample sample;
        sample.doneNs = static_cast<std::int64_t>(out.size() + 1) * 100'000'000;
        sample.answer = c == '+' ? Answer::ok : Answer::failed;
        out.push_back(sample);
    }
    return out;
}

} // namespace

TEST(Steady, CountsBackToTheLastFailure) {
    EXPECT_EQ(steadyFor(answers("")).count(), 0);
    EXPECT_EQ(steadyFor(answers("+")).count(), 0);
    EXPECT_EQ(steadyFor(answers("+++++")).count(), 400);
    EXPECT_EQ(steadyFor(answers("++-+++")).count(), 200);
    EXPECT_EQ(steadyFor(answers("+++++-")).count(), 0);
}
