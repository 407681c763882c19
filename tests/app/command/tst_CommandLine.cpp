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

TEST_F(CommandLine, UnderstandsManyDrills) {
    const auto one = parse({"drill", "run", "a"});
    EXPECT_FALSE(one.request->isPlan());
    const auto some = parse({"drill", "run", "a", "b", "--fail-fast", "--shuffle=7", "c"});
    ASSERT_TRUE(some.request) << some.err;
    EXPECT_TRUE(some.request->isPlan());
    EXPECT_THAT(some.request->names, testing::ElementsAre("a", "b", "c"));
    EXPECT_TRUE(some.request->failFast);
    EXPECT_EQ(some.request->shuffle, "7");
    const auto all = parse({"drill", "run", "--all", "--shuffle", "--keep-going"});
    ASSERT_TRUE(all.request) << all.err;
    EXPECT_TRUE(all.request->isPlan());
    EXPECT_EQ(all.request->shuffle, "random");
    EXPECT_FALSE(all.request->failFast);
    const auto spaced = parse({"drill", "run", "--shuffle", "7", "a"}); // 7 is a drill's name here
    EXPECT_THAT(spaced.request->names, testing::ElementsAre("7", "a"));
}

TEST_F(CommandLine, RefusesDrillsThatContradictEachOther) {
    for (const auto& words :
         std::vector<std::vector<std::string>>{{"drill", "run", "--all", "a"},
                                               {"drill", "run", "--all", "--fail-fast", "--keep-going"},
                                               {"drill", "run", "--all", "--shuffle=-1"},
                                               {"drill", "run", "--all", "--shuffle=seven"},
                                               {"drill", "run", "--all", "--shuffle=12345678901234567890"},
                                               {"report", "metrics"}}) {
        const auto parsed = parse(words);
        EXPECT_FALSE(parsed.request) << words.back();
        EXPECT_EQ(parsed.exitCode, muster::command::usage);
        EXPECT_FALSE(parsed.err.empty());
    }
}

TEST_F(CommandLine, UnderstandsReportsOfPlans) {
    const auto plan = parse({"report", "plan", "7", "--format", "html", "-o", "x.html"});
    ASSERT_TRUE(plan.request) << plan.err;
    EXPECT_EQ(plan.request->verb, "report plan");
    EXPECT_EQ(plan.request->plan, 7);
    EXPECT_EQ(plan.request->format, "html");
    const auto metrics = parse({"report", "metrics", "--seed", "seed.json"});
    ASSERT_TRUE(metrics.request) << metrics.err;
    EXPECT_EQ(metrics.request->plan, 0);
    EXPECT_EQ(metrics.request->seedFile, "seed.json");
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
