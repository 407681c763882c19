#include "models/base/Utc.h"
#include "tests/support/ui/Contents.h"
#include "ui/incident/Clock.h"
#include "ui/incident/Words.h"

#include <gmock/gmock.h>

using namespace muster;
using namespace muster::ui;
using muster::tests::contents::Story;
using testing::HasSubstr;

namespace {

constexpr std::int64_t now = 1'795'488'087'000;

ports::RunView running(std::int64_t faultAgoMs) {
    auto view = tests::contents::view(Story::begin, now, incident::Mode::live);
    view.faultUtcMs = now - faultAgoMs;
    view.declaredUtcMs = view.faultUtcMs + 8'000;
    return view;
}

std::string figure(const ports::RunView& view) {
    const auto clock = readClock(view, now);
    return (clock.figure + QLatin1Char(' ') + clock.words).toStdString();
}

} // namespace

TEST(ClockTest, TimesAreWrittenInMinutesAndFromAnHourOnInHours) {
    EXPECT_EQ(clockTime(0), QStringLiteral("0:00"));
    EXPECT_EQ(clockTime(71'999), QStringLiteral("1:11"));
    EXPECT_EQ(clockTime(3'725'000), QStringLiteral("1:02:05"));
    EXPECT_EQ(clockTime(-5'000), QStringLiteral("0:00"));
}

TEST(ClockTest, WhatIsLeftOfTheRtoIsTheLargestFigure) {
    const auto clock = readClock(running(48'000), now);
    EXPECT_EQ(clock.figure, QStringLiteral("1:12"));
    EXPECT_EQ(clock.words, QStringLiteral("left of 2:00"));
    EXPECT_THAT(clock.elapsed.toStdString(), HasSubstr("0:48 since the fault"));
    EXPECT_EQ(clock.declared, QStringLiteral("declared 0:08 after it"));
    EXPECT_EQ(clock.alarm, ClockReading::Alarm::none);
}

TEST(ClockTest, TheLastQuarterWarnsAndAMissedTargetIsSaidInWords) {
    EXPECT_EQ(readClock(running(100'000), now).alarm, ClockReading::Alarm::near);
    const auto over = readClock(running(134'000), now);
    EXPECT_EQ(over.alarm, ClockReading::Alarm::over);
    EXPECT_EQ(over.figure, QStringLiteral("0:14"));
    EXPECT_EQ(over.words, QStringLiteral("over the 2:00 of the RTO"));
}

TEST(ClockTest, SaysWhoKnowsWhenTheFaultCame) {
    auto view = running(48'000);
    report::Report report = *view.report;
    report.faultKnown = "known";
    report.lastGoodUtc = formatUtc(view.faultUtcMs);
    view.report = std::make_shared<report::Report>(report);
    EXPECT_EQ(readClock(view, now).faultKnown, QStringLiteral("time of the fault as the probe saw it"));
    view.faultUtcMs -= 20'000;
    EXPECT_EQ(readClock(view, now).faultKnown, QStringLiteral("time of the fault as you gave it"));
}

TEST(ClockTest, NothingIsLeftOnlyWhenNothingIs) {
    EXPECT_EQ(figure(running(119'500)), "0:01 left of 2:00");
    EXPECT_EQ(figure(running(120'000)), "0:00 left of 2:00");
}

TEST(ClockTest, AnUnknownFaultLeavesTheTargetUnknown) {
    auto view = running(48'000);
    view.faultUtcMs = 0;
    const auto clock = readClock(view, now);
    EXPECT_EQ(figure(view), "0:40 since it was declared");
    EXPECT_THAT(clock.elapsed.toStdString(), HasSubstr("unknown"));
    EXPECT_EQ(clock.alarm, ClockReading::Alarm::none);
}

TEST(ClockTest, TheRpoIsUnknownUntilTheLedgerIsCompared) {
    auto view = running(48'000);
    auto clock = readClock(view, now);
    EXPECT_EQ(clock.rpo, QStringLiteral("unknown"));
    EXPECT_THAT(clock.rpoWhy.toStdString(), HasSubstr("ledger"));
    auto report = *view.report;
    report.rpo = 12.0;
    report.rpoAtLeast = true;
    view.report = std::make_shared<report::Report>(report);
    clock = readClock(view, now);
    EXPECT_EQ(clock.rpo, QStringLiteral("at least 0:12 of 1:00"));
}

TEST(ClockTest, TheClockStandsStillAtTheRecoveryAndSaysWhenItCountsAsStable) {
    auto view = running(48'000);
    auto report = *view.report;
    report.stabilityWindow = 10.0;
    view.report = std::make_shared<report::Report>(report);
    view.recoveredUtcMs = now - 4'000;
    auto clock = readClock(view, now);
    EXPECT_EQ(figure(view), "0:44 to recovery, within 2:00");
    EXPECT_THAT(clock.recovered.toStdString(), HasSubstr("stable in 6 s"));
    EXPECT_TRUE(clock.ticking);
    view.recoveryStable = true;
    clock = readClock(view, now);
    EXPECT_THAT(clock.recovered.toStdString(), HasSubstr(", stable"));
    EXPECT_EQ(clock.alarm, ClockReading::Alarm::met);
    EXPECT_FALSE(clock.ticking);
}
