#include "models/base/Sha256.h"
#include "tests/models/metrics/Rows.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::metrics;

namespace {

LedgerComparison compare(const std::vector<Sample>& samples, const std::vector<NodeContents>& nodes,
                         const Conditions& conditions = {}) {
    return compareLedger(samples, nodes, availability(samples, faultAt, conditions));
}

} // namespace

TEST(Ledger, NothingMissingIsAnRpoOfZero) {
    const auto samples = rows(outage());
    const auto result = compare(samples, {{"db-a", acknowledged(samples)}, {"db-b", acknowledged(samples)}});
    EXPECT_TRUE(result.compared);
    EXPECT_EQ(result.acknowledged, 125);
    EXPECT_EQ(result.present, 125);
    EXPECT_TRUE(result.lost.empty());
    EXPECT_EQ(result.rpo, Milliseconds{0});
    EXPECT_TRUE(result.nodesAgree);
}

TEST(Ledger, ATailCutOffBeforeTheOutageIsTheRpo) {
    const auto samples = rows(outage());
    // The last 5 of the 50 before the fault are gone.
    const auto left =
        without(acknowledged(samples), [](const Write& w) { return w.sequence > 45 && w.sequence <= 50; });
    const auto result = compare(samples, {{"db-a", left}});
    EXPECT_EQ(result.rpo, Milliseconds{1000});
    EXPECT_EQ(result.lostBeforeFault.size(), 5u);
    EXPECT_TRUE(result.lostAfterFault.empty());
    EXPECT_TRUE(result.lostInTheMiddle.empty()); // rows of after the recovery do not make it a hole
    EXPECT_FALSE(result.rpoAtLeast);
}

TEST(Ledger, ARowMissingWithNewerOnesThereIsAHole) {
    const auto samples = rows(outage());
    const auto left = without(acknowledged(samples), [](const Write& w) { return w.sequence == 20; });
    const auto result = compare(samples, {{"db-a", left}});
    EXPECT_EQ(result.lostInTheMiddle, (std::vector<Write>{{"a", 20}}));
    EXPECT_EQ(result.lost, result.lostInTheMiddle);
    EXPECT_EQ(result.rpo, Milliseconds{0});
}

TEST(Ledger, OverlappingCommitsMayBeCutOffInEitherOrder) {
    auto samples = rows(outage());
    samples[48].doneNs = samples[49].sentNs + ms(50); // 49 was acknowledged only after 50 had been sent
    const auto left = without(acknowledged(samples), [](const Write& w) { return w.sequence == 49; });
    EXPECT_TRUE(compare(samples, {{"db-a", left}}).lostInTheMiddle.empty());
    samples[48].doneNs = samples[49].sentNs - 1;
    EXPECT_EQ(compare(samples, {{"db-a", left}}).lostInTheMiddle.size(), 1u);
}

TEST(Ledger, AWriteLostThatWasAcknowledgedAfterTheFaultIsReportedApart) {
    const auto samples = rows(outage());
    const auto left =
        without(acknowledged(samples), [](const Write& w) { return w.sequence == 50 || w.sequence == 70; });
    const auto result = compare(samples, {{"db-a", left}});
    EXPECT_EQ(result.lostBeforeFault, (std::vector<Write>{{"a", 50}}));
    EXPECT_EQ(result.lostAfterFault, (std::vector<Write>{{"a", 70}}));
    EXPECT_EQ(result.rpo, Milliseconds{200});
}

TEST(Ledger, WritesAcknowledgedWhileTheFaultWasBeingInjectedAreNotAfterIt) {
    // The stamp is taken at 10 s, the kill takes effect at 10.4 s: 51 and 52 are still acknowledged.
    const auto samples = rows(times(52, 'o') + times(10, 'x') + times(75, 'o'));
    const auto left = without(acknowledged(samples), [](const Write& w) { return w.sequence == 52; });
    EXPECT_EQ(compare(samples, {{"db-a", left}}).lostAfterFault.size(), 1u);
    const auto told = compare(samples, {{"db-a", left}}, {.injectedNs = ms(10'400)});
    EXPECT_EQ(told.lostBeforeFault.size(), 1u);
    EXPECT_EQ(told.rpo, Milliseconds{200});
}

TEST(Ledger, ASideOfAPartitionThatWentOnAcknowledgingLosesAfterTheFault) {
    auto samples = rows(times(150, 'o'), 0, "old-side");
    const auto other = rows(outage(), ms(50), "new-side");
    samples.insert(samples.end(), other.begin(), other.end());
    const auto left = without(acknowledged(samples),
                              [](const Write& w) { return w.client == "old-side" && w.sequence > 50; });
    const auto result = compare(samples, {{"db-b", left}});
    EXPECT_EQ(result.lostAfterFault.size(), 100u);
    EXPECT_TRUE(result.lostBeforeFault.empty());
    // The old side's 51st came between the fault and the new side's first failure: the last before the
    // outage.
    EXPECT_EQ(result.rpo, Milliseconds{150});
}

TEST(Ledger, NothingLeftAtAllIsALossOfUnknownReach) {
    const auto samples = rows(outage());
    const auto left = without(acknowledged(samples), [](const Write& w) { return w.sequence <= 50; });
    const auto result = compare(samples, {{"db-a", left}});
    EXPECT_TRUE(result.rpoAtLeast);
    EXPECT_EQ(result.rpo, Milliseconds{9805});
}

TEST(Ledger, UnknownWritesAreNeverLost) {
    const auto samples = rows(times(50, 'o') + times(10, '?') + times(75, 'o'));
    auto there = acknowledged(samples);
    there.push_back({"a", 51});
    there.push_back({"a", 55});
    const auto result = compare(samples, {{"db-a", there}});
    EXPECT_EQ(result.unknown, 10);
    EXPECT_EQ(result.unknownPresent, 2);
    EXPECT_TRUE(result.lost.empty());
}

TEST(Ledger, RefusedWritesThatAreThereAreCounted) {
    const auto samples = rows(outage());
    auto there = acknowledged(samples);
    there.push_back({"a", 51});
    EXPECT_EQ(compare(samples, {{"db-a", there}}).refusedPresent, 1);
}

TEST(Ledger, DuplicatesAndWritesNobodyNotedAreCounted) {
    const auto samples = rows(outage());
    auto there = acknowledged(samples);
    there.push_back({"a", 7});
    there.push_back({"a", 7});
    there.push_back({"killed", 1});
    const auto result = compare(samples, {{"db-a", there}});
    EXPECT_EQ(result.duplicated, (std::vector<Write>{{"a", 7}}));
    EXPECT_EQ(result.unrecorded, 1);
    EXPECT_EQ(result.present, 125);
    EXPECT_EQ(result.nodes.at(0).count, 128);
}

TEST(Ledger, AWriteThatOnlyAFencedNodeHoldsIsLost) {
    const auto samples = rows(outage());
    const auto all = acknowledged(samples);
    const auto left = without(all, [](const Write& w) { return w.sequence == 50; });
    const auto result = compare(samples, {{"db-b", left}, {"db-a", all, false}});
    EXPECT_EQ(result.lost, (std::vector<Write>{{"a", 50}}));
    EXPECT_EQ(result.lostButOnSomeNode, result.lost);
    EXPECT_FALSE(result.nodesAgree);
}

TEST(Ledger, TwoNodesThatDisagreeAreReportedWithTheirCounts) {
    const auto samples = rows(outage());
    const auto all = acknowledged(samples);
    auto more = all;
    more.push_back({"a", 51}); // the same count would not do: digests are compared
    auto other = all;
    other.push_back({"a", 52});
    const auto result = compare(samples, {{"db-a", more}, {"db-b", other}});
    EXPECT_EQ(result.nodes.at(0).count, result.nodes.at(1).count);
    EXPECT_FALSE(result.nodesAgree);
    EXPECT_TRUE(result.lost.empty());
}

TEST(Ledger, TheDigestIsWhatTheDocumentedRecipeGives) {
    const NodeContents node{"db-a", {{"b", 2}, {"a", 10}, {"a", 9}, {"a", 9}}};
    EXPECT_EQ(compare({}, {node}).nodes.at(0).digest, sha256("a|9\na|9\na|10\nb|2\n"));
}

TEST(Ledger, WithoutAnAuthoritativeNodeNothingIsCompared) {
    const auto samples = rows(outage());
    EXPECT_FALSE(compare(samples, {}).compared);
    EXPECT_FALSE(compare(samples, {{"db-a", acknowledged(samples), false}}).compared);
    EXPECT_EQ(compare(samples, {}).rpo, std::nullopt);
}

TEST(LedgerReader, ReadsRowsAsPsqlPrintsThem) {
    const auto writes = parseLedgerRows("a|1\nb|c|2\r\n\n");
    ASSERT_TRUE(writes);
    EXPECT_EQ(*writes, (std::vector<Write>{{"a", 1}, {"b|c", 2}}));
    EXPECT_TRUE(parseLedgerRows("")->empty());
    for (const auto* text : {"a", "a|", "|1", "a|1x", "a|99999999999999999999", "a|1\nERROR: no"}) {
        const auto bad = parseLedgerRows(text);
        ASSERT_FALSE(bad) << text;
        EXPECT_NE(bad.error().why.find("line "), std::string::npos);
    }
}

TEST(LedgerReader, ReadsTheServicesOwnAnswer) {
    const auto writes =
        parseLedgerJson(R"([{"client": "a", "sequence": 1}, {"sequence": 2, "client": "a", "at": 3}])");
    ASSERT_TRUE(writes);
    EXPECT_EQ(writes->size(), 2u);
    for (const auto* text :
         {"", "{}", "[1]", R"([{"client": 1, "sequence": 1}])", R"([{"client": "a", "sequence": 1.5}])",
          R"([{"client": "a"}])", "[{\"client\":", "<html>"})
        EXPECT_FALSE(parseLedgerJson(text)) << text;
}
