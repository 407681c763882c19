#include "models/metrics/Observation.h"
#include "tests/models/metrics/Rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::metrics;

namespace {

// A prober's log: one letter a probe as in rows(), the first due at `fromMs`.
ProberRecord record(const std::string& run, const std::string& letters, std::int64_t fromMs,
                    const std::string& endReason = "standard input closed") {
    ProberRecord out;
    out.run = run;
    out.client = "console";
    out.interval = Milliseconds{200};
    out.timeout = out.connectTimeout = Milliseconds{1000};
    out.samples = rows(letters, ms(fromMs), out.client);
    out.ended = !endReason.empty();
    out.endReason = endReason;
    return out;
}

struct Seen {
    Observation observation;
    Availability availability;
};

Seen see(std::vector<ProberRecord> records) {
    const auto used = covering(std::move(records), faultAt, {});
    Seen out{observe(used, {}), {}};
    out.availability = availability(out.observation.samples, faultAt, out.observation.conditions);
    return out;
}

std::vector<std::string> runs(const std::vector<ProberRecord>& records) {
    std::vector<std::string> out;
    for (const auto& each : records)
        out.push_back(each.run);
    return out;
}

// One prober from the first second on, killed at some moment; another that begins later. Down at 10 s, back
// at the probe that is due at `backMs`: what each of them would see, and what is concluded.
struct Case {
    const char* name;
    std::int64_t oneEndsMs, twoBeginsMs, backMs;
    std::int64_t rtoMs; // 0: there is none
    std::int64_t errorMs;
    bool atMost, starved;
    std::size_t interruptions;
};

std::string letters(std::int64_t fromMs, std::int64_t toMs, std::int64_t backMs) {
    std::string out;
    for (auto at = fromMs; at < toMs; at += 200)
        out += at >= 10'000 && at < backMs ? 'x' : 'o';
    return out;
}

class Killed : public testing::TestWithParam<Case> {};

} // namespace

TEST_P(Killed, TheFiguresSayWhatBothSawAndNoMore) {
    const auto& each = GetParam();
    const auto seen =
        see({record("two", letters(each.twoBeginsMs, 60'000, each.backMs), each.twoBeginsMs, ""),
             record("one", letters(0, each.oneEndsMs, each.backMs), 0)});
    const auto& got = seen.availability;
    EXPECT_TRUE(got.faultObserved);
    EXPECT_TRUE(got.stable);
    EXPECT_EQ(got.rto, Milliseconds{each.rtoMs});
    EXPECT_EQ(got.error, Milliseconds{each.errorMs});
    EXPECT_EQ(got.rtoAtMost, each.atMost);
    EXPECT_EQ(got.starved, each.starved);
    EXPECT_EQ(seen.observation.interruptions.size(), each.interruptions);
}

INSTANTIATE_TEST_SUITE_P(
    Observation, Killed,
    testing::Values(
        // The next one begins before the first one has ended: nothing is missing.
        Case{"Overlapping", 14'000, 13'100, 20'000, 10'105, 1200, false, false, 0},
        Case{"NextTick", 14'000, 14'000, 20'000, 10'005, 1200, false, false, 0},
        // Away from 14 to 18 s, back at 20 s: seen by the second one.
        Case{"EdgeAfterTheHole", 14'000, 18'000, 20'000, 10'005, 1200, false, false, 1},
        // Back at 16 s, while nobody watched: the first success after it, and four seconds more of error.
        Case{"EdgeInTheHole", 14'000, 18'000, 16'000, 8005, 1200 + 4000, true, false, 1},
        Case{"EdgeAtTheEndOfTheHole", 14'000, 18'000, 18'000, 8005, 1200 + 4000, true, false, 1},
        // Back at 12 s, and well for the whole window before the hole.
        Case{"EdgeLongBeforeTheHole", 24'000, 30'000, 12'000, 2005, 1200, false, false, 1},
        // Back at 12 s, but a part of the window lies in the hole: it may have failed again in it.
        Case{"EdgeTooShortBeforeTheHole", 14'000, 18'000, 12'000, 8005, 1200 + 6000, true, false, 1},
        // A hole as a single prober may have it breaks no run, and still counts where the edge lies in it.
        Case{"ShortHoleInTheRun", 14'000, 14'600, 12'000, 2005, 1200, false, false, 1},
        Case{"EdgeInAShortHole", 14'000, 14'600, 14'200, 4605, 1200 + 600, true, false, 1}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Observation, TheHoleIsToldWithItsReason) {
    const auto seen = see({record("one", letters(0, 14'000, 20'000), 0),
                           record("two", letters(18'000, 60'000, 20'000), 18'000, "")});
    const Json expected = Json::array({{{"from_seconds", 4.0},
                                        {"to_seconds", 8.0},
                                        {"seconds", 4.0},
                                        {"why", "while the console was away"}}});
    EXPECT_EQ(gapsBody(seen.observation, seen.availability), expected);
}

TEST(Observation, HolesThatNoFigureRestsOnAreNotTold) {
    const auto before = see(
        {record("one", letters(0, 2000, 20'000), 0), record("two", letters(4000, 60'000, 20'000), 4000, "")});
    EXPECT_TRUE(gapsBody(before.observation, before.availability).empty());
    const auto after = see({record("one", letters(0, 40'000, 20'000), 0),
                            record("two", letters(50'000, 60'000, 20'000), 50'000, "")});
    EXPECT_EQ(after.observation.interruptions.size(), 1U);
    EXPECT_TRUE(gapsBody(after.observation, after.availability).empty());
}

TEST(Observation, AProberThatBrokeOffTakesTheAnswersOnTheirWayWithIt) {
    // Two of its last answers are missing, though a later one came: no log says more.
    const auto killed = record("one", letters(0, 13'600, 20'000) + "..x", 0, "");
    const auto seen = see({killed, record("two", letters(18'000, 60'000, 20'000), 18'000, "")});
    EXPECT_FALSE(seen.availability.starved);
    ASSERT_EQ(seen.observation.interruptions.size(), 1U);
    EXPECT_EQ(seen.observation.interruptions[0].time.fromNs, ms(13'600));
    EXPECT_EQ(seen.observation.interruptions[0].why, "after its prober had broken off");
    EXPECT_EQ(seen.availability.rto, Milliseconds{10'005});
}

TEST(Observation, AnAnswerThatIsMissingInTheMiddleVoidsTheFiguresAsEver) {
    auto lines = letters(0, 14'000, 20'000);
    lines[55] = '.';
    EXPECT_TRUE(see({record("one", lines, 0), record("two", letters(18'000, 60'000, 20'000), 18'000, "")})
                    .availability.starved);
}

TEST(Observation, AProberThatStumbledIsStarvedThoughAnotherHoleIsExcused) {
    auto one = record("one", letters(0, 14'000, 20'000), 0);
    one.samples[55].sentNs += ms(1200);
    EXPECT_TRUE(see({one, record("two", letters(18'000, 60'000, 20'000), 18'000, "")}).availability.starved);
}

TEST(Observation, AHoleBeforeTheFirstFailureWidensTheErrorOfTheRpo) {
    const auto seen = see({record("one", letters(0, 8000, 30'000), 0),
                           record("two", letters(14'000, 60'000, 30'000), 14'000, "")});
    EXPECT_EQ(seen.availability.onsetGap, Milliseconds{6000});
    EXPECT_FALSE(seen.availability.steadyBefore);
    EXPECT_FALSE(seen.availability.starved);
    EXPECT_EQ(seen.availability.rto, Milliseconds{20'005});
    EXPECT_FALSE(seen.availability.rtoAtMost);
}

TEST(Observation, ProbesThatNeverFailedSayNothingOfAHole) {
    const auto seen = see({record("one", times(60, 'o'), 0), record("two", times(30, 'o'), 16'000, "")});
    EXPECT_FALSE(seen.availability.faultObserved);
    EXPECT_EQ(seen.availability.rto, std::nullopt);
}

TEST(Observation, SequenceNumbersOfTwoProbersDoNotCollide) {
    const auto used = covering({record("one", letters(0, 14'000, 20'000), 0),
                                record("two", letters(18'000, 60'000, 20'000), 18'000, "")},
                               faultAt, {});
    const auto observation = observe(used, {});
    EXPECT_THAT(observation.labels, testing::ElementsAre("one.console", "two.console"));
    const auto seen = availability(observation.samples, faultAt, observation.conditions);
    std::vector<std::vector<NodeContents>> contents;
    for (const auto& each : used)
        contents.push_back({{"db-a", acknowledged(each.samples), true}});
    contents[0][0].present.erase(contents[0][0].present.begin() + 47, contents[0][0].present.end());
    const auto nodes = together(observation, used, contents);
    ASSERT_TRUE(nodes);
    const auto ledger = compareLedger(observation.samples, *nodes, seen);
    EXPECT_EQ(ledger.acknowledged, 50 + 200);
    EXPECT_THAT(ledger.lost, testing::ElementsAre(Write{"one.console", 48}, Write{"one.console", 49},
                                                  Write{"one.console", 50}));
    EXPECT_TRUE(ledger.duplicated.empty());
    EXPECT_EQ(ledger.unrecorded, 0);
    EXPECT_EQ(ledger.rpo, Milliseconds{600});
}

TEST(Observation, OneRecordIsTakenAsItIs) {
    const auto used = covering({record("one", outage(), 0)}, faultAt, {});
    const auto observation = observe(used, {.stabilityWindow = Milliseconds{12'000}});
    EXPECT_THAT(observation.labels, testing::ElementsAre("console"));
    EXPECT_EQ(observation.conditions.stabilityWindow, Milliseconds{12'000});
    EXPECT_TRUE(observation.interruptions.empty());
    const auto nodes = together(observation, used, {{{"db-a", {{"console", 3}}, true}}});
    ASSERT_TRUE(nodes);
    EXPECT_EQ(nodes->front().present.front(), (Write{"console", 3}));
}

TEST(Observation, ANodeThatWasNotReadEachTimeIsNotCompared) {
    const std::vector<ProberRecord> used{record("one", "o", 0), record("two", "o", 1000)};
    const auto observation = observe(used, {});
    const NodeContents a{"db-a", {}, true}, b{"db-b", {}, true};
    EXPECT_TRUE(together(observation, used, {{a, b}, {b, a}}));
    EXPECT_FALSE(together(observation, used, {{a, b}, {a}}));
    EXPECT_FALSE(together(observation, used, {{a}, {b}}));
    EXPECT_FALSE(together(observation, used, {{a}}));
    EXPECT_FALSE(together(observe({}, {}), {}, {}));
}

TEST(Observation, RecordsThatTheFaultDoesNotConcernAreLeftOut) {
    const auto early = record("early", times(10, 'o'), 0);      // ends at 2 s
    const auto late = record("late", times(10, 'o'), 4000);     // ends at 6 s
    const auto steady = record("steady", times(30, 'o'), 7000); // over the fault
    const auto after = record("after", times(30, 'x'), 11'000);
    const auto empty = record("empty", "", 0);
    using testing::ElementsAre;
    EXPECT_THAT(runs(covering({after, steady, late, early, empty}, faultAt, {})),
                ElementsAre("steady", "after"));
    // Nobody watched when the fault came: what had been acknowledged last stands in the log before it.
    EXPECT_THAT(runs(covering({after, early, late}, faultAt, {})), ElementsAre("late", "after"));
    EXPECT_THAT(runs(covering({early}, faultAt, {})), ElementsAre("early"));
    EXPECT_TRUE(covering({empty}, faultAt, {}).empty());
}

TEST(Observation, TheLongestIntervalAndTimeoutsHold) {
    auto one = record("one", "ooo", 0);
    one.timeout = Milliseconds{3000};
    auto two = record("two", "ooo", 2000);
    two.interval = Milliseconds{500};
    const std::vector<ProberRecord> used{one, two};
    const auto observation = observe(used, {});
    EXPECT_EQ(observation.conditions.interval, Milliseconds{500});
    EXPECT_EQ(observation.conditions.timeout, Milliseconds{3000});
    EXPECT_EQ(observation.conditions.connectTimeout, Milliseconds{1000});
}
