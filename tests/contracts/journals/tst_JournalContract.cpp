// What models/ports/Journal.h promises, asked of every journal.
#include "engine/journal/Chain.h"
#include "engine/journal/Kept.h"
#include "engine/journal/Verify.h"
#include "models/base/Sha256.h"
#include "tests/contracts/journals/JournalBench.h"

#include <thread>

namespace {
using namespace muster;

class JournalContract : public testing::TestWithParam<test::JournalKind> {
protected:
    std::int64_t run(const Json& body = Json::object()) {
        const auto opened = journal.openRun({{0, "run.opened", body}});
        EXPECT_TRUE(opened) << opened.error().text();
        return opened ? opened->front().run : -1;
    }

    void expectIntact(std::int64_t events) {
        const auto report = journal::verifyLines(bench->lines());
        EXPECT_TRUE(report.intact) << report.why;
        EXPECT_EQ(report.events, events);
    }

    std::unique_ptr<test::JournalBench> bench = GetParam().make();
    ports::Journal& journal = bench->journal();
    ports::JournalQueries& queries = bench->queries();
};

TEST_P(JournalContract, NumbersEventsAndRunsFromOneWithoutGaps) {
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(run(), 2);
    const auto written = journal.append({{1, "note.added", Json{{"text", "a"}}}, {2, "note.added", Json{}}});
    ASSERT_TRUE(written);
    ASSERT_EQ(written->size(), 2U);
    EXPECT_EQ(written->front().sequence, 3);
    EXPECT_EQ(written->back().sequence, 4);
    EXPECT_EQ(run(), 3);
    EXPECT_EQ(queries.runs().value(), (std::vector<std::int64_t>{1, 2, 3}));
    expectIntact(5);
}

TEST_P(JournalContract, ChainsEachEventToTheOneBefore) {
    run();
    const auto written = journal.append({{1, "note.added", Json{{"text", "a"}}}, {1, "note.added", Json{}}});
    ASSERT_TRUE(written);
    const auto events = queries.events(1);
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 3U);
    EXPECT_EQ(events->front().previous, std::string(64, '0'));
    EXPECT_EQ((*events)[1].previous, (*events)[0].hash);
    EXPECT_EQ((*events)[2].previous, (*events)[1].hash);
}

TEST_P(JournalContract, ReadsBackWhatItReturned) {
    run(Json{{"title", "Zürich \"quoted\" \\ \n ünïcode \xf0\x9f\x94\xa5"},
             {"nested", {{"list", {1, 2.5, nullptr, true}}, {"big", 9007199254740993}}}});
    const auto written = journal.append({{1, "note.added", Json{{"text", "a"}}}});
    ASSERT_TRUE(written);
    const auto events = queries.events(1);
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 2U);
    EXPECT_EQ(events->front().body["nested"]["big"], 9007199254740993);
    const auto& told = written->front();
    const auto& read = events->back();
    EXPECT_EQ(journal::lineOf(told), journal::lineOf(read));
    EXPECT_EQ(told.hash, read.hash);
    EXPECT_EQ(told.hash, sha256(journal::lineOf(told)));
    EXPECT_EQ(read.actor.login, "ada");
    EXPECT_EQ(read.actor.machine, "console");
    EXPECT_GT(read.monotonicNs, events->front().monotonicNs);
}

TEST_P(JournalContract, WritesBytesThatAreNoTextAndSaysWhatItWrote) {
    run();
    const auto written = journal.append({{1, "note.added", Json{{"text", "bad \xff\xfe bytes"}}}});
    ASSERT_TRUE(written) << written.error().text();
    EXPECT_EQ(written->front().body["text"], "bad \xef\xbf\xbd\xef\xbf\xbd bytes");
    EXPECT_EQ(queries.events(1).value().back().body, written->front().body);
    expectIntact(2);
}

TEST_P(JournalContract, AppendsAllEntriesOrNone) {
    run();
    const auto refused =
        journal.append({{1, "note.added", Json{{"text", "first"}}}, {7, "note.added", Json::object()}});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().text().find("run 7"), std::string::npos) << refused.error().text();
    EXPECT_EQ(queries.events(1).value().size(), 1U);
    ASSERT_TRUE(journal.append({{1, "note.added", Json::object()}}));
    expectIntact(2);
}

TEST_P(JournalContract, OpensARunWithItsFirstEventsOrNotAtAll) {
    EXPECT_FALSE(journal.openRun({{0, "run.opened", Json::object()}, {0, "run.opened", Json::object()}}));
    run();
    const auto opened =
        journal.openRun({{0, "run.opened", Json::object()}, {0, "document.pinned", Json{{"id", "r"}}}});
    ASSERT_TRUE(opened) << opened.error().text();
    ASSERT_EQ(opened->size(), 2U);
    EXPECT_EQ(opened->at(0).run, 2);
    EXPECT_EQ(opened->at(1).run, 2);
    EXPECT_EQ(opened->at(1).body.at("id"), "r");
    EXPECT_EQ(queries.events(2).value().size(), 2U);
    expectIntact(3);
}

TEST_P(JournalContract, RefusesARunThatNobodyOpened) {
    EXPECT_FALSE(journal.append({{1, "note.added", Json::object()}}));
    EXPECT_FALSE(journal.append({{-1, "note.added", Json::object()}}));
    EXPECT_FALSE(journal.append({{1, "run.opened", Json::object()}}));
    EXPECT_FALSE(journal.openRun({{0, "note.added", Json::object()}}));
    EXPECT_EQ(run(), 1);
    EXPECT_FALSE(journal.append({{2, "run.opened", Json::object()}}));
    expectIntact(1);
}

TEST_P(JournalContract, KeepsEventsAboutItselfApartFromRuns) {
    ASSERT_TRUE(journal.append({{0, "journal.opened", Json{{"schema", 1}}}}));
    run();
    EXPECT_EQ(queries.events(0).value().size(), 1U);
    EXPECT_EQ(queries.runs().value(), (std::vector<std::int64_t>{1}));
    expectIntact(2);
}

TEST_P(JournalContract, NothingToAppendIsNothing) {
    const auto written = journal.append({});
    ASSERT_TRUE(written);
    EXPECT_TRUE(written->empty());
    EXPECT_TRUE(queries.runs().value().empty());
    EXPECT_TRUE(queries.events(1).value().empty());
}

TEST_P(JournalContract, KeepsOutputUnderTheHashOfItsBytes) {
    for (const std::string& bytes : {std::string("hello\n"), std::string(), std::string("\0\xff\x1b[31m", 7),
                                     std::string(300'000, 'x')}) {
        const auto blob = journal.keep(bytes);
        ASSERT_TRUE(blob);
        EXPECT_EQ(blob->sha256, sha256(bytes));
        EXPECT_EQ(blob->sizeBytes, static_cast<std::int64_t>(bytes.size()));
        EXPECT_FALSE(blob->truncated);
        EXPECT_EQ(queries.blob(blob->sha256).value(), bytes);
        ASSERT_TRUE(journal.keep(bytes)) << "the same output again";
    }
    const auto absent = queries.blob(std::string(64, 'a'));
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().retry, Retry::never);
}

TEST_P(JournalContract, CutsOutputAtTheStatedLimitInTheMiddle) {
    std::string bytes(journal::keptBytesOfBlob, 'm');
    const auto whole = journal.keep(bytes);
    ASSERT_TRUE(whole);
    EXPECT_FALSE(whole->truncated);

    bytes += "last";
    bytes.replace(0, 5, "first");
    const auto cut = journal.keep(bytes);
    ASSERT_TRUE(cut);
    EXPECT_TRUE(cut->truncated);
    EXPECT_EQ(cut->sizeBytes, static_cast<std::int64_t>(bytes.size()));
    const auto kept = queries.blob(cut->sha256);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->size(), journal::keptBytesOfBlob);
    EXPECT_TRUE(kept->starts_with("first") && kept->ends_with("last"));
    EXPECT_EQ(sha256(*kept), cut->sha256);
}

TEST_P(JournalContract, ThreadsOpenRunsAndAppendWithoutGapsOrLoss) {
    constexpr int threads = 4;
    constexpr int rounds = 15;
    run();
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> all;
        for (int thread = 0; thread < threads; ++thread)
            all.emplace_back([&, thread] {
                for (int round = 0; round < rounds; ++round) {
                    const auto opened = journal.openRun({{0, "run.opened", Json{{"thread", thread}}}});
                    if (!opened ||
                        !journal.append({{opened->front().run, "note.added", Json{{"round", round}}}}))
                        ++failures;
                    // One that is refused must not take a neighbour with it that shares its commit.
                    if (journal.append({{1'000'000, "note.added", Json::object()}}))
                        ++failures;
                }
            });
    }
    EXPECT_EQ(failures, 0);
    const auto runs = queries.runs();
    ASSERT_TRUE(runs);
    EXPECT_EQ(runs->size(), 1U + threads * rounds);
    for (const auto number : *runs)
        EXPECT_EQ(queries.events(number).value().size(), number == 1 ? 1U : 2U);
    expectIntact(1 + 2 * threads * rounds);
}

INSTANTIATE_TEST_SUITE_P(Every, JournalContract,
                         testing::Values(test::memoryKind(), test::sqliteKind(), test::sqliteReaderKind()),
                         [](const auto& kind) { return kind.param.name; });

} // namespace
