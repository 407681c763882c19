// Rows of (runbook, what the hosts say, what the person answers, the journal afterwards).
#include "tests/engine/run/ScriptedWorld.h"

namespace {
using namespace muster;
using muster::test::Play;
using muster::test::runbookText;
using muster::test::Said;
using testing::Contains;
using testing::ElementsAre;

constexpr const char* oneGuardedStep = "## Do it\n```sh on=app-a\necho did-it\n```\n";
constexpr const char* oneIdempotentStep = "## Do it\n```sh on=app-a idempotent\necho did-it\n```\n";

TEST(Driver, RecordsTheIntentBeforeAndTheOutcomeAfterEachAct) {
    Play play;
    play.open(runbookText(oneGuardedStep), incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_THAT(play.events(), ElementsAre("step.entered do-it", "act.intended do-it app-a",
                                           "act.ended do-it app-a ok", "step.settled do-it done outcome"));
}

TEST(Driver, DoesNotActWhenTheIntentCannotBeWritten) {
    class FullJournal : public ports::Journal {
    public:
        explicit FullJournal(ports::Journal& real) : m_real(real) {}
        Result<std::vector<incident::Event>> append(const std::vector<ports::Entry>& entries) override {
            for (const auto& entry : entries)
                if (entry.type == "act.intended")
                    return failure(
                        {"the journal cannot be written", "disk full", "free some space", "", Retry::safe});
            return m_real.append(entries);
        }
        Result<std::vector<incident::Event>> openRun(const std::vector<ports::Entry>& entries) override {
            return m_real.openRun(entries);
        }
        Result<ports::Blob> keep(std::string_view bytes) override { return m_real.keep(bytes); }

    private:
        ports::Journal& m_real;
    };
    Play play;
    play.open(runbookText(oneGuardedStep), incident::Mode::live, true);
    FullJournal full(play.journal);
    run::World world{full, play.executor, play.secrets, play.clock, "writer"};
    run::RunLog log(full, play.log->state(), {});
    run::Driver driver(world, play.documents, log, nullptr);
    const auto done = driver.runPhase(run::phase::recover, {});
    ASSERT_FALSE(done);
    EXPECT_EQ(play.executor.count("did-it"), 0);
}

TEST(Driver, RehearsalExecutesOnlyWhatReads) {
    Play play;
    play.open(runbookText("## Look\n```sh on=app-a reads\necho look\n```\n\n## Change\n```sh on=app-a "
                          "idempotent\necho change\n```\n"
                          "\n## Ask\n```http on=api\nPOST /x\n```\n"),
              incident::Mode::rehearsal, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("echo look"), 1);
    EXPECT_EQ(play.executor.count("echo change"), 0);
    EXPECT_EQ(play.executor.count("/x"), 0);
    EXPECT_THAT(play.events(), Contains("act.simulated change app-a"));
    EXPECT_THAT(play.events(),
                Contains("step.settled ask simulated policy a rehearsal executes only what reads"));
}

TEST(Driver, RetriesAsOftenAsTheRunbookSays) {
    Play play;
    play.executor.when("did-it", {{1}, {1}, {0}});
    play.open(runbookText("## Do it\n```sh on=app-a idempotent retry=2\necho did-it\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("did-it"), 3);
    EXPECT_THAT(play.events(), Contains("act.ended do-it attempt=3 app-a ok"));
}

TEST(Driver, FailedStepRunsItsDiagnosisAndAsksThePerson) {
    Play play;
    play.executor.when("did-it", {{3}, {0}});
    play.open(runbookText("## Do it\n```sh on=app-a\necho did-it\n```\n### If it fails\n```sh on=app-a "
                          "reads\ntail log\n```\n"),
              incident::Mode::live, false);
    test::ScriptedOperator person({{"again", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 1U);
    EXPECT_EQ(person.asked[0].text, "app-a: exit 3, expected 0");
    EXPECT_EQ(play.executor.count("tail log"), 1);
    EXPECT_THAT(play.events(), Contains("step.settled do-it done outcome"));
}

TEST(Driver, UnattendedRunStopsAtAFailedStep) {
    Play play;
    play.executor.when("did-it", {{3}});
    play.open(runbookText(std::string(oneGuardedStep) + "\n## After\n```sh on=app-a\necho after\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_TRUE(play.halted);
    EXPECT_EQ(play.executor.count("echo after"), 0);
    EXPECT_THAT(play.events(),
                Contains("step.settled do-it failed policy app-a: exit 3, expected 0 halted=true"));
}

TEST(Driver, SkippingNeedsAReason) {
    Play play;
    play.executor.when("did-it", {{3}});
    play.open(runbookText(oneGuardedStep), incident::Mode::live, false);
    test::ScriptedOperator person({{"skip", " ", {}, ""}, {"skip", "done last night", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_EQ(person.asked.size(), 2U);
    EXPECT_THAT(person.asked[1].text, testing::HasSubstr("a skipped step needs a reason"));
    EXPECT_THAT(play.events(), Contains("step.settled do-it skipped person done last night"));
}

TEST(Driver, PollsUntilTheExpectationHolds) {
    Play play;
    play.executor.when("is-it-up", {{1}, {1}, {1}, {0}});
    play.open(runbookText("## Wait\n```sh on=app-a reads every=1s for=60s\nis-it-up\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("is-it-up"), 4);
    EXPECT_THAT(play.events(), ElementsAre("step.entered wait", "act.intended wait app-a",
                                           "act.ended wait app-a ok", "step.settled wait done outcome"));
}

TEST(Driver, PollingEndsWhenItsTimeIsUp) {
    Play play;
    play.executor.when("is-it-up", {{1}});
    play.open(runbookText("## Wait\n```sh on=app-a reads every=1s for=5s\nis-it-up\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_TRUE(play.halted);
    EXPECT_LE(play.executor.count("is-it-up"), 6);
}

constexpr const char* decision =
    "## Look\n```sh on=app-a reads expect=exit:0,1,2\nlook\n```\n### Decide\n"
    "- [Down](#mend \"when exit=2\")\n- [Starting](#wait \"when exit=1\")\n\n"
    "## Mend\n```sh on=app-a\nmend\n```\n\n## Wait\n```sh on=app-a reads\nwait-for-it\n```\n";

TEST(Driver, TakesTheBranchWhoseConditionHolds) {
    Play play;
    play.executor.when("look", {{1}});
    play.open(runbookText(decision), incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("\nmend"), 0);
    EXPECT_EQ(play.executor.count("wait-for-it"), 1);
    EXPECT_THAT(play.events(), Contains("decision.made look condition Starting"));
}

TEST(Driver, AsksThePersonWhenNoConditionHolds) {
    Play play;
    play.executor.when("look", {{0}});
    play.open(runbookText(decision), incident::Mode::live, false);
    test::ScriptedOperator person({{"branch:1", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_THAT(play.events(), Contains("decision.made look person Starting"));
    EXPECT_EQ(play.executor.count("\nmend"), 0);
}

TEST(Driver, GoesIntoAnotherRunbookAndComesBackFromACall) {
    Play play;
    const std::string other =
        "---\nid: other\ntitle: Other\nseverity: P1\nservice: api\nowner: o\nversion: 1\nreviewed: "
        "2026-11-01\n"
        "review-every: 90d\nsymptoms: [x]\ninputs:\n  database: { default: none }\n---\n# Other\nx\n\n"
        "## There\n```sh on=app-a reads\necho \"$database\"\n```\n";
    play.open(runbookText("## Here\nLook.\n### Decide\n- [Call it](other.md \"call database=$database\")\n\n"
                          "## Back\n```sh on=app-a reads\necho back\n```\n",
                          "inputs:\n  database: { default: shop }\n"),
              incident::Mode::live, false, {other});
    test::ScriptedOperator person({{"branch:0", "", {}, ""}});
    auto state = play.log->state();
    ASSERT_TRUE(play.play(&person));
    EXPECT_THAT(play.events(), Contains("step.settled there done outcome"));
    EXPECT_THAT(play.events(), Contains("step.settled back done outcome"));
}

TEST(Driver, CapturesAValueAndGivesItToLaterSteps) {
    Play play;
    play.executor.when("read-lag", {{0, "lag is 42 s\n"}});
    play.open(runbookText("## Read\n```sh on=app-a reads\nread-lag\n```\n\n## Use\n```sh on=app-a "
                          "reads\necho \"$lag\"\n```\n",
                          "captures:\n  lag: { step: read, match: 'lag is (\\d+)' }\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_THAT(play.events(), Contains("captured read lag 42"));
    EXPECT_EQ(play.executor.count("lag='42'"), 1);
}

TEST(Driver, BlanksMustBeFilledByThePerson) {
    Play play;
    play.open(runbookText("## Look\n- [ ] Lag is ____ s\n- [ ] No errors\n"), incident::Mode::live, false);
    test::ScriptedOperator person({{"done", "", {"", ""}, ""}, {"done", "", {"3", ""}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_EQ(person.asked.size(), 2U);
    EXPECT_THAT(play.events(), Contains("step.settled look done person"));
}

TEST(Driver, AsksForTheRoleBeforeItActsOnIt) {
    Play play;
    play.executor.when("db-a\n", {{1}});
    play.open(runbookText("## Do it\n```sh on=db@primary\necho \"$db_data\" did-it\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_THAT(play.events(), Contains("act.ended do-it db-b ok"));
    EXPECT_EQ(play.executor.count("db_data='/data/b'"), 1);
}

TEST(Driver, TwoPrimariesAreRefusedForAStepThatChanges) {
    Play play;
    play.open(runbookText("## Do it\n```sh on=db@primary\necho did-it\n```\n"), incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_TRUE(play.halted);
    EXPECT_EQ(play.executor.count("did-it"), 0);
}

TEST(Driver, EachHostOfAGroupIsServedAndTheFirstFailureStopsTheRest) {
    Play play;
    play.executor.when("db-a\n", {{1}});
    play.open(runbookText("## Do it\n```sh on=each:db max=1 stop=first\necho did-it\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("did-it"), 1);
}

TEST(Driver, IrreversibleStepsAskForTheTargetsName) {
    Play play;
    play.open(runbookText("## Do it\n```sh on=app-a irreversible undo=none\necho did-it\n```\n"),
              incident::Mode::live, false);
    test::ScriptedOperator person({{"confirm", "app-b", {}, ""}, {"confirm", "app-a", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_EQ(person.asked.size(), 2U);
    EXPECT_EQ(play.executor.count("did-it"), 1);
}

TEST(Driver, UndoesLastFirstWhatWasDone) {
    Play play;
    play.executor.when("third", {{1}});
    play.open(
        runbookText("## First\n```sh on=app-a\nfirst\n```\n### Undo\n```sh on=app-a\nunfirst\n```\n\n"
                    "## Second\n```sh on=app-a\nsecond\n```\n### Undo\n```sh on=app-a\nunsecond\n```\n\n"
                    "## Third\n```sh on=app-a\nthird\n```\n"),
        incident::Mode::live, false);
    test::ScriptedOperator person(
        {{"undo", "wrong way", {}, ""}, {"undo", "", {}, ""}, {"undo", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_THAT(play.events(), Contains("step.settled second undo undone outcome halted=true"));
    EXPECT_THAT(play.events(), Contains("step.settled first undo undone outcome halted=true"));
    const auto& ran = play.executor.ran;
    ASSERT_EQ(ran.size(), 5U);
    EXPECT_THAT(ran[3], testing::HasSubstr("unsecond"));
    EXPECT_THAT(ran[4], testing::HasSubstr("unfirst"));
}

TEST(Driver, SecretsOfTheServiceStandNowhereInTheJournal) {
    Play play;
    play.executor.when("/x", {{200, "you sent hunter2-canary, thanks"}});
    play.open(runbookText("## Ask\n```http on=api idempotent\nPOST /x\n```\n"), incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    const auto events = play.journal.events(1);
    ASSERT_TRUE(events);
    for (const auto& event : *events) {
        EXPECT_EQ(event.body.dump().find("hunter2-canary"), std::string::npos) << event.type;
        if (event.type != "act.ended")
            continue;
        const auto body = play.journal.blob(event.body["stdout"]["sha256"]);
        ASSERT_TRUE(body);
        EXPECT_EQ(*body, "you sent [secret token], thanks");
    }
}

TEST(Driver, RetryLeavesAloneTheHostsWhereItSucceeded) {
    Play play;
    play.executor.when("db-b\n", {{1}, {0}});
    play.open(runbookText("## Do it\n```sh on=each:db max=1 stop=never retry=1\necho did-it\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("db-a\n"), 1);
    EXPECT_EQ(play.executor.count("db-b\n"), 2);
    EXPECT_THAT(play.events(), Contains("step.settled do-it done outcome"));
}

TEST(Driver, FailureRepeatsNothingThatCanDoHarmByItself) {
    Play play;
    play.executor.when("did-it", {{1}});
    play.open(runbookText(std::string(oneGuardedStep) +
                          "### If it fails\n```sh on=app-a reads then=retry\nlook\n```\n"),
              incident::Mode::live, true);
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("did-it"), 1);
    EXPECT_TRUE(play.halted);
}

TEST(Driver, SkippedStepStillAsksForItsDecision) {
    Play play;
    play.executor.when("look", {{9}});
    play.open(runbookText(decision), incident::Mode::live, false);
    test::ScriptedOperator person({{"skip", "seen on the other screen", {}, ""}, {"branch:1", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_EQ(play.executor.count("\nmend"), 0);
    EXPECT_THAT(play.events(), Contains("step.settled look skipped person seen on the other screen"));
}

TEST(Driver, ConditionsSeeTheValuesOfTheEnvironment) {
    Play play;
    play.open(runbookText(
                  "## Look\nLook.\n### Decide\n- [East](#there \"when region=east\")\n- [Else](#here "
                  "\"otherwise\")\n\n"
                  "## Here\n```sh on=app-a\nhere-it-is\n```\n\n## There\n```sh on=app-a\nthere-it-is\n```\n"),
              incident::Mode::live, true);
    play.documents.environment.values["region"] = "east";
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("\nhere-it-is"), 0);
    EXPECT_EQ(play.executor.count("there-it-is"), 1);
}

TEST(Driver, CallerKeepsItsOwnInputsAfterACall) {
    Play play;
    const std::string other =
        "---\nid: other\ntitle: Other\nseverity: P1\nservice: api\nowner: o\nversion: 1\nreviewed: "
        "2026-11-01\nreview-every: 90d\nsymptoms: [x]\ninputs:\n  database: { default: none }\n---\n# "
        "Other\nx\n\n## There\n```sh on=app-a reads\necho \"$database\" callee\n```\n";
    play.open(runbookText("## Here\nLook.\n### Decide\n- [Call it](other.md \"call database=archive\")\n\n"
                          "## Back\n```sh on=app-a reads\necho \"$database\" caller\n```\n",
                          "inputs:\n  database: { default: shop }\n"),
              incident::Mode::live, false, {other});
    test::ScriptedOperator person({{"branch:0", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    for (const auto& text : play.executor.ran) {
        const bool callee = text.find("callee") != std::string::npos;
        EXPECT_THAT(text, testing::HasSubstr(callee ? "database='archive'" : "database='shop'"));
    }
    EXPECT_EQ(play.executor.count("caller"), 1);
}

TEST(Driver, RehearsedUndoChangesNothing) {
    Play play;
    play.executor.when("look", {{1}});
    play.open(
        runbookText(
            "## First\n```sh on=app-a rehearse=run\nfirst\n```\n### Undo\n```sh on=app-a\nunfirst\n```\n\n"
            "## Look\n```sh on=app-a reads\nlook\n```\n"),
        incident::Mode::rehearsal, false);
    test::ScriptedOperator person({{"undo", "enough", {}, ""}, {"undo", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_EQ(play.executor.count("unfirst"), 0);
}

// --- after a crash ---------------------------------------------------------------------------------------

TEST(Resume, CollectsTheOutcomeOfAnActThatWentOnWithoutTheConsole) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}});
    play.executor.collects("do-it", Said{0, "collected"});
    play.open(runbookText(oneGuardedStep), incident::Mode::live, true);
    ASSERT_FALSE(play.play());
    play.restart();
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("did-it"), 1); // not a second time
    EXPECT_THAT(play.events(), ElementsAre("step.entered do-it", "act.intended do-it app-a",
                                           "act.ended do-it app-a ok", "step.settled do-it done outcome"));
}

TEST(Resume, RunsAGuardedStepAgainOnlyWhenItCertainlyNeverBegan) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}, {0}});
    play.executor.collects("do-it", std::nullopt);
    play.open(runbookText(oneGuardedStep), incident::Mode::live, true);
    ASSERT_FALSE(play.play());
    play.restart();
    ASSERT_TRUE(play.play());
    EXPECT_THAT(play.events(), Contains("act.ended do-it app-a never-started"));
    EXPECT_THAT(play.events(), Contains("act.ended do-it attempt=2 app-a ok"));
    EXPECT_NE(play.executor.keys[0], play.executor.keys[1]);
}

TEST(Resume, NeverRepeatsAGuardedStepWithAnUnknownOutcomeUnasked) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}, {0}});
    play.open(runbookText(oneGuardedStep), incident::Mode::live, true);
    ASSERT_FALSE(play.play());
    play.restart();
    ASSERT_TRUE(play.play());
    EXPECT_TRUE(play.halted);
    EXPECT_EQ(play.executor.count("did-it"), 1);
}

TEST(Resume, AsksThePersonAboutAnUnknownOutcome) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}, {0}});
    play.open(runbookText(oneGuardedStep), incident::Mode::live, false);
    test::ScriptedOperator nobody({});
    ASSERT_FALSE(play.play(&nobody));
    play.restart();
    test::ScriptedOperator person({{"by-hand", "the file is there", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 1U);
    EXPECT_EQ(person.asked[0].kind, ports::Question::Kind::unknown);
    EXPECT_EQ(play.executor.count("did-it"), 1);
    EXPECT_THAT(play.events(), Contains("step.settled do-it by-hand person the file is there"));
}

TEST(Resume, RepeatsAnIdempotentStepByItself) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}, {0}});
    play.open(runbookText(oneIdempotentStep), incident::Mode::live, true);
    ASSERT_FALSE(play.play());
    play.restart();
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("did-it"), 2);
    EXPECT_THAT(play.events(), Contains("step.settled do-it done outcome"));
}

TEST(Resume, TheStepsOwnCheckSettlesAnUnknownOutcome) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}, {0}});
    play.executor.when("is-done", {{0}});
    play.open(
        runbookText(std::string(oneGuardedStep) + "### Already done?\n```sh on=app-a reads\nis-done\n```\n"),
        incident::Mode::live, true);
    ASSERT_FALSE(play.play());
    play.restart();
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("did-it"), 1);
    EXPECT_THAT(play.events(), Contains("step.settled do-it done check its own check says that it is done"));
}

TEST(Resume, ExecutesWhatWasPinnedNotWhatTheFileSaysNow) {
    Play play;
    play.executor.when("did-it", {{0, "", {}, true}, {0}});
    play.open(runbookText(oneIdempotentStep), incident::Mode::live, true);
    ASSERT_FALSE(play.play());
    play.documents =
        test::documentsOf(runbookText("## Do it\n```sh on=app-a idempotent\necho something-else\n```\n"));
    play.restart();
    ASSERT_TRUE(play.play());
    EXPECT_EQ(play.executor.count("something-else"), 0);
}

} // namespace
