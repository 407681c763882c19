// A run that a person is led through: nothing begins unasked, and nothing is a dead end.
#include "tests/engine/run/ScriptedWorld.h"

namespace {
using namespace muster;
using Kind = ports::Question::Kind;
using muster::test::Play;
using muster::test::runbookText;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string lookThenChange = "## Look\n```sh on=app-a reads\necho look\n```\n\n"
                                   "## Change\nWhat this does.\n```sh on=app-a\necho change\n```\n"
                                   "### Undo\n```sh on=app-a\necho unchange\n```\n";

// Answers reading steps at once, as a console may, and the rest from its script.
class LedOperator : public test::ScriptedOperator {
public:
    using ScriptedOperator::ScriptedOperator;
    std::optional<ports::Answer> atOnce(const ports::Question& question) override {
        if (question.kind != Kind::begin || question.risk != "reads")
            return std::nullopt;
        return ports::Answer{"run", "", {}, ""};
    }
};

void openGuided(Play& play, const std::string& text, incident::Mode mode) {
    play.documents = test::documentsOf(text);
    run::RunRequest request;
    request.mode = mode;
    request.guided = true;
    auto state = run::openRun(play.journal, play.documents, request);
    ASSERT_TRUE(state);
    play.log = std::make_unique<run::RunLog>(play.journal, *state, std::vector<ports::SessionObserver*>{});
}

TEST(Guided, AsksBeforeEveryStepAndShowsExactlyWhatWillRun) {
    Play play;
    openGuided(play, runbookText(lookThenChange), incident::Mode::live);
    test::ScriptedOperator person({{"run", "", {}, ""}, {"run", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 2U);
    EXPECT_EQ(person.asked[0].kind, Kind::begin);
    EXPECT_EQ(person.asked[0].risk, "reads");
    EXPECT_EQ(person.asked[1].risk, "guarded");
    ASSERT_EQ(person.asked[1].preview.size(), 1U);
    EXPECT_EQ(person.asked[1].preview[0].host, "app-a");
    EXPECT_EQ(person.asked[1].preview[0].over, "this machine");
    EXPECT_THAT(person.asked[1].preview[0].expected, HasSubstr("exit 0"));
    // What was shown is what ran.
    ASSERT_EQ(play.executor.ran.size(), 2U);
    EXPECT_EQ(play.executor.ran[1], "app-a\n" + person.asked[1].preview[0].text);
}

TEST(Guided, StepsThatReadMayBeginAtOnce) {
    Play play;
    openGuided(play, runbookText(lookThenChange), incident::Mode::live);
    LedOperator person({{"run", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 1U);
    EXPECT_EQ(person.asked[0].step, "change");
    EXPECT_EQ(play.executor.count("echo look"), 1);
}

TEST(Guided, ARehearsalShowsAndChangesNothing) {
    Play play;
    openGuided(play, runbookText(lookThenChange), incident::Mode::rehearsal);
    LedOperator person({{"run", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 1U);
    EXPECT_TRUE(person.asked[0].simulated);
    EXPECT_EQ(play.executor.count("echo change"), 0);
    EXPECT_THAT(play.events(), Contains(HasSubstr("step.settled change simulated")));
}

TEST(Guided, AStepThatOnlyTellsSomethingWaitsUntilItIsRead) {
    Play play;
    openGuided(play, runbookText("## Know this\nThe disk is small.\n"), incident::Mode::live);
    test::ScriptedOperator person({{"run", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 1U);
    EXPECT_TRUE(person.asked[0].preview.empty());
    EXPECT_EQ(person.asked[0].choices.front().label, "Read: go on");
}

TEST(Guided, WhatCannotBeResolvedIsSaidBeforeItIsRun) {
    Play play;
    play.executor.when("standby.signal", {{1}});
    openGuided(play, runbookText("## Change\n```sh on=db@primary\nx\n```\n"), incident::Mode::live);
    test::ScriptedOperator person({{"skip", "no primary", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    ASSERT_EQ(person.asked.size(), 1U);
    EXPECT_THAT(person.asked[0].previewTrouble, HasSubstr("no host of db is its primary"));
}

TEST(Guided, AFailedStepIsRescuedByUndoAndAnotherBranch) {
    Play play;
    play.executor.when("echo second", {{1}});
    openGuided(play,
               runbookText("## Which way\n### Decide\n- [This](#first)\n- [That](#other)\n\n"
                           "## First\n```sh on=app-a\necho first\n```\n### Undo\n```sh on=app-a\necho "
                           "unfirst\n```\n\n"
                           "## Second\n```sh on=app-a\necho second\n```\n\n"
                           "## Other\n```sh on=app-a\necho other\n```\n"),
               incident::Mode::live);
    test::ScriptedOperator person({{"branch:0", "", {}, ""},
                                   {"run", "", {}, ""},
                                   {"run", "", {}, ""},
                                   {"undo", "the wrong way", {}, ""},
                                   {"undo", "", {}, ""},
                                   {"step:which-way", "", {}, ""},
                                   {"branch:1", "", {}, ""},
                                   {"run", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_FALSE(play.halted);
    EXPECT_EQ(play.executor.count("echo unfirst"), 1);
    EXPECT_EQ(play.executor.count("echo other"), 1);
    const auto state = play.log->state();
    EXPECT_FALSE(state.undoing);
    EXPECT_EQ(state.visits.back().step, "other");
    EXPECT_EQ(state.visits.back().state, incident::StepState::done);
}

TEST(Guided, AnEditedMessageIsKeptAsItWasSent) {
    Play play;
    openGuided(play, runbookText("## Tell\n```message to=stakeholders\nIt is {{title}}.\n```\n"),
               incident::Mode::live);
    ports::Answer sent{"sent", "", {}, ""};
    sent.text = "It is over.";
    test::ScriptedOperator person({sent});
    ASSERT_TRUE(play.play(&person));
    EXPECT_THAT(person.asked[0].text, HasSubstr("It is Test."));
    auto events = play.journal.events(1);
    ASSERT_TRUE(events);
    const auto kept = std::find_if(events->begin(), events->end(),
                                   [](const auto& event) { return event.type == "message.kept"; });
    ASSERT_NE(kept, events->end());
    EXPECT_EQ(kept->body["text"], "It is over.");
    EXPECT_EQ(kept->body["sent"], true);
}

TEST(Guided, LeavingKeepsTheRunOpenAndItGoesOnAtTheSameStep) {
    Play play;
    openGuided(play, runbookText(lookThenChange), incident::Mode::live);
    class Leaving : public ports::Operator {
    public:
        std::optional<ports::Answer> ask(const ports::Question&, std::stop_token) override {
            source.request_stop();
            return std::nullopt;
        }
        std::stop_source source;
    } leaving;
    run::Driver driver(play.world(), play.documents, *play.log, &leaving);
    driver.leaveWhenStopped();
    ASSERT_TRUE(driver.runPhase(run::phase::recover, leaving.source.get_token()));
    EXPECT_TRUE(play.log->state().open());
    EXPECT_FALSE(play.log->state().cancelled);

    play.restart();
    LedOperator person({{"run", "", {}, ""}, {"run", "", {}, ""}});
    ASSERT_TRUE(play.play(&person));
    EXPECT_EQ(play.executor.count("echo look"), 1);
    EXPECT_EQ(play.executor.count("echo change"), 1);
}

} // namespace
