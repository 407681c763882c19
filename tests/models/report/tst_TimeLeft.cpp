#include "models/report/TimeLeft.h"

#include <gtest/gtest.h>

using namespace muster::report;
using muster::ports::RunSummary;

namespace {

RunSummary took(double seconds, const std::string& verdict = "passed", const std::string& drill = "a") {
    RunSummary out;
    out.kind = "drill";
    out.drill = drill;
    out.environment = "range";
    out.verdict = verdict;
    out.times.machine = seconds;
    return out;
}

} // namespace

TEST(TimeLeft, TakesTheMiddleOfTheNewestFiveThatCameToAResult) {
    EXPECT_FALSE(usualTime({}, "a", "range"));
    const std::vector runs{took(900, "cancelled"), took(20), took(30),   took(40, "failed"),
                           took(50, "not-tested"), took(60), took(9000), took(7, "passed", "b")};
    EXPECT_EQ(usualTime(runs, "a", "range"), 40);
    EXPECT_EQ(usualTime(runs, "b", "range"), 7);
    EXPECT_FALSE(usualTime(runs, "a", "elsewhere"));
}

TEST(TimeLeft, IsHonestWhereNothingIsKnown) {
    const std::vector<Seconds> unknown{{}, {}};
    EXPECT_EQ(timeLeftText(timeLeft(unknown, 5)), "time left unknown: none of them ever ran here");
    EXPECT_EQ(timeLeftText(timeLeft({}, 5)), "");
    const std::vector<Seconds> some{60, {}, 30};
    EXPECT_EQ(timeLeftText(timeLeft(some, 20)), "about 1 m 10 s left and 1 drill that never ran here");
}

TEST(TimeLeft, ADrillThatTakesLongerThanUsualTakesNoTimeFromTheOthers) {
    const std::vector<Seconds> two{60, 30};
    EXPECT_EQ(timeLeft(two, 600).seconds, 30);
    const std::vector<Seconds> one{60};
    EXPECT_EQ(timeLeftText(timeLeft(one, 600)), "due to end any moment");
}
