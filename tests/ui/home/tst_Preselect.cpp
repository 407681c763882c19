#include "tests/support/ui/Contents.h"
#include "ui/home/Phrases.h"
#include "ui/home/Preselect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::ui::home;
using State = ports::ServiceHealth::State;
using testing::HasSubstr;

namespace {

constexpr std::int64_t now = 1'795'490'487'104; // 2026-11-24T03:21:27.104Z

class PreselectTest : public testing::Test {
protected:
    Preselection chosen(State orchestrator, const std::string& asked = {}) {
        return preselect(library, searchOf(library), tests::contents::health(orchestrator, now), "range",
                         asked);
    }
    ports::LibraryView library = tests::contents::library();
};

} // namespace

TEST_F(PreselectTest, TakesWhatARedProbeSpeaksFor) {
    const auto all = chosen(State::down);
    EXPECT_EQ(all.declaration.runbook, "database-crash");
    EXPECT_EQ(all.declaration.environment, "range");
    EXPECT_EQ(all.declaration.severity, "P0");
    EXPECT_EQ(all.declaration.mode, incident::Mode::live);
    EXPECT_THAT(all.reason, HasSubstr("symptom: the database is not reachable"));
    EXPECT_EQ(all.declaration.faultTime, ports::FaultTime::known);
    EXPECT_EQ(all.declaration.faultUtcMs, now - 32'000)
        << "the last good answer: no recovery looks faster than it was";
}

// Users may only be told that nothing answers, while the probe of a part of it sees why.
TEST_F(PreselectTest, TakesTheSymptomFromAnyProbeAndTheClockFromItsOwnService) {
    auto health = tests::contents::health(State::down, now);
    auto part = health.front();
    part.service = "region-a";
    part.lastGoodUtcMs = now - 20'000;
    part.why = "answered 503: the database is not reachable";
    health.front().why = "answered 503";
    health.push_back(part);
    const auto all = preselect(library, searchOf(library), health, "range", {});
    EXPECT_EQ(all.declaration.runbook, "database-crash");
    EXPECT_THAT(all.reason, HasSubstr("region-a is down, symptom: the database is not reachable"));
    EXPECT_EQ(all.downService, "orchestrator");
    EXPECT_EQ(all.declaration.faultUtcMs, now - 32'000);
}

TEST_F(PreselectTest, TakesTheGravestOfThoseWhoseSymptomsWereSeen) {
    library.runbooks[1].runbook.symptoms = {"the database is not reachable", "it is not reachable at all",
                                            "from app-a it is not reachable"};
    auto health = tests::contents::health(State::down, now);
    health.front().why = "from app-a it is not reachable at all: the database is not reachable";
    const auto take = [&] { return preselect(library, searchOf(library), health, "range", {}); };
    EXPECT_EQ(take().declaration.runbook, "database-crash") << "P0 before P1, though fewer words match";
    library.runbooks[0].runbook.symptoms = {"something else"};
    EXPECT_EQ(take().declaration.runbook, "pool-exhausted");
}

TEST_F(PreselectTest, RehearsesWhenNothingIsRed) {
    for (const auto state : {State::up, State::unknown}) {
        const auto all = chosen(state);
        EXPECT_EQ(all.declaration.mode, incident::Mode::rehearsal);
        EXPECT_EQ(all.declaration.faultTime, ports::FaultTime::now);
        EXPECT_TRUE(all.reason.empty());
    }
}

TEST_F(PreselectTest, KeepsTheRunbookThatWasAskedFor) {
    const auto all = chosen(State::down, "pool-exhausted");
    EXPECT_EQ(all.declaration.runbook, "pool-exhausted");
    EXPECT_EQ(all.declaration.severity, "P1");
    EXPECT_EQ(all.declaration.mode, incident::Mode::live) << "its service is down";
}

TEST_F(PreselectTest, ProposesNothingThatCannotRun) {
    library.runbooks[0].problems.push_back({{"x.md", 1, 1}, "broken", "mend it", Severity::error});
    EXPECT_EQ(chosen(State::down).declaration.runbook, "pool-exhausted");
}

TEST_F(PreselectTest, ProposesNothingThatIsForOtherEnvironments) {
    library.runbooks[0].runbook.needs.push_back({"site", "south", true, {}});
    for (const auto state : {State::down, State::up})
        EXPECT_EQ(chosen(state).declaration.runbook, "pool-exhausted");
    for (auto& each : library.environments)
        each.environment.values["site"] = "south";
    for (const auto state : {State::down, State::up})
        EXPECT_EQ(chosen(state).declaration.runbook, "database-crash");
}

TEST_F(PreselectTest, RehearsesWhatIsAboutAServiceThatIsThere) {
    library.runbooks[0].runbook.service = "elsewhere";
    EXPECT_EQ(chosen(State::up).declaration.runbook, "pool-exhausted");
}

TEST_F(PreselectTest, DoesNotBelieveASilentProbe) {
    auto health = tests::contents::health(State::down, now);
    EXPECT_EQ(seen(health[0], now).state, State::down);
    const auto later = seen(health[0], now + 20'000);
    EXPECT_EQ(later.state, State::unknown);
    EXPECT_THAT(later.why, HasSubstr("the probe itself is silent since"));
    EXPECT_EQ(seen(ports::ServiceHealth{.environment = {},
                                        .service = "x",
                                        .state = State::up,
                                        .why = {},
                                        .sinceUtcMs = 0,
                                        .asOfUtcMs = 0,
                                        .milliseconds = {},
                                        .lastMinute = {},
                                        .every = {},
                                        .lastGoodUtcMs = 0,
                                        .firstBadUtcMs = 0},
                   now)
                  .state,
              State::unknown);
}

TEST(FaultTime, IsUnderstoodInUtc) {
    EXPECT_EQ(parseFaultTime("03:20", now), now - 87'104);
    EXPECT_EQ(parseFaultTime(" 03:20:07 UTC ", now), now - 80'104);
    EXPECT_EQ(parseFaultTime("2026-11-24 03:20", now), now - 87'104);
    EXPECT_EQ(parseFaultTime("2026-11-24T03:20:07Z", now), now - 80'104);
}

TEST(FaultTime, OfThisEveningWasYesterday) {
    EXPECT_EQ(parseFaultTime("23:50", now), now - 12'687'104);
}

TEST(FaultTime, IsNeverInTheFutureAndNeverGuessed) {
    for (const auto* text : {"", "soon", "25:00", "10", "2026-11-24 23:50", "2026-13-01 10:00"})
        EXPECT_EQ(parseFaultTime(QString::fromLatin1(text), now), std::nullopt) << text;
}

TEST(OnCallWords, SayWhoAndHowLong) {
    environment::Environment environment;
    EXPECT_EQ(onCallWords(environment, "P0").toStdString(),
              "P0: respond within 15 min, nobody to page is named");
    auto& onCall = environment.onCall["P1"];
    onCall.page = "Level 2 on call";
    onCall.how = "+49 30 1234";
    EXPECT_EQ(onCallWords(environment, "P1").toStdString(),
              "P1: respond within 30 min, page Level 2 on call (+49 30 1234)");
}

TEST(Proof, SaysWhatTheLastDrillShowed) {
    const auto library = tests::contents::library();
    ports::RunSummary drill;
    drill.run = 2;
    drill.kind = "drill";
    drill.runbook = "database-crash";
    drill.environment = "range";
    drill.verdict = "passed";
    drill.lastUtcMs = now - 3LL * 86'400'000;
    drill.rto = 41.2;
    drill.rtoTarget = 120;
    EXPECT_EQ(proof(library.runbooks[0], {}, now).words.toStdString(), "Never drilled");
    EXPECT_EQ(proof(library.runbooks[1], {}, now).words.toStdString(), "It has no drill");
    auto proven = proof(library.runbooks[0], {drill}, now);
    EXPECT_EQ(proven.words.toStdString(), "Passed 3 days ago: RTO 41 s of 2 min");
    drill.runbookSha256 = "another";
    drill.verdict = "failed";
    drill.rto.reset();
    proven = proof(library.runbooks[0], {drill}, now);
    EXPECT_EQ(proven.words.toStdString(), "Failed 3 days ago: RTO unknown (text changed since)");
}
