#include "tests/models/output/Printed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster::output;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::vector<std::uint32_t> found(Finder& finder, const OutputLog& log) {
    while (!finder.slice(log, 100)) {
    }
    return {finder.lines().begin(), finder.lines().end()};
}

} // namespace

TEST(Finder, FindsEveryLineOnce) {
    Printed printed;
    printed.out("a", "error: error\nall is well\nno Error here\nerror\n");
    Finder finder;
    finder.look(Needle("error", true));
    EXPECT_THAT(found(finder, printed.log), ElementsAre(0, 3));
    finder.look(Needle("ERROR", false));
    EXPECT_THAT(found(finder, printed.log), ElementsAre(0, 2, 3));
    finder.look(Needle("rror", false));
    EXPECT_THAT(found(finder, printed.log), ElementsAre(0, 2, 3));
}

TEST(Finder, NothingIsFoundAcrossTheEndsOfLines) {
    Printed printed;
    printed.out("a", "ab\ncd\n");
    Finder finder;
    finder.look(Needle("bc", true));
    EXPECT_THAT(found(finder, printed.log), IsEmpty());
}

TEST(Finder, FoldsTheLettersOfOtherAlphabetsToo) {
    EXPECT_EQ(Needle("größe", false).in("Die GRÖßE"), 4U);
    EXPECT_EQ(Needle("ÖL", false).in("öl"), 0U);
    EXPECT_EQ(Needle("привет", false).in("о ПРИВЕТ"), 3U);
    EXPECT_EQ(Needle("ёж", false).in("ЁЖ"), 0U);
    EXPECT_EQ(Needle("λογοσ", false).in("ΛΟΓΟΣ") == 0U, true);
    EXPECT_EQ(Needle("öl", true).in("ÖL"), std::string::npos);
}

TEST(Finder, LinesThatComeLaterAreFoundAndThoseLetGoAreForgotten) {
    Limits limits;
    limits.lines = 200;
    limits.chunkBytes = 512;
    Printed printed(limits);
    Finder finder;
    finder.look(Needle("7", true));
    for (int i = 0; i < 1000; ++i) {
        printed.out("a", std::to_string(i) + "\n");
        finder.slice(printed.log, 64);
    }
    const auto lines = found(finder, printed.log);
    std::vector<std::uint32_t> expected;
    for (std::uint64_t i = printed.log.letGo(); i < 1000; ++i) {
        if (std::to_string(i).find('7') != std::string::npos)
            expected.push_back(static_cast<std::uint32_t>(i));
    }
    EXPECT_EQ(lines, expected);
}

TEST(Finder, ASliceIsBounded) {
    Printed printed;
    for (int i = 0; i < 100'000; ++i)
        printed.out("a", "a line of some length that holds nothing\n");
    Finder finder;
    finder.look(Needle("needle", false));
    EXPECT_FALSE(finder.slice(printed.log, 64U << 10U));
    EXPECT_LT(finder.seen(), 5000U);
    EXPECT_GT(finder.seen(), 1000U);
}

TEST(CopyText, IsExactlyWhatWasShown) {
    Printed printed;
    printed.out("a", "first\tline\nsecond\n\nfo\xc3\xbcrth\n");
    printed.rows.refresh();
    const auto place = [&](std::size_t row, std::size_t byte) { return Place{printed.rows.at(row), byte}; };
    EXPECT_EQ(textBetween(printed.rows, place(0, 2), place(0, 5)), "rst");
    EXPECT_EQ(textBetween(printed.rows, place(0, 6), place(3, 4)), "line\nsecond\n\nfo\xc3\xbc");
    EXPECT_EQ(textBetween(printed.rows, place(3, 4), place(0, 6)), "line\nsecond\n\nfo\xc3\xbc")
        << "drawn upwards";
    EXPECT_EQ(allText(printed.rows), "first\tline\nsecond\n\nfo\xc3\xbcrth\n");
}

TEST(CopyText, ASelectionKeepsItsLinesWhenOthersGo) {
    Limits limits;
    limits.lines = 100;
    limits.chunkBytes = 256;
    Printed printed(limits);
    for (int i = 0; i < 60; ++i)
        printed.out("a", "line " + std::to_string(i) + "\n");
    printed.rows.refresh();
    const Place from{printed.rows.at(50), 0};
    const Place to{printed.rows.at(51), 7};
    for (int i = 60; i < 130; ++i)
        printed.out("a", "line " + std::to_string(i) + "\n");
    printed.rows.refresh();
    ASSERT_GT(printed.log.letGo(), 0U);
    EXPECT_EQ(textBetween(printed.rows, from, to), "line 50\nline 51");
}

TEST(CopyText, MarkdownCannotBeBrokenOutOf) {
    Printed printed;
    printed.log.beginAct("Show `it`");
    printed.out("a", "```\n# not a heading\n");
    printed.err("a", "oops\n");
    printed.out("b", "plain\n");
    printed.rows.refresh();
    EXPECT_EQ(asMarkdown(printed.rows, 0, printed.rows.size()),
              "**`` Show `it` ``**\n"
              "\n`a`\n"
              "\n````\n```\n# not a heading\n[stderr] oops\n````\n"
              "\n`b`\n"
              "\n```\nplain\n```\n");
}

TEST(CopyText, NumbersAreReadable) {
    EXPECT_EQ(withCommas(0), "0");
    EXPECT_EQ(withCommas(999), "999");
    EXPECT_EQ(withCommas(1000), "1,000");
    EXPECT_EQ(withCommas(812'331), "812,331");
    EXPECT_EQ(withCommas(1'000'000), "1,000,000");
}
