#include "models/base/Shell.h"

#include <array>
#include <cstdio>
#include <gtest/gtest.h>

namespace {

// What /bin/sh makes of the quoted word, byte for byte.
std::string throughTheShell(const std::string& value) {
    const std::string command = "printf %s " + muster::shellQuote(value);
    FILE* pipe = popen(command.c_str(), "r");
    std::string out;
    std::array<char, 4096> buffer{};
    std::size_t got = 0;
    while ((got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0)
        out.append(buffer.data(), got);
    pclose(pipe);
    return out;
}

class HostileValue : public testing::TestWithParam<std::string> {};

TEST_P(HostileValue, ComesOutOfTheShellAsItWentIn) {
    EXPECT_EQ(throughTheShell(GetParam()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Shell, HostileValue,
                         testing::Values("plain", "", " ", "it's", "''", "'\\''", "$(reboot)", "`id`",
                                         "a;b|c&d", "$HOME", "\\", "\"", "line\nbreak", "-n", "--", "*", "~",
                                         "!history", "{a,b}", "\x01\x1b[31m", "\xff\xfe", "na\xc3\xafve name",
                                         std::string(20'000, '\'')));

TEST(Shell, JoinLeavesPlainWordsBareAndQuotesTheRest) {
    EXPECT_EQ(muster::shellJoin({"pg_ctl", "-D", "/var/lib/my data", "", "start"}),
              "pg_ctl -D '/var/lib/my data' '' start");
}

TEST(Shell, KnowsWhatMayBeAssignedTo) {
    EXPECT_TRUE(muster::isShellName("db_host"));
    EXPECT_TRUE(muster::isShellName("_1"));
    EXPECT_FALSE(muster::isShellName("1db"));
    EXPECT_FALSE(muster::isShellName("db-host"));
    EXPECT_FALSE(muster::isShellName(""));
    EXPECT_FALSE(muster::isShellName("a=b"));
}

} // namespace
