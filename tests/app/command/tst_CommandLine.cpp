#include "app/command/CommandLine.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {
using muster::command::parse;
using testing::HasSubstr;

class CommandLine : public testing::Test {
protected:
    void SetUp() override {
        unsetenv("MUSTER_ENVIRONMENT");
        unsetenv("MUSTER_JOURNAL");
    }
    void TearDown() override { SetUp(); }
};

TEST_F(CommandLine, UnderstandsADrillWithItsFiles) {
    const auto parsed = parse({"drill", "run", "database-crash", "--json", "r.json", "--junit", "r.xml",
                               "--report", "r.md", "--give-up-after", "90s", "-e", "shop"});
    ASSERT_TRUE(parsed.request) << parsed.err;
    EXPECT_EQ(parsed.request->verb, "drill run");
    EXPECT_EQ(parsed.request->name, "database-crash");
    EXPECT_EQ(parsed.request->jsonFile, "r.json");
    EXPECT_EQ(parsed.request->junitFile, "r.xml");
    EXPECT_EQ(parsed.request->reportFile, "r.md");
    EXPECT_EQ(parsed.request->giveUpAfter, "90s");
    EXPECT_EQ(parsed.request->environment, "shop");
}

TEST_F(CommandLine, RehearsesUnlessToldOtherwise) {
    EXPECT_EQ(parse({"runbook", "run", "x"}).request->mode, "rehearsal");
    EXPECT_EQ(parse({"runbook", "run", "x", "--mode", "live"}).request->mode, "live");
    EXPECT_EQ(parse({"runbook", "run", "x", "--mode", "really"}).exitCode, muster::command::usage);
}

TEST_F(CommandLine, WordsWeighMoreThanVariables) {
    setenv("MUSTER_ENVIRONMENT", "from-variable", 1);
    setenv("MUSTER_JOURNAL", "/from/variable", 1);
    const auto named =
        parse({"drill", "run", "x", "--environment", "from-words", "--journal", "/from/words"});
    EXPECT_EQ(named.request->environment, "from-words");
    EXPECT_EQ(named.request->journal, "/from/words");
    const auto unnamed = parse({"drill", "run", "x"});
    EXPECT_EQ(unnamed.request->environment, "from-variable");
    EXPECT_EQ(unnamed.request->journal, "/from/variable");
}

TEST_F(CommandLine, HelpIsAnAnswerAndAMistakeIsNot) {
    const auto help = parse({"drill", "run", "--help"});
    EXPECT_FALSE(help.request);
    EXPECT_EQ(help.exitCode, muster::command::passed);
    EXPECT_THAT(help.out, HasSubstr("--give-up-after"));
    EXPECT_THAT(parse({"--help"}).out, HasSubstr("4 not tested"));
    EXPECT_THAT(parse({"--version"}).out, HasSubstr("muster "));
    for (const auto& words : std::vector<std::vector<std::string>>{{},
                                                                   {"dril"},
                                                                   {"drill"},
                                                                   {"drill", "run"},
                                                                   {"journal", "verify", "a", "b"},
                                                                   {"report", "export", "x"}}) {
        const auto parsed = parse(words);
        EXPECT_FALSE(parsed.request);
        EXPECT_EQ(parsed.exitCode, muster::command::usage);
        EXPECT_FALSE(parsed.err.empty());
    }
}

} // namespace
