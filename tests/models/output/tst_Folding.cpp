#include "tests/models/output/Printed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster::output;
using testing::ElementsAre;
using testing::SizeIs;

TEST(Folding, WhatHostsPrintAlikeIsShownOnce) {
    Printed printed;
    printed.log.beginAct("Ask for the version");
    for (const char* host : {"db-a", "db-b", "app-a"}) {
        printed.out(host, "PostgreSQL 15.9\n");
        printed.out(host, "ready\n");
    }
    printed.out("app-b", "PostgreSQL 15.8\n");
    printed.log.endAct();
    EXPECT_THAT(printed.shown(), ElementsAre("# Ask for the version", "= db-a, db-b, app-a (3 hosts)",
                                             "PostgreSQL 15.9", "ready", "= app-b", "PostgreSQL 15.8"));
}

TEST(Folding, InterleavedHostsFoldAsWell) {
    Printed printed;
    printed.out("a", "one\n");
    printed.out("b", "one\n");
    printed.out("b", "two\n");
    printed.out("a", "two\n");
    EXPECT_THAT(printed.shown(), ElementsAre("= a, b (2 hosts)", "one", "two"));
}

TEST(Folding, TheSameWordsOnTheOtherStreamDiffer) {
    Printed printed;
    printed.out("a", "failed\n");
    printed.err("b", "failed\n");
    EXPECT_THAT(printed.shown(), ElementsAre("= a", "failed", "= b", "! failed"));
}

TEST(Folding, AHostThatIsSlowerIsAmongThemWhileTheActRuns) {
    Printed printed;
    printed.log.beginAct("");
    printed.out("a", "one\ntwo\nthree\n");
    printed.out("b", "one\n");
    EXPECT_THAT(printed.shown(),
                ElementsAre("= a, b [1 of 3 lines so far] (2 hosts)", "one", "two", "three"));
    printed.out("b", "tw");
    EXPECT_THAT(printed.shown(), SizeIs(4)) << "the beginning of the same line";
    printed.out("b", "ist\n");
    EXPECT_THAT(printed.shown(), ElementsAre("= a", "one", "two", "three", "= b", "one", "twist"));
}

TEST(Folding, AHostThatPrintedLessDiffersWhenTheActIsOver) {
    Printed printed;
    printed.log.beginAct("");
    printed.out("a", "one\ntwo\n");
    printed.out("b", "one\n");
    printed.log.endAct();
    EXPECT_THAT(printed.shown(), ElementsAre("= a", "one", "two", "= b", "one"));
}

TEST(Folding, ActsAreFoldedEachForItself) {
    Printed printed;
    printed.log.beginAct("First");
    printed.out("a", "same\n");
    printed.out("b", "same\n");
    printed.log.beginAct("Second");
    printed.out("b", "same\n");
    printed.out("a", "other\n");
    EXPECT_THAT(printed.shown(), ElementsAre("# First", "= a, b (2 hosts)", "same", "# Second", "= b", "same",
                                             "= a", "other"));
}

TEST(Folding, LinesThatDifferBeyondTheirCutDiffer) {
    Limits limits;
    limits.lineBytes = 16;
    Printed printed(limits);
    printed.out("a", std::string(40, 'x') + "1\n");
    printed.out("b", std::string(40, 'x') + "2\n");
    printed.out("c", std::string(20, 'x'));
    printed.out("c", std::string(20, 'x') + "1\n");
    const auto shown = printed.shown();
    ASSERT_THAT(shown, SizeIs(4));
    EXPECT_EQ(shown[0], "= a, c (2 hosts)") << "wherever the bytes were cut on their way";
    EXPECT_EQ(shown[2], "= b");
}

TEST(Folding, ManyHostsAreNamedInShortAndInFull) {
    Printed printed;
    for (int i = 0; i < 200; ++i)
        printed.out("host-" + std::to_string(i), "up\n");
    EXPECT_THAT(printed.shown(),
                ElementsAre("= host-0, host-1, host-2, host-3, host-4, host-5, host-6, host-7 "
                            "and 192 more (200 hosts)",
                            "up"));
    EXPECT_THAT(printed.rows.allHosts(printed.rows.at(0)),
                testing::EndsWith("host-198, host-199 (200 hosts)"));
}

TEST(Folding, OneHostNeedsNoName) {
    Printed printed;
    printed.log.beginAct("Ask");
    printed.out("db-a", "yes\n");
    EXPECT_THAT(printed.shown(), ElementsAre("# Ask", "yes"));
}

TEST(Folding, SwitchedOffEveryLineStandsInItsOrder) {
    Printed printed;
    printed.log.beginAct("Ask");
    printed.out("a", "one\n");
    printed.out("b", "one\n");
    printed.out("a", "two\n");
    printed.out("b", "grow");
    printed.arrival();
    EXPECT_THAT(printed.shown(), ElementsAre("# Ask", "one", "one", "two", "> grow"));
    EXPECT_TRUE(printed.rows.namesHosts());
}

TEST(Folding, HostsAndStreamsAreChosen) {
    Printed printed;
    printed.out("a", "one\n");
    printed.err("a", "warn\n");
    printed.out("b", "one\n");
    printed.err("b", "warn\n");
    printed.out("c", "else\n");
    ShownRows shown;
    shown.hosts = {"a", "c"};
    printed.rows.show(shown);
    EXPECT_THAT(printed.shown(), ElementsAre("= a", "one", "! warn", "= c", "else"));
    shown.hosts = {};
    shown.out = false;
    printed.rows.show(shown);
    EXPECT_THAT(printed.shown(), ElementsAre("= a, b (2 hosts)", "! warn"));
    shown.folded = false;
    printed.rows.show(shown);
    EXPECT_THAT(printed.shown(), ElementsAre("! warn", "! warn"));
    printed.err("c", "late\n");
    printed.out("c", "not\n");
    EXPECT_THAT(printed.shown(), ElementsAre("! warn", "! warn", "! late"));
}

TEST(Folding, RowsAreFoundAgainWhereverTheyStand) {
    Limits limits;
    limits.lines = 3000;
    limits.chunkBytes = 1024;
    for (const bool folded : {true, false}) {
        for (const bool errorsOnly : {true, false}) {
            Printed printed(limits);
            ShownRows shown;
            shown.folded = folded;
            shown.out = !errorsOnly;
            printed.rows.show(shown);
            for (int act = 0; act < 5; ++act) {
                printed.log.beginAct("Act " + std::to_string(act));
                for (int i = 0; i < 300; ++i) {
                    for (const char* host : {"a", "b", "c"}) {
                        printed.out(host, "line " + std::to_string(i) + "\n");
                        printed.err(host, host + std::to_string(i % 7) + "\n");
                    }
                }
                printed.out("a", "growing");
            }
            printed.rows.refresh();
            ASSERT_GT(printed.rows.size(), 1000U);
            for (std::size_t i = 0; i < printed.rows.size(); ++i) {
                const Row row = printed.rows.at(i);
                ASSERT_EQ(printed.rows.find(row), i);
                ASSERT_EQ(printed.rows.nearest(row), i);
            }
        }
    }
}

TEST(Folding, ALineOfAnyHostLeadsToTheRowThatIsShownForIt) {
    Printed printed;
    for (const char* host : {"a", "b"}) {
        printed.out(host, "one\n");
        printed.out(host, "two\n");
    }
    printed.rows.refresh();
    Row second; // "two" of b
    second.number = 3;
    second.transcript = 1;
    const auto found = printed.rows.find(second);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(printed.rows.text(printed.rows.at(*found)).text, "two");
    EXPECT_EQ(printed.rows.at(*found).transcript, 0U);
}

TEST(Folding, WhatWasLetGoCountsWhenHostsAreCompared) {
    Limits limits;
    limits.lines = 100;
    limits.chunkBytes = 256;
    Printed printed(limits);
    printed.out("a", "only a began like this\n");
    printed.out("b", "only b began like this\n");
    for (int i = 0; i < 500; ++i) {
        printed.out("a", "tick\n");
        printed.out("b", "tick\n");
    }
    const auto shown = printed.shown();
    EXPECT_EQ(std::ranges::count(shown, "= a"), 1);
    EXPECT_EQ(std::ranges::count(shown, "= b"), 1) << "they differ, though what is left does not";
}
