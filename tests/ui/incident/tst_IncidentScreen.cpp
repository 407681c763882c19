#include "tests/support/ui/Contents.h"
#include "tests/support/window/CutWords.h"
#include "tests/support/window/Hands.h"
#include "ui/incident/ActButton.h"
#include "ui/incident/IncidentScreen.h"
#include "ui/incident/Outline.h"
#include "ui/incident/StepCard.h"
#include "ui/shell/DeskEvents.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDateTime>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <gmock/gmock.h>

using namespace muster;
using namespace muster::tests;
using namespace muster::ui;
using contents::Story;
using testing::HasSubstr;
using testing::Not;

namespace {

class Ways : public Navigator {
public:
    void openScreen(const QString&) override {}
    void openRun(std::int64_t) override {}
    void openReport(std::int64_t run) override { report = run; }
    void declare(const QString&) override { declared = true; }
    void say(const QString& text) override { said = text; }
    void complain(const QString& what, const QString&, const QString&) override { complained = what; }

    std::int64_t report = 0;
    bool declared = false;
    QString said, complained;
};

class IncidentScreenTest : public testing::Test {
protected:
    static constexpr std::int64_t run = contents::liveRun;

    IncidentScreenTest() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
        contents::fill(desk, now());
    }

    static std::int64_t now() { return QDateTime::currentMSecsSinceEpoch(); }

    void begin(Story story, incident::Mode mode = incident::Mode::live) {
        contents::tell(desk, story, now(), mode, run);
        events = std::make_unique<DeskEvents>(desk);
        screen = std::make_unique<IncidentScreen>(desk, *events, theme);
        screen->setNavigator(&ways);
        screen->open(run);
        showWindow(*screen, {1440, 900});
        screen->shown();
        settle();
    }
    void goOn(Story story) {
        contents::tell(desk, story, now(), incident::Mode::live, run);
        settle();
    }
    template <class T = QWidget> T* part(const char* name) {
        for (auto* each : screen->pane()->findChildren<T*>(QLatin1String(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    std::string text(const char* name) {
        auto* label = part<QLabel>(name);
        return label != nullptr ? label->text().toStdString() : std::string("(not shown)");
    }
    // Everything that can be read on the card.
    std::string card() {
        QStringList out;
        for (const auto* label : screen->pane()->findChild<StepCard*>()->findChildren<QLabel*>())
            if (label->isVisible())
                out << label->text();
        for (const auto* code : screen->pane()->findChild<StepCard*>()->findChildren<QPlainTextEdit*>())
            if (code->isVisible())
                out << code->toPlainText();
        return out.join(QLatin1Char('\n')).toStdString();
    }
    QString focus() const {
        return QApplication::focusWidget() != nullptr ? QApplication::focusWidget()->objectName()
                                                      : QStringLiteral("nothing");
    }
    void waitUntilArmed() {
        EXPECT_TRUE(until([&] {
            const auto* button = qobject_cast<ActButton*>(QApplication::focusWidget());
            return button == nullptr || button->armed();
        }));
    }
    std::vector<ports::Answer> answers() const {
        std::vector<ports::Answer> out;
        for (const auto& call : desk.calls("answer"))
            out.push_back(call.answer);
        return out;
    }

    Theme theme;
    ScriptedDesk desk;
    Ways ways;
    std::unique_ptr<DeskEvents> events;
    std::unique_ptr<IncidentScreen> screen;
};

} // namespace

TEST_F(IncidentScreenTest, WithoutAnIncidentItSaysWhatToDo) {
    events = std::make_unique<DeskEvents>(desk);
    screen = std::make_unique<IncidentScreen>(desk, *events, theme);
    screen->setNavigator(&ways);
    showWindow(*screen, {1280, 720});
    screen->shown();
    EXPECT_EQ(focus(), QStringLiteral("emptyDeclare"));
    press(*screen, "Space");
    EXPECT_TRUE(ways.declared);
}

TEST_F(IncidentScreenTest, AStepShowsExactlyWhatRunsWhereAndAtWhatRiskAndEnterRunsIt) {
    begin(Story::begin);
    EXPECT_THAT(text("stepTitle"), HasSubstr("Enable maintenance mode"));
    EXPECT_THAT(card(), HasSubstr("POST /admin/maintenance/enable"));
    EXPECT_THAT(card(), HasSubstr("on api over HTTP"));
    EXPECT_THAT(card(), HasSubstr("safe to run again"));
    EXPECT_THAT(card(), HasSubstr("status 200 within 10 s"));
    EXPECT_EQ(focus(), QStringLiteral("choice-run"));
    waitUntilArmed();
    press(*screen, "Return");
    ASSERT_EQ(answers().size(), 1U);
    EXPECT_EQ(answers()[0].choice, "run");
    picture(*screen, QStringLiteral("begin"));
}

TEST_F(IncidentScreenTest, AKeyThatCameTooSoonOrIsHeldDownRunsNothing) {
    begin(Story::decision);
    goOn(Story::begin);
    ASSERT_EQ(focus(), QStringLiteral("choice-run"));
    press(*screen, "Return"); // meant for the question before
    EXPECT_TRUE(answers().empty());
    waitUntilArmed();
    QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
    QApplication::sendEvent(QApplication::focusWidget(), &repeat);
    EXPECT_TRUE(answers().empty());
    press(*screen, "Ctrl+Return");
    EXPECT_EQ(answers().size(), 1U);
    press(*screen, "Ctrl+Return"); // the answer is under way
    EXPECT_EQ(answers().size(), 1U);
}

TEST_F(IncidentScreenTest, ARehearsalSaysOnCardAndButtonThatNothingIsChanged) {
    begin(Story::begin, incident::Mode::rehearsal);
    EXPECT_EQ(part<ActButton>("choice-run")->label(), QStringLiteral("Show it: nothing is changed"));
    EXPECT_THAT(card(), HasSubstr("nothing on the host is changed"));
    EXPECT_THAT(text("incidentFacts"), HasSubstr("Rehearsal"));
}

TEST_F(IncidentScreenTest, SkippingNeedsAReasonAndABareKeyNeverSkips) {
    begin(Story::begin);
    press(*screen, "S");
    EXPECT_EQ(part<QLineEdit>("reason"), nullptr);
    press(*screen, "Ctrl+Shift+S");
    ASSERT_EQ(focus(), QStringLiteral("reason"));
    press(*screen, "Return");
    EXPECT_TRUE(answers().empty());
    type(*screen, QStringLiteral("already on"));
    press(*screen, "Return");
    ASSERT_EQ(answers().size(), 1U);
    EXPECT_EQ(answers()[0].choice, "skip");
    EXPECT_EQ(answers()[0].reason, "already on");
}

TEST_F(IncidentScreenTest, EscapeLeavesTheReasonAndNothingHappened) {
    begin(Story::begin);
    press(*screen, "Ctrl+Shift+H");
    ASSERT_EQ(focus(), QStringLiteral("reason"));
    press(*screen, "Esc");
    EXPECT_EQ(part<QLineEdit>("reason"), nullptr);
    EXPECT_NE(part<ActButton>("choice-run"), nullptr);
    EXPECT_TRUE(answers().empty());
}

TEST_F(IncidentScreenTest, WhatRunsShowsHowLongAndIsStoppedByOneKey) {
    begin(Story::acting);
    EXPECT_THAT(text("runningFor"), HasSubstr("Running on db-a for 0:1"));
    desk.print(run, "db-a", "LOG:  redo starts at 0/3000148\n");
    EXPECT_TRUE(until([&] { return part("liveOutput") != nullptr; }));
    EXPECT_NE(focus(), QStringLiteral("stopAct")); // Enter must not stop it
    press(*screen, "Return");
    EXPECT_TRUE(desk.calls("stopAct").empty());
    press(*screen, "Ctrl+.");
    EXPECT_EQ(desk.calls("stopAct").size(), 1U);
    picture(*screen, QStringLiteral("acting"));
}

TEST_F(IncidentScreenTest, AFailureTellsWhatCameBackWhatTheRunbookSaysAndEveryWayOn) {
    begin(Story::failed);
    settle();
    EXPECT_THAT(card(), HasSubstr("exit 1"));
    EXPECT_THAT(card(), HasSubstr("pre-existing shared memory block"));
    EXPECT_NE(part("ifItFails"), nullptr);
    for (const char* choice : {"choice-again", "choice-by-hand", "choice-skip", "choice-undo", "choice-stop"})
        EXPECT_NE(part<ActButton>(choice), nullptr) << choice;
    EXPECT_EQ(focus(), QStringLiteral("choice-again"));
    EXPECT_FALSE(part<ActButton>("choice-undo")->accessibleDescription().isEmpty());
    press(*screen, "Ctrl+Shift+Z");
    ASSERT_EQ(focus(), QStringLiteral("reason"));
    type(*screen, QStringLiteral("other way"));
    press(*screen, "Return");
    ASSERT_EQ(answers().size(), 1U);
    EXPECT_EQ(answers()[0].choice, "undo");
    picture(*screen, QStringLiteral("failed"));
}

TEST_F(IncidentScreenTest, AnUnknownOutcomeIsSaidAndByHandWantsWhatWasSeen) {
    begin(Story::unknown);
    EXPECT_THAT(card(), HasSubstr("Nobody knows whether it happened"));
    EXPECT_THAT(text("stepState"), HasSubstr("unknown"));
    waitUntilArmed();
    press(*screen, "Return"); // the safe default: it asks for words
    EXPECT_EQ(focus(), QStringLiteral("reason"));
    EXPECT_TRUE(answers().empty());
}

TEST_F(IncidentScreenTest, BranchesAreLargeChoicesThatSayWhereTheyLead) {
    begin(Story::decision);
    auto* first = part<ActButton>("choice-branch:0");
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->label(), QStringLiteral("No answer: go on"));
    EXPECT_EQ(first->accessibleDescription(), QStringLiteral("Goes to step 2, Enable maintenance mode"));
    EXPECT_NE(part<ActButton>("choice-none"), nullptr);
    waitUntilArmed();
    press(*screen, "Tab");
    EXPECT_EQ(focus(), QStringLiteral("choice-branch:1"));
    press(*screen, "Return");
    ASSERT_EQ(answers().size(), 1U);
    EXPECT_EQ(answers()[0].choice, "branch:1");
}

TEST_F(IncidentScreenTest, TicksAndBlanksAreFilledWithoutTheMouse) {
    begin(Story::ticks);
    ASSERT_EQ(focus(), QStringLiteral("tick0"));
    press(*screen, "Space");
    ASSERT_EQ(focus(), QStringLiteral("blank1_0"));
    type(*screen, QStringLiteral("41"));
    press(*screen, "Return");
    ASSERT_EQ(focus(), QStringLiteral("blank2_0"));
    type(*screen, QStringLiteral("known"));
    press(*screen, "Return");
    ASSERT_EQ(focus(), QStringLiteral("choice-done"));
    waitUntilArmed();
    press(*screen, "Return");
    ASSERT_EQ(answers().size(), 1U);
    EXPECT_EQ(answers()[0].choice, "done");
    EXPECT_EQ(answers()[0].values, (std::vector<std::string>{"", "41", "known"}));
    picture(*screen, QStringLiteral("ticks"));
}

TEST_F(IncidentScreenTest, AnItemThatIsNotTickedIsNamedAndNothingIsSent) {
    begin(Story::ticks);
    waitUntilArmed();
    part<ActButton>("choice-done")->press();
    EXPECT_TRUE(until([&] {
        part<ActButton>("choice-done")->press();
        return part("stepTrouble") != nullptr;
    }));
    EXPECT_THAT(text("stepTrouble"), HasSubstr("The log since the restart"));
    EXPECT_TRUE(answers().empty());
}

TEST_F(IncidentScreenTest, AMessageIsSentAsItWasEdited) {
    begin(Story::message);
    auto* edit = part<QPlainTextEdit>("messageText");
    ASSERT_NE(edit, nullptr);
    EXPECT_THAT(edit->toPlainText().toStdString(), HasSubstr("had crashed and is back"));
    EXPECT_EQ(focus(), QStringLiteral("choice-sent"));
    edit->setPlainText(QStringLiteral("All is well again."));
    waitUntilArmed();
    press(*screen, "Ctrl+Return");
    ASSERT_EQ(answers().size(), 1U);
    EXPECT_EQ(answers()[0].choice, "sent");
    EXPECT_EQ(answers()[0].text, "All is well again.");
}

TEST_F(IncidentScreenTest, AnAnswerThatDoesNotFitIsExplainedAndTheQuestionStands) {
    begin(Story::begin);
    waitUntilArmed();
    desk.failNext({"this step is no longer asked about", "another console answered", "look at the run again",
                   "", Retry::safe});
    press(*screen, "Return");
    EXPECT_TRUE(until([&] { return part("stepTrouble") != nullptr; }));
    EXPECT_THAT(text("stepTrouble"), HasSubstr("another console answered"));
    EXPECT_TRUE(part<ActButton>("choice-run")->isEnabled());
}

TEST_F(IncidentScreenTest, TheEndShowsWhatWasMeasuredAndWhatIsLeftAndCloses) {
    begin(Story::finished);
    EXPECT_THAT(text("finishTitle"), HasSubstr("at its end"));
    EXPECT_THAT(text("finishLeft"), HasSubstr("left"));
    EXPECT_EQ(focus(), QStringLiteral("close"));
    part<QCheckBox>("item2")->click();
    ASSERT_EQ(desk.calls("tickChecklist").size(), 1U);
    EXPECT_EQ(desk.calls("tickChecklist")[0].item, 2);
    EXPECT_TRUE(until([&] { return part<ActButton>("close")->armed(); }));
    press(*screen, "Ctrl+Shift+Return");
    EXPECT_EQ(desk.calls("close").size(), 1U);
    picture(*screen, QStringLiteral("finished"));
    goOn(Story::closed);
    EXPECT_THAT(text("finishTitle"), HasSubstr("Closed"));
    EXPECT_EQ(part<ActButton>("close"), nullptr);
    EXPECT_TRUE(part<QCheckBox>("item3")->isEnabled());
    part<ActButton>("openReport")->press();
    EXPECT_EQ(ways.report, run);
    picture(*screen, QStringLiteral("closed"));
}

TEST_F(IncidentScreenTest, NotesAreWrittenByOneKeyAndKeptByEnter) {
    begin(Story::begin);
    press(*screen, "N");
    ASSERT_EQ(focus(), QStringLiteral("note"));
    type(*screen, QStringLiteral("no news"));
    press(*screen, "Return");
    ASSERT_EQ(desk.calls("note").size(), 1U);
    EXPECT_EQ(desk.calls("note")[0].text, "no news");
    EXPECT_TRUE(until([&] { return part<QLineEdit>("note")->text().isEmpty(); }));
}

TEST_F(IncidentScreenTest, ANewQuestionDoesNotTakeTheFocusFromSomebodyWhoWrites) {
    begin(Story::acting);
    press(*screen, "N");
    type(*screen, QStringLiteral("half a sen"));
    goOn(Story::failed);
    EXPECT_EQ(focus(), QStringLiteral("note"));
    EXPECT_EQ(part<QLineEdit>("note")->text(), QStringLiteral("half a sen"));
}

TEST_F(IncidentScreenTest, AStepOfThePastIsLookedAtAndEscapeComesBack) {
    begin(Story::failed);
    part<QListView>("outlineList")->setFocus();
    press(*screen, "Home");
    settle();
    EXPECT_THAT(text("stepTitle"), HasSubstr("Confirm that the database is down"));
    EXPECT_THAT(card(), HasSubstr("exit 2"));
    EXPECT_NE(part("pastOutput"), nullptr);
    EXPECT_THAT(text("bannerText"), HasSubstr("waits for you"));
    EXPECT_EQ(part<ActButton>("choice-again"), nullptr);
    picture(*screen, QStringLiteral("past"));
    press(*screen, "Esc");
    EXPECT_THAT(text("stepTitle"), HasSubstr("Restart PostgreSQL"));
    EXPECT_EQ(focus(), QStringLiteral("choice-again"));
}

// A screen reader takes the current row for the one in focus.
TEST_F(IncidentScreenTest, ARowIsCurrentOnlyWhileTheOutlineHasTheFocus) {
    begin(Story::failed);
    auto* list = part<QListView>("outlineList");
    list->setFocus(Qt::TabFocusReason);
    EXPECT_THAT(list->currentIndex().data(Qt::AccessibleTextRole).toString().toStdString(),
                HasSubstr("Restart PostgreSQL"));
    part<ActButton>("choice-again")->setFocus(Qt::TabFocusReason);
    EXPECT_FALSE(list->currentIndex().isValid());
    EXPECT_THAT(text("stepTitle"), HasSubstr("Restart PostgreSQL"));
}

TEST_F(IncidentScreenTest, AnInterruptedRunIsResumedAtItsStep) {
    begin(Story::interrupted);
    EXPECT_THAT(text("bannerText"), HasSubstr("interrupted at this step"));
    EXPECT_THAT(text("stepTitle"), HasSubstr("Restart PostgreSQL"));
    EXPECT_EQ(focus(), QStringLiteral("resume"));
    waitUntilArmed();
    press(*screen, "Return");
    EXPECT_EQ(desk.calls("resume").size(), 1U);
    picture(*screen, QStringLiteral("interrupted"));
}

TEST_F(IncidentScreenTest, NoWordIsCutWithLargeLettersOnASmallScreen) {
    begin(Story::begin);
    for (const auto story : {Story::begin, Story::acting, Story::failed, Story::interrupted})
        expectNoCutWords(*screen, QStringLiteral("incident-%1").arg(static_cast<int>(story)), [&](int size) {
            theme.setTextSize(size);
            goOn(story);
        });
}

// Where letters are large the clock shows less, and who hears the screen misses nothing of it.
TEST_F(IncidentScreenTest, WhatTheClockHasNoRoomForIsStillSaid) {
    begin(Story::begin);
    const auto described = [this] {
        for (const auto* label : screen->findChildren<QLabel*>())
            if (label->isVisible() && label->accessibleName().contains(QStringLiteral("left of")))
                return label->accessibleDescription().toStdString();
        return std::string("(no clock)");
    };
    EXPECT_EQ(described(), "");
    theme.setTextSize(200);
    screen->resize(1280, 720);
    goOn(Story::begin);
    EXPECT_THAT(described(), HasSubstr("(production)"));
    EXPECT_THAT(described(), Not(HasSubstr("\n\n")));
    EXPECT_THAT(described(), HasSubstr("known when the ledger is compared"));
}

// What is left over is the output's: nobody scrolls in a card that could be higher.
TEST_F(IncidentScreenTest, TheCardTakesTheRoomThatItNeeds) {
    for (const auto story : {Story::begin, Story::acting, Story::failed}) {
        begin(story);
        const auto* scroll = part<QScrollArea>("cardScroll");
        ASSERT_NE(scroll, nullptr);
        EXPECT_TRUE(until([&] { return scroll->verticalScrollBar()->maximum() == 0; }))
            << static_cast<int>(story) << ": " << scroll->height() << " of " << scroll->widget()->height()
            << ", output " << (part("outputPart") != nullptr ? part("outputPart")->height() : 0);
    }
}

TEST_F(IncidentScreenTest, CtrlEnterResumesAsTheButtonSays) {
    begin(Story::interrupted);
    waitUntilArmed();
    press(*screen, "Ctrl+Return");
    EXPECT_EQ(desk.calls("resume").size(), 1U);
}

TEST_F(IncidentScreenTest, AJournalThatCannotBeWrittenStopsEverythingAndSaysWhatToDo) {
    auto view = contents::view(Story::begin, now(), incident::Mode::live, run);
    view.stage = ports::Stage::broken;
    view.question.reset();
    view.trouble =
        Error{"the journal could not be written", "no space left on the disk", "", "", Retry::never};
    begin(Story::begin);
    desk.setView(run, view);
    settle();
    EXPECT_THAT(text("bannerText"), HasSubstr("no space left on the disk"));
    EXPECT_THAT(text("bannerText"), HasSubstr("on paper"));
    EXPECT_EQ(part<ActButton>("choice-run"), nullptr);
}

TEST_F(IncidentScreenTest, SeveralIncidentsAreToldApartAndNothingTypedIsLost) {
    contents::tell(desk, Story::ticks, now(), incident::Mode::rehearsal, 9);
    begin(Story::begin);
    EXPECT_NE(screen->findChild<ActButton*>(QStringLiteral("switchTo9")), nullptr);
    EXPECT_EQ(screen->run(), run);
    press(*screen, "N");
    type(*screen, QStringLiteral("of the first"));
    press(*screen, "Ctrl+Tab");
    EXPECT_EQ(screen->run(), 9);
    EXPECT_THAT(text("stepTitle"), HasSubstr("Look before you go on"));
    EXPECT_EQ(part<QLineEdit>("note")->text(), QString());
    press(*screen, "Ctrl+Tab");
    EXPECT_EQ(screen->run(), run);
    EXPECT_EQ(part<QLineEdit>("note")->text(), QStringLiteral("of the first"));
    picture(*screen, QStringLiteral("several"));
}

TEST_F(IncidentScreenTest, UnfinishedTextComesBackAfterARestart) {
    begin(Story::ticks);
    press(*screen, "Space");
    type(*screen, QStringLiteral("41"));
    part<QLineEdit>("note")->setText(QStringLiteral("half"));
    const auto kept = screen->unfinished();
    screen = std::make_unique<IncidentScreen>(desk, *events, theme);
    screen->setNavigator(&ways);
    screen->restore(kept);
    screen->open(run);
    showWindow(*screen, {1440, 900});
    EXPECT_EQ(part<QLineEdit>("blank1_0")->text(), QStringLiteral("41"));
    EXPECT_TRUE(part<QCheckBox>("tick0")->isChecked());
    EXPECT_EQ(part<QLineEdit>("note")->text(), QStringLiteral("half"));
}

TEST_F(IncidentScreenTest, AnUpdateIsFilledEditedCopiedAndKeptAsSent) {
    begin(Story::begin);
    press(*screen, "Ctrl+U");
    auto* draft = part<QPlainTextEdit>("messageDraft");
    ASSERT_NE(draft, nullptr);
    EXPECT_FALSE(draft->toPlainText().isEmpty());
    draft->setPlainText(QStringLiteral("We are on it."));
    part<ActButton>("copyMessage")->press();
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("We are on it."));
    EXPECT_TRUE(until([&] { return part<ActButton>("keepSent")->armed(); }));
    press(*screen, "Ctrl+Return");
    ASSERT_EQ(desk.calls("keepMessage").size(), 1U);
    EXPECT_EQ(desk.calls("keepMessage")[0].text, "We are on it.");
    EXPECT_TRUE(until([&] { return part("stepTitle") != nullptr; })); // back to the work
    EXPECT_TRUE(answers().empty());
}

TEST_F(IncidentScreenTest, EveryControlHasANameAndEveryActionItsWords) {
    begin(Story::failed);
    for (const auto* widget : screen->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        EXPECT_FALSE(widget->accessibleName().isEmpty() && (button == nullptr || button->text().isEmpty()))
            << widget->metaObject()->className() << " " << widget->objectName().toStdString();
    }
    for (const auto* action : screen->actions())
        EXPECT_THAT(action->text().toStdString(), HasSubstr(":")) << action->text().toStdString();
}
