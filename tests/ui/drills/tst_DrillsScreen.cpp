#include "tests/support/ui/DrillContents.h"
#include "tests/support/window/CutWords.h"
#include "tests/support/window/Hands.h"
#include "ui/drills/CompareRuns.h"
#include "ui/drills/DrillHistory.h"
#include "ui/drills/DrillList.h"
#include "ui/drills/DrillsScreen.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"

#include <QDateTime>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <gmock/gmock.h>

using namespace muster;
using namespace muster::tests;
using namespace muster::ui;
using contents::DrillStory;
using testing::HasSubstr;

namespace {

class Drills : public testing::Test, public Navigator {
protected:
    Drills() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
        contents::fill(desk, now);
    }
    void tell(DrillStory story) {
        run = contents::tellDrill(desk, story, now);
        screen = std::make_unique<DrillsScreen>(desk, events, theme, nullptr);
        screen->setNavigator(this);
        showWindow(*screen, {1200, 860});
        screen->shown();
        desk.forget();
        settle();
    }
    template <class T = QPushButton> T* part(const char* name) {
        return screen->findChild<T*>(QString::fromLatin1(name));
    }
    std::string text(const char* name) {
        return part<QLabel>(name) == nullptr ? "" : plain(part<QLabel>(name)->text());
    }
    static std::string plain(QString text) {
        return text.remove(QChar(0x200b)).toStdString();
    } // places to break at

    void openScreen(const QString& name) override { opened = name; }
    void openRun(std::int64_t number) override { Q_UNUSED(number) }
    void openReport(std::int64_t number) override { report = number; }
    void declare(const QString& runbook) override { Q_UNUSED(runbook) }
    void say(const QString& words) override { told = words; }
    void complain(const QString& what, const QString& why, const QString& next) override {
        complaint = what + "|" + why + "|" + next;
    }

    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    ScriptedDesk desk;
    Theme theme;
    DeskEvents events{desk};
    std::unique_ptr<DrillsScreen> screen;
    std::int64_t run = 0, report = 0;
    QString opened, told, complaint;
};

} // namespace

TEST_F(Drills, AnEmptyLibrarySaysWhereDrillsComeFrom) {
    desk.setLibrary({});
    tell(DrillStory::never);
    bool said = false;
    for (const auto* label : screen->findChildren<QLabel*>())
        said =
            said || (label->isVisible() && label->text().contains(QStringLiteral("There is no drill yet")));
    EXPECT_TRUE(said);
}

TEST_F(Drills, TheListSaysWhatWasProvedAndWhen) {
    tell(DrillStory::passed);
    const auto* list = part<DrillList>("drills.list");
    ASSERT_EQ(list->lines().size(), 1U);
    EXPECT_THAT(list->lines()[0].sentence().toStdString(),
                HasSubstr("Passed, RTO 4.8 s of 2 m 00 s, unattended, proved"));
}

TEST_F(Drills, BeforeSomethingIsBrokenItIsAskedAndTheEnvironmentIsNamed) {
    tell(DrillStory::never);
    ASSERT_TRUE(part("drill.runIt")->isEnabled());
    click(*part("drill.runIt"));
    settle();
    EXPECT_TRUE(desk.calls("startDrill").empty());
    auto* dialog = screen->findChild<QDialog*>(QStringLiteral("drill.confirm"));
    ASSERT_NE(dialog, nullptr);
    auto* confirm = dialog->findChild<QPushButton*>(QStringLiteral("drill.confirm.run"));
    ASSERT_NE(confirm, nullptr);
    EXPECT_THAT(confirm->text().toStdString(), HasSubstr("Practice range"));
    EXPECT_FALSE(confirm->isDefault());
    click(*confirm);
    settle();
    ASSERT_EQ(desk.calls("startDrill").size(), 1U);
    EXPECT_EQ(desk.calls("startDrill")[0].text, "database-crash");
    EXPECT_EQ(desk.calls("startDrill")[0].other, "range");
}

TEST_F(Drills, AStartThatFailsSaysWhyAndWhatNext) {
    tell(DrillStory::never);
    click(*part("drill.runIt"));
    settle();
    desk.failNext({"the drill did not start", "the prober is missing", "install it", "", Retry::safe});
    click(*screen->findChild<QPushButton*>(QStringLiteral("drill.confirm.run")));
    settle();
    EXPECT_EQ(complaint, QStringLiteral("the drill did not start|the prober is missing|install it"));
}

TEST_F(Drills, AnEnvironmentThatForbidsDrillsSaysWhyNot) {
    desk.watch("shop");
    tell(DrillStory::passed);
    EXPECT_FALSE(part("drill.runIt")->isEnabled());
    EXPECT_THAT(text("drill.obstacle"), HasSubstr("does not say that drills are allowed"));
    EXPECT_THAT(text("drill.obstacle"), HasSubstr("Next:"));
}

TEST_F(Drills, ARunningDrillShowsWhereItIsAndStops) {
    tell(DrillStory::running);
    EXPECT_TRUE(part<QWidget>("drill.progress")->isVisible());
    EXPECT_FALSE(part<QWidget>("drill.verdict")->isVisible());
    EXPECT_FALSE(part("drill.runIt")->isVisible());
    EXPECT_THAT(text("drill.now"), HasSubstr("Recover"));
    EXPECT_NE(text("drill.left"), "--:--");
    click(*part("drill.stop"));
    ASSERT_EQ(desk.calls("stopDrill").size(), 1U);
    EXPECT_EQ(desk.calls("stopDrill")[0].run, run);
    EXPECT_THAT(told.toStdString(), HasSubstr("put back"));
}

TEST_F(Drills, AFailedDrillNamesItsReasonsAndWhatWasLost) {
    tell(DrillStory::failed);
    screen->open(run);
    settle();
    EXPECT_THAT(text("drill.reasons"), HasSubstr("over its target"));
    const auto* bars = screen->findChild<QWidget*>(QStringLiteral("drill.bars"));
    ASSERT_NE(bars, nullptr);
    EXPECT_THAT(bars->accessibleDescription().toStdString(), HasSubstr("missed: RTO, RPO"));
    click(*part("drill.report"));
    EXPECT_EQ(report, run);
}

TEST_F(Drills, WhatWasNotTestedIsNoPass) {
    tell(DrillStory::notTested);
    screen->open(run);
    settle();
    EXPECT_THAT(text("drill.reasons"), HasSubstr("not observed"));
    EXPECT_THAT(
        screen->findChild<QWidget*>(QStringLiteral("drill.bars"))->accessibleDescription().toStdString(),
        HasSubstr("nothing has been measured"));
}

TEST_F(Drills, AnInterruptedDrillIsPutBack) {
    tell(DrillStory::interrupted);
    ASSERT_TRUE(part("drill.putBack")->isVisible());
    click(*part("drill.putBack"));
    settle();
    ASSERT_EQ(desk.calls("withdrawDrill").size(), 1U);
    EXPECT_EQ(desk.calls("withdrawDrill")[0].run, run);
}

TEST_F(Drills, TwoRunsAreComparedSideBySide) {
    tell(DrillStory::failed);
    part<QTabBar>("drill.tabs")->setCurrentIndex(1);
    settle();
    auto* table = part<FigureTable>("drill.history.table");
    EXPECT_FALSE(part("drill.history.compare")->isEnabled());
    table->selectAll();
    ASSERT_TRUE(part("drill.history.compare")->isEnabled());
    click(*part("drill.history.compare"));
    settle();
    const auto& figures = part<FigureTable>("drill.compare.table")->figures();
    ASSERT_FALSE(figures.rows.empty());
    EXPECT_EQ(figures.head[1], "Run 2");
    EXPECT_EQ(figures.rows[0], (std::vector<std::string>{"Verdict", "Passed", "Failed", "different"}));
    EXPECT_EQ(figures.rows[1][3], "2 m 16 s longer");
}

TEST_F(Drills, AChangedRunbookIsSaid) {
    auto runs = desk.runs();
    runs[0].runbookSha256 = "another";
    desk.setRuns(runs);
    tell(DrillStory::passed);
    EXPECT_THAT(text("drill.freshness"), HasSubstr("the runbook has changed since"));
}

TEST_F(Drills, AReaderOnlyLooks) {
    desk.setReadOnly(
        Error{"this console only reads", "another one has the journal", "close that one", "", Retry::safe});
    tell(DrillStory::passed);
    EXPECT_FALSE(part("drill.runIt")->isEnabled());
    EXPECT_THAT(text("drill.obstacle"), HasSubstr("another one has the journal"));
}

TEST_F(Drills, EveryButtonHasANameForScreenReaders) {
    tell(DrillStory::failed);
    for (const auto* button : screen->findChildren<QAbstractButton*>())
        if (button->isVisible()) {
            EXPECT_FALSE(button->accessibleName().isEmpty() && button->text().isEmpty())
                << button->objectName().toStdString();
        }
}

TEST_F(Drills, NoWordIsCutWithLargeLettersOnASmallScreen) {
    tell(DrillStory::failed);
    expectNoCutWords(*screen, QStringLiteral("drills"), [&](int size) { theme.setTextSize(size); });
}
