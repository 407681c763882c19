#include "models/document/Words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster::document;

TEST(Words, TheNearestOneIsMeant) {
    const std::vector<std::string> known{"timeout", "on", "expect", "retry", "reads"};
    EXPECT_EQ(nearest("tiemout", known), "timeout");
    EXPECT_EQ(nearest("timout", known), "timeout");
    EXPECT_EQ(nearest("retyr", known), "retry");
    EXPECT_EQ(nearest("no", known), "on");
    EXPECT_EQ(nearest("xy", known), "");
    EXPECT_EQ(nearest("something", known), "");
    EXPECT_EQ(nearest("", known), "");
    EXPECT_EQ(nearest(std::string(1'000'000, 'x'), known), "");
    EXPECT_EQ(suggestion("raeds", known), "did you mean 'reads'?");
    EXPECT_EQ(suggestion("zzzzzz", {"a", "b"}), "known here: a, b");
    EXPECT_EQ(suggestion("zzzzzz", {}), "remove it");
}

TEST(Words, NamesThatCouldSteerAnythingAreNone) {
    for (const auto* good : {"a", "db_data", "_x", "x1"})
        EXPECT_TRUE(isValueName(good)) << good;
    for (const auto* bad : {"", "1a", "PATH", "a-b", "a b", "ü", "a\n", "a=b"})
        EXPECT_FALSE(isValueName(bad)) << bad;
    for (const auto* good : {"db-a", "app.example", "A_1", "0"})
        EXPECT_TRUE(isName(good)) << good;
    for (const auto* bad : {"", "-x", ".x", "a/b", "a b", "a@b", "a:b", "..", "ü"})
        EXPECT_FALSE(isName(bad)) << bad;
}
