#include "models/metrics/Measured.h"
#include "models/metrics/Verdict.h"
#include "tests/models/metrics/Rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::metrics;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const Targets generous{Milliseconds{20'000}, Milliseconds{60'000}};
const Targets zeroLoss{Milliseconds{20'000}, Milliseconds{0}};

struct Case {
    std::vector<Sample> samples;
    std::vector<Write> there;
    Targets targets = generous;
    Conditions conditions = {};

    explicit Case(std::vector<Sample> rowsGiven)
        : samples(std::move(rowsGiven)), there(acknowledged(samples)) {}
    Case& lose(std::int64_t from, std::int64_t to) {
        std::erase_if(there, [&](const Write& w) { return w.sequence >= from && w.sequence <= to; });
        return *this;
    }
    Case& against(const Targets& given) {
        targets = given;
        return *this;
    }
    [[nodiscard]] Verdict verdict() const {
        const auto seen = availability(samples, faultAt, conditions);
        return judge(seen, compareLedger(samples, {{"db-a", there}}, seen), targets);
    }
};

} // namespace

TEST(Verdict, PassesWhenBothFiguresAreWithinTheirTargets) {
    const auto verdict = Case(rows(outage())).against(zeroLoss).verdict();
    EXPECT_EQ(verdict.judgement, Judgement::passed);
    EXPECT_THAT(verdict.reasons,
                ElementsAre("RTO 2.005 s is within its target of 20.000 s",
                            "RPO 0.000 s is within its target of 0.000 s; no acknowledged write is missing"));
}

TEST(Verdict, FailsWhenTheRtoIsOverByAMillisecond) {
    Case drill(rows(outage()));
    drill.targets.rto = Milliseconds{2005};
    EXPECT_EQ(drill.verdict().judgement, Judgement::passed);
    drill.targets.rto = Milliseconds{2004};
    EXPECT_EQ(drill.verdict().judgement, Judgement::failed);
    EXPECT_THAT(drill.verdict().reasons, Contains(HasSubstr("RTO 2.005 s is over its target of 2.004 s")));
}

TEST(Verdict, AProberThatNeverFailedIsNotTestedAndNeverAPass) {
    const auto verdict = Case(rows(times(150, 'o'))).verdict();
    EXPECT_EQ(verdict.judgement, Judgement::notTested);
    EXPECT_THAT(verdict.reasons.front(), HasSubstr("not observed"));
}

TEST(Verdict, NotSteadyBeforeIsNotTested) {
    auto letters = outage();
    letters[47] = 'x';
    EXPECT_EQ(Case(rows(letters)).verdict().judgement, Judgement::notTested);
}

TEST(Verdict, AStarvedProberVoidsTheRunWhateverTheFiguresSay) {
    Case drill(rows(outage()));
    drill.samples[60].sentNs += ms(1500);
    drill.samples[60].doneNs += ms(1500);
    EXPECT_EQ(drill.verdict().judgement, Judgement::notTested);
    EXPECT_THAT(drill.verdict().reasons.front(), HasSubstr("worst slip 1.500 s"));
    // Missing writes are named all the same.
    EXPECT_EQ(drill.lose(20, 20).verdict().judgement, Judgement::notTested);
    EXPECT_THAT(drill.verdict().reasons, Contains(HasSubstr("a 20")));
}

TEST(Verdict, ATailLostWithinTheRpoTargetPassesAndIsSaid) {
    const auto verdict = Case(rows(outage())).lose(46, 50).verdict();
    EXPECT_EQ(verdict.judgement, Judgement::passed);
    EXPECT_THAT(verdict.reasons, Contains(HasSubstr("5 acknowledged writes lost: a 46-50")));
}

TEST(Verdict, ATailLostBeyondTheRpoTargetFails) {
    Case drill(rows(outage()));
    drill.lose(46, 50).targets.rpo = Milliseconds{999};
    EXPECT_EQ(drill.verdict().judgement, Judgement::failed);
    EXPECT_THAT(drill.verdict().reasons, Contains(HasSubstr("RPO 1.000 s is over its target of 0.999 s")));
}

TEST(Verdict, OneRowMissingInTheMiddleFailsWithItsNumberUnderAnyTarget) {
    const auto verdict = Case(rows(outage())).lose(20, 20).verdict();
    EXPECT_EQ(verdict.judgement, Judgement::failed);
    EXPECT_EQ(verdict.reasons.front(),
              "1 acknowledged write missing though newer ones are there, which no RPO covers: a 20");
}

TEST(Verdict, ARowMissingOfAfterTheFaultFailsUnderAnyTarget) {
    const auto verdict = Case(rows(outage())).lose(100, 101).verdict();
    EXPECT_EQ(verdict.judgement, Judgement::failed);
    EXPECT_THAT(verdict.reasons.front(), HasSubstr("after the fault, which no RPO covers: a 100-101"));
}

TEST(Verdict, AMissingRowFailsEvenIfTheFaultWasNeverSeen) {
    EXPECT_EQ(Case(rows(times(150, 'o'))).lose(20, 20).verdict().judgement, Judgement::failed);
}

TEST(Verdict, AnRpoTargetOfZeroForgivesNoLoss) {
    Case drill(rows(outage()));
    drill.samples[48].doneNs = drill.samples[49].sentNs + ms(50); // 49 and 50 overlapped; 50 survived
    EXPECT_EQ(drill.lose(49, 49).against(zeroLoss).verdict().judgement, Judgement::failed);
}

TEST(Verdict, NothingLeftOfBeforeTheOutageFailsUnderAnyTarget) {
    EXPECT_EQ(Case(rows(outage())).lose(1, 50).verdict().judgement, Judgement::failed);
}

TEST(Verdict, DuplicatesAndDisagreeingNodesFail) {
    Case drill(rows(outage()));
    drill.there.push_back({"a", 3});
    EXPECT_EQ(drill.verdict().judgement, Judgement::failed);

    const auto samples = rows(outage());
    const auto seen = availability(samples, faultAt, {});
    auto more = acknowledged(samples);
    more.push_back({"a", 51});
    const auto verdict = judge(
        seen, compareLedger(samples, {{"db-a", acknowledged(samples)}, {"db-b", more}}, seen), generous);
    EXPECT_EQ(verdict.judgement, Judgement::failed);
    EXPECT_EQ(verdict.reasons.front(), "the nodes hold different rows: db-a 125, db-b 126");
}

TEST(Verdict, AServiceThatNeverCameBackFailsThoughItsLedgerCannotBeRead) {
    const auto samples = rows(times(50, 'o') + times(60, 'x'));
    const auto seen = availability(samples, faultAt, {});
    const auto verdict = judge(seen, compareLedger(samples, {}, seen), generous);
    EXPECT_EQ(verdict.judgement, Judgement::failed);
    EXPECT_EQ(verdict.reasons.front(), "the service did not recover while it was observed");
}

TEST(Verdict, NotYetStableOrNotSteadyAfterwardsFails) {
    EXPECT_EQ(Case(rows(outage(10, 20))).verdict().judgement, Judgement::failed);
    EXPECT_EQ(Case(rows(outage(10, 60) + "xoooo")).verdict().judgement, Judgement::failed);
}

TEST(Verdict, WithoutALedgerOrATargetNothingIsProved) {
    const auto samples = rows(outage());
    const auto seen = availability(samples, faultAt, {});
    EXPECT_EQ(judge(seen, compareLedger(samples, {}, seen), generous).judgement, Judgement::notTested);
    EXPECT_EQ(Case(samples).against({Milliseconds{20'000}, {}}).verdict().judgement, Judgement::notTested);
    EXPECT_EQ(Case(samples).against({{}, Milliseconds{0}}).verdict().judgement, Judgement::notTested);
}

TEST(Verdict, ManyMissingWritesAreNamedInRangesAndCounted) {
    Case drill(rows(outage()));
    std::erase_if(drill.there, [](const Write& w) { return w.sequence < 48 && w.sequence % 2 == 0; });
    EXPECT_THAT(drill.verdict().reasons.front(), HasSubstr("23 acknowledged writes missing"));
    EXPECT_THAT(drill.verdict().reasons.front(),
                HasSubstr("a 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 13 more"));
}

TEST(Measured, HasEveryFigureWithNullWhereThereIsNone) {
    const auto samples = rows(outage());
    const auto seen = availability(samples, faultAt, {});
    auto there = acknowledged(samples);
    std::erase(there, Write{"a", 50});
    const auto body = measuredBody(seen, compareLedger(samples, {{"db-a", there}}, seen), {},
                                   {.faultUtcMs = 1'795'489'965'678, .detectedNs = faultAt + ms(410)});
    EXPECT_EQ(body.at("rto_seconds"), 2.005);
    EXPECT_EQ(body.at("rpo_seconds"), 0.2);
    EXPECT_EQ(body.at("probe_error_seconds"), 1.2);
    EXPECT_EQ(body.at("fault_utc"), "2026-11-24T03:12:45.678Z");
    EXPECT_EQ(body.at("detected_seconds"), 0.41);
    EXPECT_EQ(body.at("writable_seconds"), 2.005);
    EXPECT_EQ(body.at("stable_seconds"), 12.005);
    EXPECT_EQ(body.at("last_good_seconds"), -0.195);
    EXPECT_EQ(body.at("probes"), Json({{"sent", 135}, {"ok", 125}, {"failed", 10}, {"unknown", 0}}));
    EXPECT_EQ(body.at("ledger").at("lost"), Json::array({{{"client", "a"}, {"sequence", 50}}}));
    EXPECT_EQ(body.at("ledger").at("lost_before_fault"), 1);
    EXPECT_EQ(body.at("ledger").at("nodes").at(0).at("count"), 124);
    EXPECT_EQ(body.at("write_interval_seconds"), 0.2);
    EXPECT_EQ(body.at("stability_window_seconds"), 10.0);

    const auto nothing = measuredBody(availability({}, faultAt, {}), {}, {}, {});
    for (const auto* key :
         {"rto_seconds", "rpo_seconds", "detected_seconds", "writable_seconds", "stable_seconds", "ledger"})
        EXPECT_TRUE(nothing.at(key).is_null()) << key;
}
