#include "tests/models/runbook/Documents.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace

TEST(HostileDocuments, WindowsLineEndsAndByteOrderMarksChangeNothing) {
    std::string text =
        around("## Do it\nProse.\n```sh on=a reads\nline one\nline two\n```\n- [ ] Lag ____\n");
    const auto plain = readRunbook("it.md", text);
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
        text.insert(at, "\r");
    const auto windows = readRunbook("it.md", "\xef\xbb\xbf" + text);
    ASSERT_THAT(said(windows.problems), IsEmpty());
    EXPECT_EQ(windows.runbook.steps.at(0).action.value().text, "line one\nline two\n");
    EXPECT_EQ(windows.runbook.steps.at(0).action.value().place.text(),
              plain.runbook.steps.at(0).action.value().place.text());
    EXPECT_EQ(windows.runbook.steps.at(0).prose, "Prose.");
    EXPECT_EQ(windows.runbook.steps.at(0).ticks.at(0).text, "Lag ____");
    EXPECT_EQ(windows.runbook.document.text, "\xef\xbb\xbf" + text) << "the exact bytes are kept";
}

TEST(HostileDocuments, WhatIsNotTextIsRefusedWithItsPlace) {
    const auto first = [](const std::string& body) {
        return said(readRunbook("it.md", around(body)).problems);
    };
    EXPECT_THAT(first("## Do it\nab\xff\n"), ElementsAre(HasSubstr("7:3: the byte 0x00ff is not UTF-8")));
    EXPECT_THAT(first("## Do it\n\xc0\xaf\n"), ElementsAre(HasSubstr("7:1: the byte 0x00c0 is not UTF-8")));
    EXPECT_THAT(first("## Do it\n\xed\xa0\x80\n"), ElementsAre(HasSubstr("not UTF-8")));
    EXPECT_THAT(first(std::string("## Do it\na\0b\n", 13)),
                ElementsAre(HasSubstr("7:2: a control character U+0000")));
    EXPECT_THAT(first("## Do it\n\x1b[2J\n"), ElementsAre(HasSubstr("7:1: a control character U+001b")));
    EXPECT_THAT(first("## Do it\na\rb\n"), ElementsAre(HasSubstr("7:2: a control character U+000d")));
    EXPECT_THAT(first("## Do it\nrm \xe2\x80\xae x\n"),
                ElementsAre(HasSubstr("7:4: the character U+202e makes the text read otherwise")));
    EXPECT_THAT(said(readRunbook("it.md", "").problems), Contains(HasSubstr("no front matter")));
}

TEST(HostileDocuments, FilesThatAreTooLargeAreNotParsed) {
    EXPECT_THAT(said(readRunbook("it.md", std::string((4U << 20U) + 1, 'a')).problems),
                ElementsAre(HasSubstr("4 MiB")));
    EXPECT_THAT(said(readBody("## Do it\n" + std::string(70'000, 'a')).problems),
                ElementsAre(HasSubstr("more than 64 KiB without an empty line")));
}

TEST(HostileDocuments, DeepNestingIsRefused) {
    for (const auto* opening : {"[", "{", "{a: ", "- ", "? "}) {
        const auto reading = readRunbook(
            "it.md", "---\nid: " + std::string(opening[0] == '-' || opening[0] == '?' ? "it\nx:\n  " : "") +
                         repeated(opening, 10'000) + "\n---\n# It\n## Do it\nx\n");
        EXPECT_FALSE(reading.problems.empty()) << opening;
    }
    std::string lines = "---\nid: it\n";
    for (int depth = 0; depth < 200; ++depth)
        lines += std::string(static_cast<std::size_t>(depth), ' ') + "a:\n";
    EXPECT_THAT(said(readRunbook("it.md", lines + "---\n# It\n## Do it\nx\n").problems),
                Contains(HasSubstr("nested deeper than 16 levels")));
    EXPECT_THAT(said(readBody("## Do it\n" + repeated("> ", 10'000) + "x\n").problems),
                Contains(HasSubstr("7: nested deeper than 100 levels")));
    EXPECT_THAT(said(readBody("## Do it\n" + repeated("- ", 10'000) + "x\n").problems),
                Contains(HasSubstr("nested deeper than 100 levels")));
    EXPECT_THAT(said(readBody("## Do it\n" + repeated("1. ", 10'000) + "x\n").problems),
                Contains(HasSubstr("nested deeper than 100 levels")));
}

TEST(HostileDocuments, AliasBombsAnchorsAndTagsAreRefused) {
    const auto front = [](const std::string& yaml) {
        return said(readRunbook("it.md", "---\n" + yaml + "---\n# It\n## Do it\nx\n").problems);
    };
    EXPECT_THAT(front("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
                Contains(HasSubstr("2:4: anchors (&) and aliases (*) are not read")));
    EXPECT_THAT(front("id: *it\n"), testing::Not(IsEmpty()));
    EXPECT_THAT(front("id: !!python/object it\n"), Contains(HasSubstr("tags (!) are not read")));
    EXPECT_THAT(front("id: it\nid: that\n"), Contains(HasSubstr("3:1: 'id' stands here twice")));
    EXPECT_THAT(front("? [a, b]\n: c\n"), Contains(HasSubstr("a key is not a plain word")));
    EXPECT_THAT(front("- a\n- b\n"), Contains(HasSubstr("the front matter is not a map")));
    EXPECT_THAT(front("just text\n"), Contains(HasSubstr("the front matter is not a map")));
    EXPECT_THAT(front("id: [a, b]\nowner: {x: y}\ninputs: 3\nsymptoms: {a: b}\n"),
                testing::AllOf(Contains(HasSubstr("2:5: `id`")), Contains(HasSubstr("3:8: `owner`")),
                               Contains(HasSubstr("4:9: `inputs` is not a map")),
                               Contains(HasSubstr("5:11: `symptoms`"))));
}

// Texts that made other readers of Markdown take the square of their length.
TEST(HostileDocuments, NothingTakesLongerThanASecond) {
    for (const auto* piece : {"![l", "[", "[a](", "*a_ ", "`a``", "<!--", "<?", "_a __b ", "~", "[a]: b\n",
                              "> a\n", "- a\n  - b\n", "&#", "a\\", "$(", "\"$(", "${a", "((", "<<A "}) {
        const int times = 60'000 / static_cast<int>(std::string(piece).size());
        const auto begin = std::chrono::steady_clock::now();
        for (const auto* opening : {"## Do it\n", "## Do it\n- [ ] ", "## Do it\nx\n### Decide\n- "})
            readRunbook("it.md", around(opening + repeated(piece, times) + "\n"));
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(6)) << piece;
    }
}

TEST(HostileDocuments, EveryCutAndEveryFlippedByteIsSurvived) {
    const std::string text = example(docs("RUNBOOK-FORMAT.md"), "````markdown\n", "````\n", 0);
    const std::string drill = example(docs("RUNBOOK-FORMAT.md"), "````markdown\n", "````\n", 1);
    ASSERT_GT(text.size(), 500U);
    for (std::size_t cut = 0; cut < text.size(); cut += 3) {
        readRunbook("it.md", text.substr(0, cut));
        readDrill("it.drill.md", drill.substr(0, std::min(cut, drill.size())));
    }
    for (std::size_t at = 0; at < text.size(); at += 2) {
        std::string changed = text;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 7)));
        readRunbook("it.md", changed);
    }
}
