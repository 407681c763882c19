#include "tests/models/metrics/Rows.h"

#include <gtest/gtest.h>
#include <random>

using namespace muster;
using namespace muster::metrics;

namespace {

Availability measure(const std::vector<Sample>& samples, const Conditions& conditions = {},
                     std::int64_t faultNs = faultAt) {
    return availability(samples, faultNs, conditions);
}

void append(std::vector<Sample>& samples, const std::vector<Sample>& more) {
    samples.insert(samples.end(), more.begin(), more.end());
}

} // namespace

TEST(Availability, RtoRunsFromTheFaultToTheFirstAcknowledgementOfTheLastingRun) {
    const auto result = measure(rows(outage()));
    EXPECT_TRUE(result.steadyBefore);
    EXPECT_TRUE(result.faultObserved);
    EXPECT_TRUE(result.recovered);
    EXPECT_TRUE(result.stable);
    EXPECT_TRUE(result.steadyAfterwards);
    EXPECT_FALSE(result.starved);
    EXPECT_EQ(result.rto, Milliseconds{2005}); // answered, not sent: 10 probes down, 5 ms for the answer
    EXPECT_EQ(result.lastGoodNs, ms(9805));
    EXPECT_EQ(result.outageBeganNs, ms(10'000));
    EXPECT_EQ(result.firstFailureNs, ms(10'005));
    EXPECT_EQ(result.writableNs, ms(12'005));
    EXPECT_EQ(result.stableNs, ms(22'005));
    EXPECT_EQ(result.sent, 135);
    EXPECT_EQ(result.ok, 125);
    EXPECT_EQ(result.failed, 10);
}

TEST(Availability, TheErrorBarIsTheIntervalPlusTheConnectTimeout) {
    EXPECT_EQ(
        measure(rows(outage()), {.interval = Milliseconds{200}, .connectTimeout = Milliseconds{700}}).error,
        Milliseconds{900});
}

TEST(Availability, TheStabilityWindowIsTenSecondsOrTwiceTheRestartBackoff) {
    EXPECT_EQ(stabilityWindow(Milliseconds{0}), Milliseconds{10'000});
    EXPECT_EQ(stabilityWindow(Milliseconds{5'000}), Milliseconds{10'000});
    EXPECT_EQ(stabilityWindow(Milliseconds{8'000}), Milliseconds{16'000});
}

TEST(Availability, FiguresDoNotDependOnTheOrderOfTheRows) {
    auto samples = rows(outage());
    const auto straight = measure(samples);
    std::mt19937 dice(7);
    std::shuffle(samples.begin(), samples.end(), dice);
    const auto mixed = measure(samples);
    EXPECT_EQ(mixed.rto, straight.rto);
    EXPECT_EQ(mixed.lastGoodNs, straight.lastGoodNs);
    EXPECT_EQ(mixed.stableNs, straight.stableNs);
}

TEST(Availability, ProbesThatNeverFailedMeanZeroAndNotObserved) {
    const auto result = measure(rows(times(150, 'o')));
    EXPECT_FALSE(result.faultObserved);
    EXPECT_EQ(result.rto, Milliseconds{0});
    EXPECT_TRUE(result.steadyBefore);
}

TEST(Availability, NoFailureAndTooShortALookIsNoFigureAtAll) {
    const auto result = measure(rows(times(60, 'o')));
    EXPECT_FALSE(result.faultObserved);
    EXPECT_EQ(result.rto, std::nullopt);
    EXPECT_FALSE(result.stable);
}

TEST(Availability, ASuccessAndAFailureInsideTheWindowStartTheCountAgain) {
    // Up after 2 s for 5 s, down for one probe, then up for good.
    const auto result = measure(rows(outage(10, 25) + "x" + times(80, 'o')));
    EXPECT_EQ(result.rto, Milliseconds{(10 + 25 + 1) * 200 + 5});
    EXPECT_EQ(result.writableNs, ms(12'005)); // the first commit was long before
    EXPECT_TRUE(result.steadyAfterwards);
}

TEST(Availability, AFlappingServiceNeverBecomesStable) {
    std::string letters = times(50, 'o');
    for (int i = 0; i < 10; ++i)
        letters += "x" + times(40, 'o');
    const auto result = measure(rows(letters));
    EXPECT_TRUE(result.recovered); // the last run is still open
    EXPECT_FALSE(result.stable);
    EXPECT_EQ(result.rto, std::nullopt);
}

TEST(Availability, AnOpenRunIsNotYetStableUntilItsLastProbeIsIn) {
    // Recovered at 12.005 s: the window closes with the probe due at 22.2 s, number 112.
    EXPECT_FALSE(measure(rows(outage(10, 51))).stable);
    EXPECT_TRUE(measure(rows(outage(10, 52))).stable);
}

TEST(Availability, AFailureDueWithinTheWindowCountsEvenIfItIsKnownLater) {
    // The probe of 22.0 s, within the window, times out at 23.0 s.
    const auto result = measure(rows(outage(10, 50) + "?" + times(20, 'o')));
    EXPECT_FALSE(result.stable);
    EXPECT_EQ(result.rto, std::nullopt);
}

TEST(Availability, AFailureAfterTheWindowKeepsTheRtoAndIsNotSteadyAfterwards) {
    const auto result = measure(rows(outage(10, 60) + "x" + times(10, 'o')));
    EXPECT_TRUE(result.stable);
    EXPECT_EQ(result.rto, Milliseconds{2005});
    EXPECT_FALSE(result.steadyAfterwards);
    EXPECT_EQ(result.failedAfterStable, 1);
}

TEST(Availability, UnknownAnswersAreFailuresToo) {
    const auto result = measure(rows(times(50, 'o') + times(10, '?') + times(75, 'o')));
    EXPECT_TRUE(result.faultObserved);
    EXPECT_EQ(result.unknown, 10);
    EXPECT_EQ(result.rto, Milliseconds{2005});
    EXPECT_EQ(result.firstFailureNs, ms(11'000)); // when it was known
    EXPECT_EQ(result.outageBeganNs, ms(10'000));  // when it had been due
}

TEST(Availability, AnUnknownProbeOnItsWayWhenTheFaultCameBelongsToTheOutage) {
    // Sent 100 ms before the fault, the only one that failed.
    const auto result = measure(rows(times(50, 'o') + "?" + times(80, 'o')), {}, ms(10'100));
    EXPECT_TRUE(result.faultObserved);
    EXPECT_TRUE(result.steadyBefore);
    EXPECT_EQ(result.rto, Milliseconds{105});
}

TEST(Availability, AProbeThatWasOverdueBeforeTheFaultDoesNotProveTheFault) {
    // Due 800 ms before the fault, timed out 200 ms after it, while all others were answered in 5 ms.
    const auto result = measure(rows(times(46, 'o') + "?" + times(90, 'o')));
    EXPECT_FALSE(result.faultObserved);
    EXPECT_FALSE(result.steadyBefore);
}

TEST(Availability, AFailureShortlyBeforeTheFaultIsNotSteadyBefore) {
    auto letters = outage();
    letters[45] = 'x';
    EXPECT_FALSE(measure(rows(letters)).steadyBefore);
    letters = outage();
    letters[20] = 'x'; // six seconds before: longer than asked for
    EXPECT_TRUE(measure(rows(letters)).steadyBefore);
}

TEST(Availability, AFaultBeforeTheFirstProbeIsNotSteadyBefore) {
    const auto samples = rows(times(10, 'x') + times(80, 'o'), faultAt + ms(100));
    const auto result = measure(samples);
    EXPECT_FALSE(result.steadyBefore);
    EXPECT_TRUE(result.faultObserved);
    EXPECT_EQ(result.lastGoodNs, std::nullopt);
}

TEST(Availability, TooShortALookBeforeTheFaultIsNotSteadyBefore) {
    // One second of the two that are asked for.
    EXPECT_FALSE(
        measure(rows(times(5, 'o') + times(10, 'x') + times(80, 'o'), faultAt - ms(1000))).steadyBefore);
    EXPECT_TRUE(
        measure(rows(times(10, 'o') + times(10, 'x') + times(80, 'o'), faultAt - ms(2000))).steadyBefore);
}

TEST(Availability, NoSamplesGiveNoFigures) {
    const auto result = measure({});
    EXPECT_FALSE(result.steadyBefore || result.faultObserved || result.recovered || result.stable);
    EXPECT_EQ(result.rto, std::nullopt);
    EXPECT_EQ(result.sent, 0);
}

TEST(Availability, AServiceThatStaysDownNeverRecovers) {
    const auto result = measure(rows(times(50, 'o') + times(60, 'x')));
    EXPECT_FALSE(result.recovered);
    EXPECT_EQ(result.rto, std::nullopt);
    EXPECT_EQ(result.writableNs, std::nullopt);
}

TEST(Availability, AProbeThatWentOutTooLateStarvesTheRun) {
    auto samples = rows(outage());
    samples[55].sentNs += ms(900);
    samples[55].doneNs += ms(900);
    EXPECT_FALSE(measure(samples).starved);
    EXPECT_EQ(measure(samples).worstSlip, Milliseconds{900});
    samples[55].sentNs += ms(101);
    samples[55].doneNs += ms(101);
    EXPECT_TRUE(measure(samples).starved);
}

TEST(Availability, SlipsLongBeforeTheFaultOrAfterStabilityDoNotVoidTheFigures) {
    auto samples = rows(outage(10, 90));
    samples[3].sentNs += ms(5000);
    samples[3].doneNs += ms(5000); // still answered 4 s before the fault
    samples[145].sentNs += ms(5000);
    samples[145].doneNs += ms(5000);
    EXPECT_FALSE(measure(samples).starved);
}

TEST(Availability, AHoleInTheScheduleStarvesTheRun) {
    auto samples = rows(times(50, 'o') + times(10, 'x'));
    append(samples, rows(times(80, 'o'), ms(14'000), "a", 61)); // 2 s in which nothing was due
    EXPECT_TRUE(measure(samples).starved);
}

TEST(Availability, AProberThatFellSilentDuringTheOutageIsStarvedNotTheServicesFailure) {
    const auto samples = rows(times(50, 'o') + times(10, 'x'));
    EXPECT_FALSE(measure(samples).starved);
    EXPECT_TRUE(measure(samples, {.observedUntilNs = ms(30'000)}).starved);
}

TEST(Availability, AnAnswerThatIsStillOutHoldsTheWindowOpen) {
    // Number 130 hangs while later ones are answered: it may yet fail.
    auto letters = outage(10, 75);
    letters[100] = '.';
    auto samples = rows(letters.substr(0, 104));
    EXPECT_FALSE(measure(samples).stable);
    EXPECT_FALSE(measure(samples).starved);
    samples = rows(letters);
    EXPECT_FALSE(measure(samples).stable);
    EXPECT_TRUE(measure(samples).starved); // five seconds later it can no longer come
}

TEST(Availability, WhatCameAfterTheObservationIsLeftOut) {
    const auto samples = rows(outage(10, 60) + times(10, 'x'));
    EXPECT_FALSE(measure(samples).steadyAfterwards);
    EXPECT_TRUE(measure(samples, {.observedUntilNs = ms(24'000 - 1)}).steadyAfterwards);
}

TEST(Availability, TheServiceIsBackOnlyWhenEveryClientIsServed) {
    auto samples = rows(outage(10, 100));
    append(samples, rows(outage(40, 70), ms(50), "b"));
    const auto result = measure(samples);
    EXPECT_EQ(result.rto, Milliseconds{40 * 200 + 5}); // a's next probe after b's last failure
    EXPECT_TRUE(result.stable);
}

TEST(Availability, AClientWhoseAnswersAreAllStillOutHoldsTheWindowOpen) {
    auto samples = rows(outage(10, 54));
    append(samples, rows(outage(10, 50), ms(50), "b")); // b's last 0.8 s are unanswered: still on their way
    EXPECT_FALSE(measure(samples).stable);
    append(samples, rows("oooo", ms(50 + 110 * 200), "b", 111));
    EXPECT_TRUE(measure(samples).stable);
}

TEST(Availability, ALateStampOfTheInjectMovesOnlyTheBoundary) {
    const auto result = measure(rows(outage()), {.injectedNs = ms(10'300)});
    EXPECT_EQ(result.boundaryNs, ms(10'300));
    EXPECT_EQ(result.rto, Milliseconds{2005});
}
