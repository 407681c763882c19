#include "models/report/TableText.h"

#include <gtest/gtest.h>

using namespace muster::report;

TEST(TableText, CsvQuotesWhatNeedsIt) {
    EXPECT_EQ(csv({{"a", "b"}, {{"x, y", "say \"hi\""}, {"1.5", "two\nlines"}}}),
              "a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n1.5,\"two\nlines\"\r\n");
}

TEST(TableText, CsvDisarmsFormulasAndKeepsNumbers) {
    EXPECT_EQ(csv({{"t"}, {{"=1+1"}, {"@x"}, {"-1.5"}, {"-cmd"}, {"-"}}}),
              "t\r\n'=1+1\r\n'@x\r\n-1.5\r\n'-cmd\r\n-\r\n");
}

TEST(TableText, MarkdownKeepsItsColumns) {
    EXPECT_EQ(markdownTable({{"a", "b"}, {{"x|y", "*"}}}), "| a | b |\n|---|---|\n| x\\|y | \\* |\n");
}
