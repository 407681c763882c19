// Drills one after another: each a run of its own, one result of all, and nothing left broken however it
// ends.
#include "tests/journeys/plan/OwnDrills.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <gmock/gmock.h>
#include <httplib.h>
#include <thread>

namespace {
using muster::Json;
using muster::test::drillThatBreaksNothing;
using muster::test::eventually;
using muster::test::readFile;
using muster::test::replaced;
using testing::HasSubstr;

class DrillPlan : public muster::test::RangeJourney {
protected:
    static std::string postmaster() {
        return readFile(databaseValue("db_data") + "/postmaster.pid").substr(0, 12);
    }
    static std::vector<std::string> verdicts(const Json& suite) {
        std::vector<std::string> out;
        for (const auto& each : suite["drills"])
            out.push_back(each["verdict"]);
        return out;
    }
};

using Verdicts = std::vector<std::string>;

TEST_F(DrillPlan, RunsThemAllAndTellsTheResultOfTheWhole) {
    const std::string nothing = drillThatBreaksNothing(folder(), "nothing");
    const auto ran = muster({"drill", "run", nothing, "database-crash", "--json", file("suite.json"),
                             "--junit", file("suite.xml"), "--report", file("suite.html")});
    ASSERT_EQ(ran.exitCode, 4) << ran.err << ran.out;
    Json suite = json(file("suite.json"));
    EXPECT_EQ(verdicts(suite), (Verdicts{"not-tested", "passed"}));
    EXPECT_EQ(suite["schema"], "muster.suite/1");
    EXPECT_EQ(suite["verdict"], "not-tested");
    EXPECT_EQ(suite["ended"], "complete");
    EXPECT_EQ(suite["drills"][0]["form"], "weaker: nothing");
    EXPECT_GT(suite["drills"][1]["rto_seconds"].get<double>(), 0.0);
    EXPECT_EQ(suite["totals"]["measured"], 1);
    EXPECT_EQ(suite["totals"]["lost"], 0);
    EXPECT_GE(suite["totals"]["workflows_recovered"].get<int>(), 5);
    EXPECT_THAT(readFile(file("suite.xml")),
                HasSubstr("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\""));
    EXPECT_THAT(readFile(file("suite.html")), HasSubstr("Database crash while workflows execute"));
    EXPECT_THAT(ran.out, HasSubstr("1 of 2 passed, 1 not tested"));
    EXPECT_THAT(ran.err, HasSubstr("drill 2 of 2"));
    EXPECT_THAT(ran.err, HasSubstr("never ran here")) << "an honest estimate where there is no history";
    EXPECT_EQ(ran.err.find('\x1b'), std::string::npos) << "a pipe is no terminal";

    // Each is a run of its own, exactly as a single drill.
    const auto first = suite["drills"][0]["run"].get<int>();
    const auto second = suite["drills"][1]["run"].get<int>();
    EXPECT_NE(first, second);
    const auto single = muster({"report", "export", std::to_string(second), "--format", "json"});
    Json report = Json::parse(single.out);
    EXPECT_EQ(report["verdict"], "passed");
    EXPECT_EQ(report["rto_seconds"], suite["drills"][1]["rto_seconds"]);
    EXPECT_EQ(report["drill_plan"]["position"], 2);
    EXPECT_EQ(muster({"journal", "verify"}).exitCode, 0);

    // Two exports of one journal are the same bytes, and the same that the plan itself wrote.
    const std::string before = readFile(file("journal.db"));
    for (const auto& [format, written] :
         {std::pair{"json", "suite.json"}, std::pair{"junit", "suite.xml"}, std::pair{"html", "suite.html"}})
        EXPECT_EQ(muster({"report", "plan", "--format", format}).out, readFile(file(written))) << format;
    EXPECT_EQ(muster({"report", "plan", std::to_string(first)}).out, ran.out);
    EXPECT_EQ(readFile(file("journal.db")), before);
    EXPECT_EQ(muster({"report", "plan", "77"}).exitCode, 2);

    const auto metrics =
        muster({"report", "metrics", "--seed", std::string(MUSTER_SOURCE_DIR) + "/docs/seed-metrics.json"});
    EXPECT_EQ(metrics.exitCode, 0) << metrics.err;
    EXPECT_THAT(metrics.out, HasSubstr("1 m 52 s"));
    EXPECT_THAT(metrics.out, HasSubstr("1 measured by both"));
}

TEST_F(DrillPlan, AllAreThoseThatAreForThisEnvironment) {
    const auto elsewhere = drillThatBreaksNothing(folder(), "elsewhere");
    folder().write(
        "runbooks/elsewhere.drill.md",
        replaced(readFile(elsewhere), "blast-radius:", "needs: { db_failover: automatic }\nblast-radius:"));
    auto places = environment();
    places["MUSTER_RUNBOOKS"] = file("runbooks");
    // Where no drill is allowed nothing begins, and all is said.
    const auto refusing = folder().write(
        "refusing.yaml", replaced(readFile(environmentFile()), "drills: allowed", "drills: refused"));
    const auto all = muster::test::runProgram(
        {muster::test::program("muster"), "drill", "run", "--all", "--environment", refusing}, places);
    EXPECT_EQ(all.exitCode, 3) << all.err;
    EXPECT_THAT(all.err, HasSubstr("Left out: Nothing: the drill. It is for another environment: it needs "
                                   "'db_failover' to be 'automatic', and there it is 'manual'"));
    EXPECT_THAT(all.err, HasSubstr("Not run: Database crash")) << "an obstacle of any other kind is told";

    // Asked for by its name it is refused.
    const auto named = muster({"drill", "run", elsewhere});
    EXPECT_EQ(named.exitCode, 3) << named.err;
    EXPECT_THAT(named.err, HasSubstr("it needs 'db_failover'"));
}

TEST_F(DrillPlan, FailFastLeavesTheRestAsItIs) {
    const std::string nothing = drillThatBreaksNothing(folder(), "nothing");
    const std::string before = postmaster();
    const auto ran =
        muster({"drill", "run", nothing, "database-crash", "--fail-fast", "--json", file("suite.json")});
    EXPECT_EQ(ran.exitCode, 4) << ran.err << ran.out;
    EXPECT_EQ(verdicts(json(file("suite.json"))), (Verdicts{"not-tested", "not-run"}));
    EXPECT_THAT(ran.err, HasSubstr("The plan stops here"));
    EXPECT_EQ(postmaster(), before) << "the second drill ran all the same";
}

TEST_F(DrillPlan, CtrlCPutsBackWhatRunsAndLeavesOutTheRest) {
    const std::string nothing = drillThatBreaksNothing(folder(), "nothing");
    const auto plan = startMuster({"drill", "run", "database-crash", nothing, "--json", file("suite.json")});
    ASSERT_TRUE(eventually([&]() { return plan->err().find("fault at") != std::string::npos; },
                           std::chrono::seconds{90}))
        << plan->err();
    plan->kill(SIGINT);
    EXPECT_EQ(plan->wait(), 130) << plan->err();
    EXPECT_TRUE(databaseAccepts());
    Json suite = json(file("suite.json"));
    EXPECT_EQ(verdicts(suite), (Verdicts{"cancelled", "not-run"}));
    EXPECT_EQ(suite["ended"], "interrupted");
    EXPECT_THAT(suite["drills"][1]["why"].dump(), HasSubstr("stopped by the operator"));
    EXPECT_EQ(muster({"journal", "verify"}).exitCode, 0);
}

TEST_F(DrillPlan, NothingFollowsADrillThatCouldNotBePutBack) {
    const std::string stuck = drillThatBreaksNothing(folder(), "stuck", "false");
    const std::string before = postmaster();
    const auto ran = muster({"drill", "run", stuck, "database-crash", "--json", file("suite.json")});
    EXPECT_EQ(ran.exitCode, 1) << ran.err << ran.out;
    Json suite = json(file("suite.json"));
    EXPECT_EQ(verdicts(suite), (Verdicts{"failed", "not-run"}));
    EXPECT_EQ(suite["drills"][0]["fault_stands"], true);
    EXPECT_THAT(suite["drills"][1]["why"].dump(), HasSubstr("broken system"));
    EXPECT_THAT(ran.err, HasSubstr("was not put back"));
    EXPECT_EQ(postmaster(), before);
}

TEST_F(DrillPlan, AShuffleNamesItsSeedAndKeepsItsOrder) {
    const auto refusing = folder().write(
        "refusing.yaml", replaced(readFile(environmentFile()), "drills: allowed", "drills: refused"));
    const auto all = muster({"drill", "run", "--all", "--shuffle=7", "--environment", refusing});
    EXPECT_EQ(all.exitCode, 3) << all.err;
    EXPECT_THAT(all.err, HasSubstr("does not say that drills are allowed"));
    EXPECT_THAT(all.err, HasSubstr("no drill can be run"));

    const std::string one = drillThatBreaksNothing(folder(), "one", "false");
    const std::string two = drillThatBreaksNothing(folder(), "two", "false");
    const auto ran =
        muster({"drill", "run", one, two, "--shuffle=7", "--fail-fast", "--json", file("suite.json")});
    EXPECT_THAT(ran.err, HasSubstr("Shuffled with seed 7"));
    EXPECT_EQ(json(file("suite.json"))["seed"], 7);
}

TEST_F(DrillPlan, AServiceThatTheDrillHasToLeaveAloneStopsIt) {
    std::atomic<bool> well = true;
    httplib::Server billing;
    billing.Post("/write", [&](const httplib::Request&, httplib::Response& response) {
        response.status = well ? 201 : 500;
    });
    const int port = billing.bind_to_any_port("127.0.0.1");
    std::thread serving([&]() { billing.listen_after_bind(); });
    const auto watching = folder().write(
        "watching.yaml",
        replaced(readFile(environmentFile()), "  api:\n",
                 "  billing:\n    url: \"http://127.0.0.1:" + std::to_string(port) +
                     "\"\n    probe:\n      write: |\n        POST /write\n\n        {{run}} {{client}} "
                     "{{sequence}}\n"
                     "      expect: status:201\n      every: 100ms\n      timeout: 1s\n  api:\n"));
    const std::string nothing = drillThatBreaksNothing(folder(), "nothing");
    const auto drill =
        startMuster({"drill", "run", nothing, "--environment", watching, "--json", file("result.json")});
    EXPECT_TRUE(eventually([&]() { return drill->err().find("Wait until it is seen") != std::string::npos; },
                           std::chrono::seconds{90}))
        << drill->err();
    well = false;
    EXPECT_EQ(drill->wait(), 1) << drill->err();
    Json result = json(file("result.json"));
    EXPECT_EQ(result["verdict"], "failed");
    EXPECT_EQ(result["fault_stands"], false);
    EXPECT_THAT(result["why"].at(0).get<std::string>(),
                HasSubstr("stopped by a guard rail: the service 'billing'"));
    EXPECT_THAT(result["guard"].get<std::string>(), HasSubstr("billing"));

    // Before anything is broken it has to be well.
    const auto again =
        muster({"drill", "run", nothing, "--environment", watching, "--json", file("again.json")});
    EXPECT_EQ(again.exitCode, 4) << again.err;
    EXPECT_THAT(json(file("again.json"))["why"].dump(),
                HasSubstr("'billing', which this drill has to leave alone"));
    billing.stop();
    serving.join();
}

} // namespace
