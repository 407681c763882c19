#include "models/base/Duration.h"
#include "models/base/Place.h"
#include "models/base/Printable.h"
#include "models/base/Sha256.h"

#include <gtest/gtest.h>

namespace {
using muster::Milliseconds;

TEST(Duration, ReadsWhatPeopleWrite) {
    EXPECT_EQ(muster::parseDuration("250ms"), Milliseconds{250});
    EXPECT_EQ(muster::parseDuration("10s"), Milliseconds{10'000});
    EXPECT_EQ(muster::parseDuration("1m30s"), Milliseconds{90'000});
    EXPECT_EQ(muster::parseDuration("90d"), Milliseconds{7'776'000'000});
    EXPECT_EQ(muster::parseDuration("0"), Milliseconds{0});
}

TEST(Duration, RefusesEverythingElse) {
    for (const char* text :
         {"", "10", "s", "-1s", "1 s", "1.5s", "10sec", "99999999999999999999s", "1s;", "ms5"})
        EXPECT_EQ(muster::parseDuration(text), std::nullopt) << text;
}

TEST(Duration, IsWrittenInAtMostTwoUnits) {
    EXPECT_EQ(muster::formatDuration(Milliseconds{412}), "0.4 s");
    EXPECT_EQ(muster::formatDuration(Milliseconds{12'900}), "12 s");
    EXPECT_EQ(muster::formatDuration(Milliseconds{112'000}), "1 m 52 s");
    EXPECT_EQ(muster::formatDuration(Milliseconds{7'500'000}), "2 h 05 m");
    EXPECT_EQ(muster::formatSeconds(Milliseconds{12'345}), "12.345");
}

TEST(Printable, ShowsControlSequencesInsteadOfObeyingThem) {
    EXPECT_EQ(muster::printable("\x1b[31mred\r\n"), "\\x1b[31mred\\x0d\n");
    EXPECT_EQ(muster::printable("pay \u202eevil"), "pay \\u202eevil");
    EXPECT_EQ(muster::printable("\xc3\xa9 \xff \xed\xa0\x80"), "\xc3\xa9 \\xff \\xed\\xa0\\x80");
    EXPECT_EQ(muster::printableLine("a\nb\tc"), "a\\nb\\tc");
    EXPECT_EQ(muster::printableLine(std::string(300, 'x'), 10), "xxxxxxxxxx…");
}

TEST(Sha256, AgreesWithSha256sum) {
    EXPECT_EQ(muster::sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(muster::sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Problem, ReadsAsPlaceWhatAndMend) {
    const muster::Problem problem{{"a.md", 12, 3}, "no such step 'x'", "link to a heading of this file"};
    EXPECT_EQ(problem.text(), "a.md:12:3: no such step 'x': link to a heading of this file");
}

} // namespace
