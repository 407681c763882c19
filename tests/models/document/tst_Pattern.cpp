#include "models/document/Pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using muster::document::Pattern;
using muster::document::toUtf8;
using testing::HasSubstr;
using testing::Optional;

TEST(Pattern, MatchesTheWholeTextOrNothing) {
    const auto pattern = Pattern::compile("[a-z]+|[0-9]").value();
    EXPECT_TRUE(pattern.matchesWhole("abc"));
    EXPECT_TRUE(pattern.matchesWhole("1"));
    EXPECT_FALSE(pattern.matchesWhole("abc1"));
    EXPECT_FALSE(pattern.matchesWhole("abc\n"));
    EXPECT_FALSE(pattern.matchesWhole(""));
}

TEST(Pattern, WhatCouldRunForEverIsNotInTheLanguage) {
    EXPECT_THAT(Pattern::compile("(a)\\1").error().text(), HasSubstr("cannot be used"));
    EXPECT_THAT(Pattern::compile("(?=a)b").error().text(), HasSubstr("cannot be used"));
    EXPECT_FALSE(Pattern::compile("((a{1000}){1000}){1000}").has_value());
    EXPECT_THAT(Pattern::compile(std::string(2000, 'a')).error().text(), HasSubstr("too long"));
    EXPECT_FALSE(Pattern::compile(std::string(900, '(')).has_value());
}

TEST(Pattern, KnowsWhetherAMatchMayLookLikeAnOption) {
    for (const auto* safe : {"[a-z_][a-z0-9_]*", "x-.*", "/[^/]*", "(db|app)-[ab]", "[0-9]{4}"})
        EXPECT_FALSE(Pattern::compile(safe).value().mayBeginWithDash()) << safe;
    for (const auto* unsafe : {".*", "-x", "[^a]", "[a-z-]+", "(-|x)y", "[+-9]", "\\W.*"})
        EXPECT_TRUE(Pattern::compile(unsafe).value().mayBeginWithDash()) << unsafe;
}

TEST(Pattern, EveryByteBecomesUtf8) {
    EXPECT_EQ(toUtf8("plain ü 日 😀"), "plain ü 日 😀");
    EXPECT_EQ(toUtf8("a\xff"
                     "b"),
              "a\xef\xbf\xbd"
              "b");
    EXPECT_EQ(toUtf8("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(toUtf8("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(toUtf8("\xf0\x9f"), "\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(toUtf8("\xf4\x90\x80\x80").size(), 12U);
    EXPECT_THAT(Pattern::compile("x(.)y").value().find("x\xff"
                                                       "y"),
                Optional(std::string("\xef\xbf\xbd")));
}
