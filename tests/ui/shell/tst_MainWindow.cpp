#include "tests/support/ui/Contents.h"
#include "tests/support/window/Hands.h"
#include "ui/shell/CloseDialog.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/ErrorBar.h"
#include "ui/shell/Frame.h"
#include "ui/shell/HostKeyDialog.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Toasts.h"
#include "ui/shell/WindowState.h"
#include "ui/theme/Theme.h"

#include <QAction>
#include <QCheckBox>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>
#include <QToolButton>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::tests;
using namespace muster::ui;
using contents::Story;

namespace {

// A screen with one field and one action, to see what the window does with screens.
class SmallScreen : public Screen {
public:
    SmallScreen(QString name, int* made, QWidget* parent) : Screen(parent), m_name(std::move(name)) {
        ++*made;
        field = new QLineEdit(this);
        auto* action = new QAction(m_name + ": do it", this);
        action->setShortcut(QKeySequence("Ctrl+J"));
        connect(action, &QAction::triggered, this, [this] { ++done; });
        addAction(action);
    }
    QString name() const override { return m_name; }
    QString title() const override { return m_name; }
    QString iconName() const override { return "home"; }
    void open(std::int64_t run) override { opened = run; }
    void declare(const QString& runbook) override { declared = runbook; }
    void shown() override { field->setFocus(); }
    QVariantMap unfinished() const override { return {{"text", field->text()}}; }
    void restore(const QVariantMap& unfinished) override {
        field->setText(unfinished.value("text").toString());
    }

    QLineEdit* field = nullptr;
    int done = 0;
    std::int64_t opened = 0;
    QString declared = "-";

private:
    QString m_name;
};

class Window : public testing::Test {
protected:
    Window() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
        contents::fill(desk, now);
    }

    MainWindow& open(const QString& stateFile = {}) {
        state = std::make_unique<WindowState>(stateFile);
        std::vector<ScreenEntry> entries;
        for (const auto* name : {"home", "incident", "drills", "reports"})
            entries.push_back(
                {name, name, "home", [this, name](auto&, auto&, auto&, QWidget* parent) -> Screen* {
                     return new SmallScreen(name, &made, parent);
                 }});
        events = std::make_unique<DeskEvents>(desk);
        window = std::make_unique<MainWindow>(desk, *events, theme, *state, std::move(entries));
        window->openFirst();
        showWindow(*window, {1280, 720});
        return *window;
    }
    void shut() {
        window.reset();
        events.reset();
        state.reset();
    }
    SmallScreen& screen(const char* name) { return static_cast<SmallScreen&>(*window->screen(name)); }

    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    Theme theme;
    ScriptedDesk desk;
    int made = 0;
    std::unique_ptr<WindowState> state;
    std::unique_ptr<DeskEvents> events;
    std::unique_ptr<MainWindow> window;
};

template <class Dialog> Dialog* shownDialog(QWidget& window) {
    for (auto* dialog : window.findChildren<Dialog*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

} // namespace

TEST_F(Window, MakesOnlyTheScreenThatIsShown) {
    open();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(window->shownScreen(), "home");
    press(*window, "Ctrl+2");
    EXPECT_EQ(window->shownScreen(), "incident");
    EXPECT_EQ(made, 2);
    press(*window, "Ctrl+1");
    press(*window, "Ctrl+2");
    EXPECT_EQ(made, 2);
}

TEST_F(Window, TheRailChangesScreensToo) {
    open();
    auto* button = window->findChild<QToolButton*>("rail.drills");
    ASSERT_TRUE(button);
    EXPECT_EQ(button->accessibleName(), "drills");
    EXPECT_TRUE(button->toolTip().contains("Ctrl+3"));
    click(*button);
    EXPECT_EQ(window->shownScreen(), "drills");
    EXPECT_TRUE(button->isChecked());
}

TEST_F(Window, AShortcutBelongsToTheShownScreenAlone) {
    open();
    auto& incident = screen("incident"); // made, and not shown
    press(*window, "Ctrl+J");
    EXPECT_EQ(screen("home").done, 1);
    EXPECT_EQ(incident.done, 0);
}

TEST_F(Window, ARunOpensWhereItBelongs) {
    contents::tell(desk, Story::failed, now);
    open();
    window->openRun(contents::rehearsalRun);
    EXPECT_EQ(window->shownScreen(), "incident");
    EXPECT_EQ(screen("incident").opened, contents::rehearsalRun);
    window->openRun(contents::drillRun);
    EXPECT_EQ(window->shownScreen(), "drills");
    contents::tell(desk, Story::closed, now);
    window->openRun(contents::rehearsalRun);
    EXPECT_EQ(window->shownScreen(), "reports");
}

TEST_F(Window, DeclaringTakesOneShortcutFromAnywhere) {
    open();
    press(*window, "Ctrl+3");
    press(*window, "Ctrl+I");
    EXPECT_EQ(window->shownScreen(), "home");
    EXPECT_EQ(screen("home").declared, "");
}

TEST_F(Window, ThePaletteFindsARunbookAndDeclaresIt) {
    open();
    press(*window, "Ctrl+K");
    auto* palette = shownDialog<CommandPalette>(*window);
    ASSERT_TRUE(palette);
    type(*palette, "database crash");
    press(*palette, "Return");
    EXPECT_EQ(screen("home").declared, "database-crash");
}

TEST_F(Window, ThePaletteDoesWhatAScreenElsewhereOffers) {
    open();
    press(*window, "Ctrl+K");
    auto* palette = shownDialog<CommandPalette>(*window);
    ASSERT_TRUE(palette);
    type(*palette, "drills: do it");
    press(*palette, "Return");
    EXPECT_EQ(window->shownScreen(), "drills");
    EXPECT_EQ(screen("drills").done, 1);
}

TEST_F(Window, ThePaletteWatchesAnotherEnvironment) {
    open();
    press(*window, "Ctrl+K");
    auto* palette = shownDialog<CommandPalette>(*window);
    ASSERT_TRUE(palette);
    type(*palette, "watch frankfurt");
    press(*palette, "Return");
    EXPECT_EQ(desk.watched(), "shop");
    settle();
    EXPECT_EQ(window->findChild<Frame*>()->state().kind, FrameState::Kind::production);
}

TEST_F(Window, F1ListsTheShortcutsOfTheScreenAndOfTheWindow) {
    open();
    press(*window, "F1");
    auto* sheet = window->findChild<QDialog*>("shortcuts");
    ASSERT_TRUE(sheet);
    QStringList words;
    for (const auto* label : sheet->findChildren<QLabel*>())
        words << label->accessibleName();
    EXPECT_TRUE(words.contains("home: do it"));
    EXPECT_TRUE(words.contains("Everything: find it"));
}

TEST_F(Window, TheFrameTurnsLiveWhenAnIncidentIsDeclaredOnProduction) {
    open();
    auto* frame = window->findChild<Frame*>();
    EXPECT_EQ(frame->state().kind, FrameState::Kind::practice);
    contents::tell(desk, Story::acting, now, incident::Mode::live, contents::liveRun);
    settle();
    EXPECT_EQ(frame->state().kind, FrameState::Kind::live);
    EXPECT_TRUE(window->windowTitle().contains("LIVE INCIDENT 14")) << window->windowTitle().toStdString();
}

TEST_F(Window, AnUnknownKeyIsRefusedUnlessSomebodyComparedIt) {
    open();
    desk.askHostKey(
        {1, "db-a", "10.0.4.11", 22, "ssh-ed25519", "SHA256:uNiVztksCsDhcc0u9e8BrSOtVLlMkWcQ4rK0t0sYbVg"});
    settle();
    auto* dialog = shownDialog<HostKeyDialog>(*window);
    ASSERT_TRUE(dialog);
    EXPECT_TRUE(
        dialog->findChild<QLabel*>("hostKey.fingerprint")->accessibleName().startsWith("SHA256: uNiV ztks"));
    press(*dialog, "Return");
    settle();
    ASSERT_EQ(desk.calls("answerHostKey").size(), 1u);
    EXPECT_EQ(desk.calls("answerHostKey").front().other, "false");

    desk.askHostKey(
        {2, "db-a", "10.0.4.11", 22, "ssh-ed25519", "SHA256:uNiVztksCsDhcc0u9e8BrSOtVLlMkWcQ4rK0t0sYbVg"});
    settle();
    dialog = shownDialog<HostKeyDialog>(*window);
    ASSERT_TRUE(dialog);
    auto* trust = dialog->findChild<QPushButton*>("hostKey.trust");
    EXPECT_FALSE(trust->isEnabled());
    dialog->findChild<QCheckBox*>("hostKey.compared")->click();
    EXPECT_TRUE(trust->isEnabled());
    click(*trust);
    settle();
    ASSERT_EQ(desk.calls("answerHostKey").size(), 2u);
    EXPECT_EQ(desk.calls("answerHostKey").back().run, 2);
    EXPECT_EQ(desk.calls("answerHostKey").back().other, "true");
}

TEST_F(Window, TwoUnknownHostsAreAskedAboutOneAfterTheOther) {
    open();
    for (const int ticket : {1, 2})
        desk.askHostKey({ticket, "db-a", "10.0.4.11", 22, "ssh-rsa", "SHA256:abcd"});
    settle();
    EXPECT_EQ(window->findChildren<HostKeyDialog*>().size(), 1);
    press(*shownDialog<HostKeyDialog>(*window), "Escape");
    settle();
    ASSERT_TRUE(shownDialog<HostKeyDialog>(*window));
    press(*shownDialog<HostKeyDialog>(*window), "Escape");
    settle();
    EXPECT_EQ(desk.calls("answerHostKey").size(), 2u);
}

TEST_F(Window, ErrorsStayUntilTheyAreDismissed) {
    open();
    auto* errors = window->findChild<ErrorBar*>();
    window->complain("Cannot run the step on db-a", "connection refused", "start sshd there");
    window->complain("Cannot run the step on db-a", "connection refused", "start sshd there");
    EXPECT_EQ(errors->count(), 1) << "the same one is not piled up";
    EXPECT_TRUE(errors->isVisible());
    press(*window, "Ctrl+D");
    EXPECT_FALSE(errors->isVisible());
}

TEST_F(Window, WordsGoByThemselvesAndDoNotTakeTheFocus) {
    open();
    auto* before = window->focusWidget();
    window->say("Note is on the timeline");
    EXPECT_EQ(window->findChild<Toasts*>()->text(), "Note is on the timeline");
    EXPECT_EQ(window->focusWidget(), before);
}

TEST_F(Window, ClosesAtOnceWhenNothingRuns) {
    contents::tell(desk, Story::failed, now);
    open();
    EXPECT_TRUE(window->close());
}

TEST_F(Window, AsksBeforeItClosesOverARunningStep) {
    contents::tell(desk, Story::acting, now);
    open();
    EXPECT_FALSE(window->close());
    auto* dialog = shownDialog<CloseDialog>(*window);
    ASSERT_TRUE(dialog);
    press(*dialog, "Escape");
    EXPECT_TRUE(window->isVisible());
    EXPECT_TRUE(desk.calls("stopAct").empty());
    EXPECT_FALSE(window->close());
    settle();
    dialog = shownDialog<CloseDialog>(*window);
    ASSERT_TRUE(dialog);
    click(*dialog->findChild<QPushButton*>("closing.stop"));
    EXPECT_EQ(desk.calls("stopAct").size(), 1u);
}

TEST_F(Window, SaysWhyItOnlyReads) {
    desk.setReadOnly(
        Error{"another console has the journal", "muster-console, process 4711", "close it there"});
    open();
    auto* notice = window->findChild<QLabel*>("status.readOnly");
    ASSERT_TRUE(notice);
    EXPECT_TRUE(notice->isVisible());
    EXPECT_TRUE(notice->text().contains("another console"));
}

TEST_F(Window, RemembersScreenTextAndSizeFromOneStartToTheNext) {
    const QTemporaryDir folder;
    const auto file = folder.filePath("muster/window.ini");
    open(file);
    press(*window, "Ctrl+2");
    type(*window, "half a sentence");
    press(*window, "Ctrl++");
    window->close();
    shut();
    open(file);
    EXPECT_EQ(window->shownScreen(), "incident");
    EXPECT_EQ(screen("incident").field->text(), "half a sentence");
    EXPECT_EQ(state->value("window/textSize").toInt(), 110);
}

TEST_F(Window, StepsOfTheTextThatComeAtOnceAreDoneAsOne) {
    open();
    int changes = 0;
    QObject::connect(&theme, &Theme::changed, [&changes] { ++changes; });
    auto* larger = window->findChild<QAction*>(QStringLiteral("window.text.larger"));
    ASSERT_TRUE(larger);
    for (int i = 0; i < 3; ++i)
        larger->trigger();
    settle();
    EXPECT_EQ(theme.textSize(), 130);
    EXPECT_EQ(changes, 1);
    for (int i = 0; i < 20; ++i)
        larger->trigger();
    settle();
    EXPECT_EQ(theme.textSize(), 200);
    theme.setTextSize(150); // as Setup does
    larger->trigger();
    settle();
    EXPECT_EQ(theme.textSize(), 160);
}

TEST_F(Window, WhatWasTypedOutlivesAKill) {
    const QTemporaryDir folder;
    const auto file = folder.filePath("window.ini");
    open(file);
    type(*window, "half a sentence");
    // Nobody closes anything: another one reads the file as a start after a kill would.
    EXPECT_TRUE(until([&] {
        const WindowState read(file);
        return read.value("unfinished/home").toMap().value("text") == "half a sentence";
    }));
}
