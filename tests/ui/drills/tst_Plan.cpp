#include "tests/support/ui/DrillContents.h"
#include "tests/support/ui/PlanContents.h"
#include "tests/support/window/Hands.h"
#include "ui/charts/FigureTable.h"
#include "ui/drills/DrillList.h"
#include "ui/drills/DrillsScreen.h"
#include "ui/drills/PlanPage.h"
#include "ui/drills/RunManyDialog.h"
#include "ui/shell/DeskEvents.h"

#include <QCheckBox>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <gmock/gmock.h>

using namespace muster;
using namespace muster::tests;
using namespace muster::ui;
using contents::DrillStory;
using contents::PlanStory;
using testing::HasSubstr;
using testing::Not;

namespace {

class Plan : public testing::Test, public Navigator {
protected:
    Plan() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
        contents::fill(desk, now);
        contents::tellDrill(desk, DrillStory::many, now);
    }
    void show(QSize size = {1200, 720}) {
        screen = std::make_unique<DrillsScreen>(desk, events, theme, nullptr);
        screen->setNavigator(this);
        screen->setChooseFile([this](const QString&) { return file; });
        showWindow(*screen, size);
        screen->shown();
        desk.forget();
        settle();
    }
    template <class T = QPushButton> T* part(const char* name) {
        return screen->findChild<T*>(QString::fromLatin1(name));
    }
    std::string text(const char* name) {
        const auto* label = part<QLabel>(name);
        return label == nullptr ? "" : label->text().remove(QChar(0x200b)).toStdString();
    }
    RunManyDialog* ask() {
        click(*part("drills.many"));
        settle();
        return screen->findChild<RunManyDialog*>();
    }

    void openScreen(const QString&) override {}
    void openRun(std::int64_t) override {}
    void openReport(std::int64_t) override {}
    void declare(const QString&) override {}
    void say(const QString& words) override { told = words; }
    void complain(const QString& what, const QString& why, const QString& next) override {
        complaint = what + "|" + why + "|" + next;
    }

    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    ScriptedDesk desk;
    Theme theme;
    DeskEvents events{desk};
    std::unique_ptr<DrillsScreen> screen;
    QString told, complaint, file;
};

} // namespace

TEST_F(Plan, AsksWhichDrillsAndSaysHowLongTheyUsuallyTake) {
    show();
    auto* dialog = ask();
    ASSERT_NE(dialog, nullptr);
    auto* list = dialog->findChild<QListWidget*>(QStringLiteral("drills.choose.list"));
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->count(), 18);
    EXPECT_FALSE(list->accessibleName().isEmpty());
    auto* confirm = dialog->findChild<QPushButton*>(QStringLiteral("drills.choose.run"));
    ASSERT_NE(confirm, nullptr);
    EXPECT_FALSE(confirm->isDefault()) << "Enter alone must break nothing";
    EXPECT_THAT(confirm->text().toStdString(), HasSubstr("run 18 on Practice range"));

    click(*dialog->findChild<QPushButton*>(QStringLiteral("drills.choose.none")));
    EXPECT_FALSE(confirm->isEnabled());
    list->setFocus();
    list->setCurrentRow(2);
    press(*dialog, QStringLiteral("Space"));
    list->setCurrentRow(0);
    press(*dialog, QStringLiteral("Space"));
    EXPECT_THAT(confirm->text().toStdString(), HasSubstr("run 2 on"));
    EXPECT_TRUE(desk.calls("startPlan").empty());
    dialog->findChild<QCheckBox*>(QStringLiteral("drills.choose.failFast"))->setChecked(true);
    desk.react = [this](const ScriptedDesk::Call& call) {
        if (call.name == "startPlan")
            contents::tellPlan(desk, PlanStory::running, now);
    };
    click(*confirm);
    settle();
    ASSERT_EQ(desk.calls("startPlan").size(), 1U);
    const auto request = desk.calls("startPlan")[0].plan;
    EXPECT_EQ(request.environment, "range");
    EXPECT_EQ(request.drills, (std::vector<std::string>{"database-crash", "Database corruption"}));
    EXPECT_TRUE(request.failFast);
    EXPECT_FALSE(request.shuffle);
    EXPECT_TRUE(part<QWidget>("plan")->isVisible()) << "the plan is shown as soon as it runs";
}

TEST_F(Plan, OnProductionItsNameIsTyped) {
    auto library = *desk.library();
    for (auto& each : library.environments)
        if (each.environment.name == "range")
            each.environment.production = true;
    desk.setLibrary(library);
    show();
    auto* dialog = ask();
    ASSERT_NE(dialog, nullptr);
    auto* confirm = dialog->findChild<QPushButton*>(QStringLiteral("drills.choose.run"));
    EXPECT_FALSE(confirm->isEnabled());
    dialog->findChild<QLineEdit*>(QStringLiteral("drills.choose.name"))->setText(QStringLiteral("range"));
    EXPECT_TRUE(confirm->isEnabled());
}

TEST_F(Plan, WhatCannotRunHereCannotBeChosen) {
    auto library = *desk.library();
    library.drills[1].problems.push_back(
        {{"x.drill.md", 1, 1}, "it has no end", "write one", muster::Severity::error});
    desk.setLibrary(library);
    show();
    auto* dialog = ask();
    ASSERT_NE(dialog, nullptr);
    const auto* item = dialog->findChild<QListWidget*>(QStringLiteral("drills.choose.list"))->item(1);
    EXPECT_FALSE(item->flags() & Qt::ItemIsUserCheckable);
    EXPECT_EQ(item->checkState(), Qt::Unchecked);
    EXPECT_THAT(item->text().toStdString(), HasSubstr("does not run here"));
    EXPECT_THAT(item->text().toStdString(), HasSubstr("it has no end"));
    EXPECT_EQ(dialog->request().drills.size(), 17U);
}

TEST_F(Plan, ShowsWhichRunsHowLongAndStops) {
    contents::tellPlan(desk, PlanStory::running, now);
    show();
    ASSERT_TRUE(part("drills.toPlan")->isVisible());
    click(*part("drills.toPlan"));
    settle();
    EXPECT_TRUE(part<QWidget>("plan")->isVisible());
    EXPECT_THAT(text("plan.now"), HasSubstr("Drill 4 of 6: Network partition"));
    EXPECT_THAT(text("plan.left"), HasSubstr("elapsed"));
    EXPECT_THAT(text("plan.left"), HasSubstr("left"));
    const auto& rows = part<FigureTable>("plan.table")->figures().rows;
    ASSERT_EQ(rows.size(), 7U);
    EXPECT_EQ(rows[0][2], "passed");
    EXPECT_EQ(rows[3][2], "runs now");
    EXPECT_EQ(rows[4][2], "to come");
    EXPECT_EQ(rows[5][2], "not run") << "it cannot run there, and that is said at once";
    EXPECT_FALSE(part("drills.many")->isEnabled());
    EXPECT_FALSE(part("plan.save")->isVisible());
    click(*part("plan.stop"));
    EXPECT_EQ(desk.calls("stopPlan").size(), 1U);
    EXPECT_THAT(told.toStdString(), HasSubstr("put back"));
}

TEST_F(Plan, TheResultHasItsTableItsReasonsAndItsTotals) {
    contents::tellPlan(desk, PlanStory::ended, now);
    show();
    click(*part("drills.toPlan"));
    settle();
    EXPECT_THAT(text("plan.now"), HasSubstr("3 of 7 passed, 1 partial, 1 failed, 1 not tested, 1 not run"));
    const auto& rows = part<FigureTable>("plan.table")->figures().rows;
    EXPECT_EQ(rows[4][2], "partial");
    EXPECT_EQ(rows[3][8], "weaker: the peer hangs, and is not cut off");
    EXPECT_TRUE(part<QWidget>("plan.totals")->isVisible());
    EXPECT_TRUE(part<QWidget>("plan.reasons")->isVisible());
    EXPECT_FALSE(part("plan.stop")->isVisible());
    EXPECT_TRUE(part("drills.many")->isEnabled());

    file = QStringLiteral("/tmp/plan.html");
    click(*part("plan.save"));
    settle();
    ASSERT_EQ(desk.calls("exportPlan").size(), 1U);
    EXPECT_EQ(desk.calls("exportPlan")[0].text, "/tmp/plan.html");
    file.clear();
    click(*part("plan.save"));
    EXPECT_EQ(desk.calls("exportPlan").size(), 1U) << "no file was named";
}

TEST_F(Plan, AStoppedPlanSaysSo) {
    contents::tellPlan(desk, PlanStory::stopped, now);
    show();
    click(*part("drills.toPlan"));
    settle();
    EXPECT_THAT(text("plan.left"), HasSubstr("stopped by the operator"));
    EXPECT_EQ(part<FigureTable>("plan.table")->figures().rows[6][2], "not run");
}

TEST_F(Plan, IsReachedAndLeftByKeyboard) {
    contents::tellPlan(desk, PlanStory::ended, now);
    show();
    EXPECT_FALSE(part<QWidget>("plan")->isVisible());
    press(*screen, QStringLiteral("Ctrl+Shift+P"));
    settle();
    EXPECT_TRUE(part<QWidget>("plan")->isVisible());
    EXPECT_TRUE(part<FigureTable>("plan.table")->hasFocus());
    EXPECT_EQ(screen->run(), 0);
    part<DrillList>("drills.list")->setFocus();
    press(*screen, QStringLiteral("Down"));
    settle();
    EXPECT_FALSE(part<QWidget>("plan")->isVisible());
}

TEST_F(Plan, AStartThatFailsSaysWhyAndWhatNext) {
    show();
    auto* dialog = ask();
    desk.failNext({"no drill is started now", "run 7 is still running", "wait for it", "", Retry::safe});
    click(*dialog->findChild<QPushButton*>(QStringLiteral("drills.choose.run")));
    settle();
    EXPECT_EQ(complaint, QStringLiteral("no drill is started now|run 7 is still running|wait for it"));
}

TEST_F(Plan, EveryButtonHasANameForScreenReaders) {
    contents::tellPlan(desk, PlanStory::ended, now);
    show();
    click(*part("drills.toPlan"));
    settle();
    for (const auto* button : screen->findChildren<QAbstractButton*>())
        EXPECT_FALSE(button->isVisible() && button->accessibleName().isEmpty() && button->text().isEmpty())
            << button->objectName().toStdString();
    EXPECT_FALSE(part<QWidget>("plan.table")->accessibleName().isEmpty());
}

TEST_F(Plan, LooksAsItShouldInBothThemes) {
    for (const auto& [choice, name] :
         {std::pair{SchemeChoice::dark, "dark"}, std::pair{SchemeChoice::light, "light"}}) {
        theme.choose(choice);
        theme.apply();
        for (const auto& [story, word] :
             {std::pair{PlanStory::running, "running"}, std::pair{PlanStory::ended, "ended"}}) {
            contents::tellPlan(desk, story, now);
            show({1208, 660}); // what a window of 1280x720 leaves
            click(*part("drills.toPlan"));
            settle();
            const auto* plan = part<QScrollArea>("plan");
            EXPECT_LE(plan->widget()->width(), plan->viewport()->width()) << "something is cut off";
            EXPECT_GE(part<QWidget>("plan.table")->width(), 600);
            picture(*screen, QStringLiteral("plan-%1-%2").arg(QLatin1String(word), QLatin1String(name)));
        }
        auto* dialog = ask();
        ASSERT_NE(dialog, nullptr);
        EXPECT_LE(dialog->height(), 660);
        picture(*dialog, QStringLiteral("plan-choose-%1").arg(QLatin1String(name)));
    }
}
