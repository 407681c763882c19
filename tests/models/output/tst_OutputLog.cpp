#include "tests/models/output/Printed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster::output;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(OutputLog, BytesBecomeLinesWhereverTheyAreCut) {
    const std::string all = "first\nsecond \xc3\xa4\xe2\x82\xac line\n\nthird";
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        Printed printed;
        printed.out("db-a", all.substr(0, cut));
        printed.out("db-a", all.substr(cut));
        EXPECT_THAT(printed.shown(), ElementsAre("first", "second \xc3\xa4\xe2\x82\xac line", "", "> third"))
            << "cut at " << cut;
    }
}

TEST(OutputLog, AGrowingLineIsShownAndEndsWithItsAct) {
    Printed printed;
    printed.log.beginAct("Ask");
    printed.out("db-a", "Really? [y/n");
    EXPECT_THAT(printed.shown(), ElementsAre("# Ask", "> Really? [y/n"));
    printed.out("db-a", "] ");
    EXPECT_THAT(printed.shown(), ElementsAre("# Ask", "> Really? [y/n] "));
    printed.log.endAct();
    EXPECT_THAT(printed.shown(), ElementsAre("# Ask", "Really? [y/n] "));
}

TEST(OutputLog, WhatAServerPrintsIsShownAndNeverObeyed) {
    Printed printed;
    printed.out("db-a", "\x1b[2J\x1b]0;title\x07 gone\n");
    printed.out("db-a", "user \xe2\x80\xaegnp.exe\n");
    printed.out("db-a", std::string("nul\0byte\n", 9));
    printed.out("db-a", "bad \xff\xc0\xaf utf-8\n");
    printed.out("db-a", "\xe2\x80\xa8 not two lines\n");
    EXPECT_THAT(printed.shown(),
                ElementsAre("\\x1b[2J\\x1b]0;title\\x07 gone", "user \\u202egnp.exe", "nul\\x00byte",
                            "bad \\xff\\xc0\\xaf utf-8", "\\u2028 not two lines"));
}

TEST(OutputLog, NamesOfHostsAndActsAreDataToo) {
    Printed printed;
    printed.log.beginAct("Run \x1b[31mred\nnext");
    printed.out("db-a\n\x1b[1m", "x\n");
    printed.out("db-b", "x\n");
    EXPECT_THAT(printed.shown(),
                ElementsAre("# Run \\x1b[31mred\\nnext", "= db-a\\n\\x1b[1m, db-b (2 hosts)", "x"));
}

TEST(OutputLog, WindowsLineEndsAreLineEnds) {
    Printed printed;
    printed.out("db-a", "one\r\ntwo\r");
    printed.out("db-a", "\nthree\r\n");
    EXPECT_THAT(printed.shown(), ElementsAre("one", "two", "three"));
}

TEST(OutputLog, ACarriageReturnOrTwoAreData) {
    Printed printed;
    printed.out("db-a", "rm -rf /\rls\r!\n");
    EXPECT_THAT(printed.shown(), ElementsAre("rm -rf /\\x0dls\\x0d!")) << "nothing is overwritten on the sly";
}

TEST(OutputLog, AProgressBarIsItsLastStateAndSaysSo) {
    Printed printed;
    for (int percent = 0; percent <= 57; ++percent)
        printed.out("db-a", std::to_string(percent) + "%\r");
    EXPECT_THAT(printed.shown(), ElementsAre("> 57% [57 earlier states of this line are in the journal]"));
    printed.out("db-a", "58%\ndone\n");
    EXPECT_THAT(printed.shown(),
                ElementsAre("58% [58 earlier states of this line are in the journal]", "done"));
}

TEST(OutputLog, AHugeLineIsCutWithAMarkAndCostsNoMore) {
    Printed printed;
    const std::string megabyte(1U << 20U, 'x');
    printed.out("db-a", megabyte);
    printed.out("db-a", megabyte + "end\nnext\n");
    const auto shown = printed.shown();
    ASSERT_THAT(shown, SizeIs(2));
    EXPECT_EQ(shown[0], std::string(4096, 'x') + " [… 2,093,059 more bytes of this line are in the journal]");
    EXPECT_EQ(shown[1], "next");
    EXPECT_LT(printed.log.store().textBytes(), 5000U);
}

TEST(OutputLog, ACutDoesNotTearACharacter) {
    Limits limits;
    limits.lineBytes = 8;
    Printed printed(limits);
    printed.out("db-a", "1234567\xe2\x82\xac tail\n");
    EXPECT_THAT(printed.shown(), ElementsAre("1234567 [… 8 more bytes of this line are in the journal]"));
}

TEST(OutputLog, TheOldestGoesAndTheNumberOfItIsSaid) {
    Limits limits;
    limits.lines = 1000;
    limits.chunkBytes = 512;
    Printed printed(limits);
    for (int i = 0; i < 813'331; ++i)
        printed.out("db-a", "line " + std::to_string(i) + "\n");
    const auto shown = printed.shown();
    const std::uint64_t kept = printed.log.store().size();
    EXPECT_LE(kept, 1000U);
    EXPECT_GT(kept, 900U);
    EXPECT_EQ(shown.size(), kept + 1);
    EXPECT_EQ(shown.front(), "... … " + withCommas(813'331 - kept) + " earlier lines are in the journal");
    EXPECT_EQ(shown[1], "line " + std::to_string(813'331 - kept));
    EXPECT_EQ(shown.back(), "line 813330");
}

TEST(OutputLog, TheTextIsBoundedInBytesToo) {
    Limits limits;
    limits.textBytes = 100'000;
    Printed printed(limits);
    for (int i = 0; i < 5000; ++i)
        printed.out("db-a", std::string(200, 'x') + "\n");
    EXPECT_LE(printed.log.store().textBytes(), 100'000U);
    EXPECT_GT(printed.log.letGo(), 4000U);
}

TEST(OutputLog, ALineHasTheTimeOfItsFirstByte) {
    Printed printed;
    printed.out("db-a", "slo", 5000);
    printed.out("db-a", "w\n", 9000);
    printed.err("db-a", "at once\n", 7000);
    printed.out("db-b", "past\n", 0);
    printed.arrival();
    printed.rows.refresh();
    ASSERT_EQ(printed.rows.size(), 3U);
    EXPECT_EQ(printed.rows.utcMs(printed.rows.at(0)), 5000);
    EXPECT_EQ(printed.rows.utcMs(printed.rows.at(1)), 7000);
    EXPECT_EQ(printed.rows.utcMs(printed.rows.at(2)), 0) << "not known";
}

TEST(OutputLog, StreamsOfOneHostDoNotRunIntoEachOther) {
    Printed printed;
    printed.out("db-a", "out is ");
    printed.err("db-a", "err is ");
    printed.out("db-a", "whole\n");
    printed.err("db-a", "whole\n");
    EXPECT_THAT(printed.shown(), ElementsAre("out is whole", "! err is whole"));
}

TEST(OutputLog, AfterClearingItIsAsNew) {
    Printed printed;
    printed.log.beginAct("Old");
    printed.err("db-a", "old");
    printed.log.clear();
    EXPECT_THAT(printed.shown(), IsEmpty());
    EXPECT_FALSE(printed.log.anyError());
    printed.out("db-b", "new\n");
    EXPECT_THAT(printed.shown(), ElementsAre("new"));
}

TEST(OutputLog, NothingPrintedIsNothingShown) {
    Printed printed;
    printed.out("db-a", "");
    EXPECT_THAT(printed.shown(), IsEmpty());
    printed.log.endAct();
    EXPECT_THAT(printed.shown(), IsEmpty());
}
