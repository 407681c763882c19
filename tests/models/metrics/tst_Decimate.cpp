#include "models/metrics/Decimate.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace muster::metrics;

namespace {

std::vector<Point> wave(int count) {
    std::vector<Point> points;
    for (int i = 0; i < count; ++i)
        points.push_back({static_cast<double>(i), std::sin(i * 0.01)});
    return points;
}

} // namespace

TEST(Decimate, FewPointsStayAsTheyAre) {
    const auto points = wave(40);
    EXPECT_EQ(decimate(points, 0, 39, 10), points);
}

TEST(Decimate, KeepsAtMostFourPointsAColumn) {
    const auto points = wave(100'000);
    const auto out = decimate(points, 0, 99'999, 800);
    EXPECT_LE(out.size(), 3200U);
    EXPECT_EQ(out.front(), points.front());
    EXPECT_EQ(out.back(), points.back());
}

TEST(Decimate, LosesNoSpike) {
    auto points = wave(100'000);
    points[54'321].y = 50;
    points[54'400].y = -50;
    const auto out = decimate(points, 0, 99'999, 500);
    EXPECT_NE(std::find(out.begin(), out.end(), points[54'321]), out.end());
    EXPECT_NE(std::find(out.begin(), out.end(), points[54'400]), out.end());
}

TEST(Decimate, KeepsTheOrder) {
    const auto out = decimate(wave(50'000), 0, 49'999, 300);
    EXPECT_TRUE(std::is_sorted(out.begin(), out.end(), [](auto a, auto b) { return a.x < b.x; }));
}

TEST(Decimate, AWindowTakesOneNeighbourOnEachSide) {
    const auto out = decimate(wave(100'000), 1000.5, 2000.5, 100);
    EXPECT_EQ(out.front().x, 1000);
    EXPECT_EQ(out.back().x, 2001);
    EXPECT_LE(out.size(), 402U);
}

TEST(Decimate, AWindowBetweenTwoPointsStillHasALine) {
    const auto out = decimate(wave(10), 3.2, 3.8, 100);
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0].x, 3);
    EXPECT_EQ(out[1].x, 4);
}

TEST(Decimate, NothingComesOfNothing) {
    EXPECT_TRUE(decimate({}, 0, 1, 10).empty());
    EXPECT_TRUE(decimate(wave(10), 5, 5, 10).empty());
    EXPECT_TRUE(decimate(wave(10), 0, 9, 0).empty());
}
