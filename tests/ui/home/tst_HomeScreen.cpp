#include "tests/support/window/CutWords.h"
#include "tests/ui/home/Stage.h"
#include "ui/home/DeclareDialog.h"
#include "ui/home/HomeScreen.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTreeWidget>

using namespace muster;
using namespace muster::tests;
using State = ports::ServiceHealth::State;
using testing::HasSubstr;
using testing::Not;

namespace {

class HomeScreenTest : public Stage<ui::HomeScreen> {
protected:
    std::string tile(const char* service) { return words(part<QWidget>(QStringLiteral("tile.") + service)); }
};

} // namespace

TEST_F(HomeScreenTest, SaysOfEachServiceHowItIsAndAsOfWhen) {
    contents::fill(desk, now, State::down);
    open();
    EXPECT_THAT(tile("orchestrator"), HasSubstr("Down"));
    EXPECT_THAT(tile("orchestrator"), HasSubstr("HTTP 503: the database is not reachable"));
    EXPECT_THAT(tile("orchestrator"), HasSubstr("RTO target 2 min"));
    EXPECT_THAT(tile("orchestrator"), HasSubstr("Declare an incident"));
    EXPECT_THAT(tile("api"), HasSubstr("Up"));
    EXPECT_THAT(tile("api"), HasSubstr(" UTC ("));
    EXPECT_THAT(tile("api"), HasSubstr("Answers in 2 ms (median)"));
    EXPECT_THAT(tile("api"), Not(HasSubstr("Declare an incident")));
    EXPECT_THAT(part<QWidget>("strip.orchestrator")->accessibleName().toStdString(),
                HasSubstr("Last minute: 29 s good, 30 s failed, 1 s unknown."));
}

TEST_F(HomeScreenTest, ShowsADeadProbeAsUnknownWithWhy) {
    contents::fill(desk, now, State::unknown);
    open();
    EXPECT_THAT(tile("orchestrator"), HasSubstr("Unknown"));
    EXPECT_THAT(tile("orchestrator"), HasSubstr("has not answered for 45 s"));
    auto health = contents::health(State::up, now - 60'000);
    desk.setHealth(health); // the desk still says up, of a minute ago
    settle();
    EXPECT_THAT(tile("api"), HasSubstr("Unknown"));
    EXPECT_THAT(tile("api"), HasSubstr("probe itself is silent"));
    EXPECT_THAT(tile("api"), Not(HasSubstr("Up")));
}

TEST_F(HomeScreenTest, FindsByPastedLineAndDeclaresWithEnter) {
    contents::fill(desk, now, State::up);
    open();
    auto* field = part<QLineEdit>("home.search");
    EXPECT_TRUE(field->hasFocus()) << "one can type at once";
    field->setText("FATAL: remaining connection slots are reserved for superuser");
    settle();
    EXPECT_THAT(words(part<QWidget>("hits")), HasSubstr("symptom: remaining connection slots are reserved"));
    press(*window, "Return");
    auto* dialog = window->findChild<ui::DeclareDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->declaration().runbook, "pool-exhausted");
}

TEST_F(HomeScreenTest, SaysWhatToDoWhenNothingIsFound) {
    contents::fill(desk, now, State::up);
    open();
    type(*window, "zebra");
    settle();
    EXPECT_THAT(words(part<QWidget>("hits")), HasSubstr("No runbook knows this."));
}

TEST_F(HomeScreenTest, SuggestsWithReasonAndProof) {
    contents::fill(desk, now, State::down);
    open();
    ASSERT_TRUE(isShown("suggestion.database-crash"));
    const auto said = words(part<QWidget>("suggestion.database-crash"));
    EXPECT_THAT(said, HasSubstr("orchestrator is down, symptom: the database is not reachable"));
    EXPECT_THAT(said, HasSubstr("RTO"));
    desk.setHealth(contents::health(State::up, QDateTime::currentMSecsSinceEpoch()));
    settle();
    EXPECT_FALSE(isShown("home.suggested"));
}

// At three in the morning, on a small screen, with everything down: what to do is in sight.
TEST_F(HomeScreenTest, WhatToDoStandsBeforeWhatWasSeen) {
    contents::fill(desk, now, State::down);
    open();
    EXPECT_LT(part<QWidget>("home.suggested")->mapTo(window.get(), QPoint()).y(),
              part<QWidget>("home.probes")->mapTo(window.get(), QPoint()).y());
    const auto primaries = [&] {
        QStringList names;
        for (const auto* each : window->findChildren<QPushButton*>())
            if (each->isVisible() && each->property("kind") == QStringLiteral("primary"))
                names << each->objectName();
        return names;
    };
    EXPECT_EQ(primaries(), QStringList{"home.declareFirst"});
    click(*part<QPushButton>("home.declareFirst"));
    ASSERT_NE(window->findChild<ui::DeclareDialog*>(), nullptr);
    EXPECT_EQ(window->findChild<ui::DeclareDialog*>()->declaration().runbook, "database-crash");
}

TEST_F(HomeScreenTest, ASuggestionKeepsTheFocusWhileTheProbesGoOnTalking) {
    contents::fill(desk, now, State::down);
    open();
    part<QWidget>("suggestion.database-crash")->setFocus();
    auto health = contents::health(State::down, QDateTime::currentMSecsSinceEpoch());
    health.front().why = "answered 503: " + std::string(30, 'x') + " the database is not reachable, " +
                         "for the hundredth time, and nobody knows how long that is going to last";
    desk.setHealth(health);
    settle();
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    EXPECT_EQ(QApplication::focusWidget()->objectName(), QStringLiteral("suggestion.database-crash"));

    // The tile has the beginning, and everything for those who ask.
    const auto* tile = part<QWidget>("tile.orchestrator");
    EXPECT_THAT(words(tile), HasSubstr("for the hundredth time, and nobody …"));
    EXPECT_THAT(tile->accessibleDescription().toStdString(), HasSubstr("going to last"));
}

TEST_F(HomeScreenTest, LeadsToADrillWhereNothingHasHappenedYet) {
    contents::fill(desk, now, State::up);
    desk.setRuns({});
    desk.watch("shop");
    open();
    ASSERT_FALSE(isShown("home.firstSteps")) << "production is no place to practise";
    desk.watch("range");
    desk.setHealth(contents::health(State::up, now));
    settle();
    ASSERT_TRUE(isShown("home.firstSteps"));
    EXPECT_THAT(words(part<QWidget>("home.firstSteps")), HasSubstr("Drills are allowed on"));
    click(*part<QPushButton>("home.firstDrill"));
    EXPECT_TRUE(navigator.ways.contains("screen drills"));
    desk.setHealth(contents::health(State::down, now));
    settle();
    EXPECT_FALSE(isShown("home.firstSteps")) << "what is down comes first";
}

TEST_F(HomeScreenTest, OffersToResumeWhatACrashLeft) {
    contents::fill(desk, now, State::up);
    contents::tell(desk, contents::Story::interrupted, now, incident::Mode::live, contents::liveRun);
    open();
    EXPECT_THAT(words(part<QWidget>("openRuns")),
                HasSubstr("Interrupted: Database crash while workflows execute"));
    EXPECT_THAT(words(part<QWidget>("openRuns")), HasSubstr("LIVE on production"));
    click(*part<QPushButton>("openRun.resume.14"));
    settle();
    ASSERT_EQ(desk.calls("resume").size(), 1u);
    EXPECT_EQ(desk.calls("resume")[0].run, contents::liveRun);
    EXPECT_TRUE(navigator.ways.contains("run 14"));
}

TEST_F(HomeScreenTest, PutsBackAnInterruptedDrillAndNeverResumesIt) {
    contents::fill(desk, now, State::up);
    auto runs = desk.runs();
    ports::RunSummary drill;
    drill.run = 9;
    drill.kind = "drill";
    drill.mode = incident::Mode::drill;
    drill.title = "Database crash";
    drill.environment = "range";
    drill.openedUtcMs = drill.lastUtcMs = now - 720'000;
    drill.interrupted = drill.faultStands = true;
    runs.insert(runs.begin(), drill);
    desk.setRuns(runs);
    open();
    EXPECT_THAT(words(part<QWidget>("openRuns")), HasSubstr("What the drill broke is still broken."));
    desk.failNext({.what = "cannot put back", .why = "db-a is not reachable", .next = "start it"});
    click(*part<QPushButton>("openRun.putBack.9"));
    settle();
    EXPECT_EQ(desk.calls("withdrawDrill").size(), 1u);
    EXPECT_TRUE(navigator.ways.contains("complain cannot put back|db-a is not reachable|start it"));
}

TEST_F(HomeScreenTest, MovesAmongHitsWithArrowKeys) {
    contents::fill(desk, now, State::up);
    open();
    type(*window, "orchestrator");
    settle();
    press(*window, "Down");
    press(*window, "Return");
    auto* dialog = window->findChild<ui::DeclareDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->declaration().runbook, "pool-exhausted");
    press(*window, "Escape");
    press(*window, "Ctrl+F");
    EXPECT_TRUE(part<QLineEdit>("home.search")->hasFocus());
}

TEST_F(HomeScreenTest, ExplainsItselfWhenThereIsNothing) {
    open();
    EXPECT_THAT(words(), HasSubstr("muster range up"));
    EXPECT_THAT(words(), HasSubstr("There is no runbook yet"));
    click(*part<QPushButton>("home.openSetup"));
    EXPECT_TRUE(navigator.ways.contains("screen setup"));
}

TEST_F(HomeScreenTest, WatchesAnotherEnvironment) {
    contents::fill(desk, now, State::up);
    open();
    auto* choice = part<QComboBox>("home.environment");
    choice->setFocus();
    press(*window, "Down");
    settle();
    EXPECT_EQ(desk.watched(), "shop");
}

TEST_F(HomeScreenTest, ListsAllRunbooksWithReviewAndProof) {
    contents::fill(desk, now, State::up);
    open();
    auto* table = part<QTreeWidget>("allRunbooks");
    ASSERT_EQ(table->topLevelItemCount(), 1);
    const auto* group = table->topLevelItem(0);
    EXPECT_EQ(group->text(0).toStdString(), "orchestrator (2)");
    EXPECT_THAT(group->child(0)->text(3).toStdString(), HasSubstr("RTO"));
    EXPECT_EQ(group->child(1)->text(2).toStdString(), "Overdue, of 2025-06-01");
    EXPECT_EQ(group->child(1)->text(3).toStdString(), "It has no drill");
}

TEST_F(HomeScreenTest, ShowsWhatADocumentSaysAsText) {
    auto library = contents::library();
    library.runbooks[0].runbook.title = "<b>Crash</b> \x1b[31m \xe2\x80\xae";
    contents::fill(desk, now, State::down);
    desk.setLibrary(library);
    open();
    EXPECT_THAT(words(part<QWidget>("suggestion.database-crash")),
                HasSubstr("<b>Crash</b> \\x1b[31m \\u202e"));
}

TEST_F(HomeScreenTest, NoWordIsCutWithLargeLettersOnASmallScreen) {
    contents::fill(desk, now, State::down);
    open();
    expectNoCutWords(*screen, QStringLiteral("home"), [&](int size) { theme.setTextSize(size); });
}
