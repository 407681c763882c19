#include "models/metrics/Detector.h"
#include "tests/models/metrics/Rows.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::metrics;

TEST(Detector, SaysDownAtTheThirdFailureInARowAndUpAtTheFirstSuccess) {
    Detector detector;
    std::vector<std::int64_t> changes;
    for (const auto& sample : rows("ooxxoxx?xoo"))
        if (detector.feed(sample))
            changes.push_back(sample.sequence);
    EXPECT_EQ(changes, (std::vector<std::int64_t>{1, 8, 10}));
    EXPECT_EQ(detector.state(), Detector::State::up);
    EXPECT_EQ(detector.upNs(), ms(9 * 200 + 5));
    EXPECT_EQ(detector.downSinceNs(), std::nullopt);
}

TEST(Detector, SaysSinceWhenAndWhenItWasSure) {
    Detector detector;
    for (const auto& sample : rows("oxxxx"))
        detector.feed(sample);
    EXPECT_EQ(detector.state(), Detector::State::down);
    EXPECT_EQ(detector.downSinceNs(), ms(205));
    EXPECT_EQ(detector.detectedNs(), ms(605));
}

TEST(Detector, ATimeWithoutSuccessIsEnoughToo) {
    Detector detector({.failures = 100, .without = Milliseconds{400}});
    for (const auto& sample : rows("oxxx"))
        detector.feed(sample);
    EXPECT_EQ(detector.detectedNs(), ms(605));
}

TEST(Detector, WantsAsManySuccessesAsItIsTold) {
    Detector detector({.successes = 2});
    for (const auto& sample : rows("xxxox"))
        detector.feed(sample);
    EXPECT_EQ(detector.state(), Detector::State::down);
    for (const auto& sample : rows("oo", ms(1000), "a", 6))
        detector.feed(sample);
    EXPECT_EQ(detector.state(), Detector::State::up);
}
