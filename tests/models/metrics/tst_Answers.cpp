#include "models/metrics/Answers.h"

#include "tests/models/metrics/Rows.h"

#include <gtest/gtest.h>
#include <limits>

using namespace muster::metrics;

TEST(Answers, AreCountedByWhenTheyWereDue) {
    const auto pieces = answersBy(rows(outage(10, 75)), faultAt, 1.0);
    ASSERT_EQ(pieces.size(), 27U); // 135 probes, five a second
    EXPECT_DOUBLE_EQ(pieces.front().from, -10.0);
    EXPECT_EQ(pieces[9].ok, 5);
    EXPECT_EQ(pieces[10].failed, 5); // the fault's own second
    EXPECT_EQ(pieces[11].failed, 5);
    EXPECT_EQ(pieces[12].ok, 5);
    EXPECT_NEAR(*pieces[12].slowestMs, 5.0, 1e-9);
    EXPECT_FALSE(pieces[10].slowestMs.has_value());
}

TEST(Answers, UnknownOnesAreNeitherGoodNorFailed) {
    const auto pieces = answersBy(rows("oo?xo"), 0, 1.0);
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_EQ(pieces[0].ok, 3);
    EXPECT_EQ(pieces[0].unknown, 1);
    EXPECT_EQ(pieces[0].failed, 1);
    EXPECT_EQ(pieces[0].all(), 5);
}

TEST(Answers, TimeWithoutAProbeIsAnEmptyPieceAndNoHole) {
    const auto pieces = answersBy(rows("oooooo" + times(10, '.') + "oooo"), 0, 1.0);
    ASSERT_EQ(pieces.size(), 4U);
    EXPECT_EQ(pieces[2].all(), 0);
    EXPECT_DOUBLE_EQ(pieces[2].from, 2.0);
}

TEST(Answers, ALogThatLiesAboutItsTimesStaysWithinBounds) {
    auto samples = rows("ooo");
    samples[1].scheduledNs = std::numeric_limits<std::int64_t>::max();
    samples[2].scheduledNs = std::numeric_limits<std::int64_t>::min();
    EXPECT_LE(answersBy(samples, 0, 0.1).size(), 100'000U);
}

TEST(Answers, APieceIsNeverNarrowerThanFiveProbes) {
    EXPECT_DOUBLE_EQ(pieceWidth(rows(outage()), 10'000), 1.0);
    EXPECT_DOUBLE_EQ(pieceWidth(rows(outage()), 6), 5.0);
    EXPECT_DOUBLE_EQ(pieceWidth(rows("o"), 30), 0.5);
}

TEST(Answers, TheOutageEndsWithTheRowOfSuccessesThatLasts) {
    const auto seen = outageOf(rows(outage(10, 5) + "x" + times(20, 'o')), faultAt);
    ASSERT_TRUE(seen.has_value());
    EXPECT_DOUBLE_EQ(seen->from, 0.0);
    EXPECT_NEAR(seen->to.value(), 16 * 0.2 + 0.005, 1e-9);
}

TEST(Answers, AnOutageThatGoesOnHasNoEnd) {
    const auto seen = outageOf(rows(times(50, 'o') + times(4, 'x')), faultAt);
    ASSERT_TRUE(seen.has_value());
    EXPECT_FALSE(seen->to.has_value());
    EXPECT_FALSE(outageOf(rows(times(80, 'o')), faultAt).has_value());
}
