#include "tests/support/window/AccessibleWalk.h"
#include "tests/support/window/Hands.h"
#include "ui/output/OutputArea.h"
#include "ui/output/OutputView.h"
#include "ui/theme/Theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <gmock/gmock.h>

using namespace muster::tests;
using namespace muster::ui;

namespace {

constexpr qint64 atUtcMs = 1'795'488'087'104; // 2026-11-24T03:21:27.104Z

class OutputViewTest : public testing::Test {
protected:
    OutputViewTest() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
        view = std::make_unique<OutputView>(theme);
        showWindow(*view, {1000, 480});
    }

    void print(const QString& host, const QByteArray& bytes, bool error = false) {
        view->append(host, error, bytes, atUtcMs);
    }
    void numbered(int count, int from = 0) {
        QByteArray bytes;
        for (int i = from; i < from + count; ++i)
            bytes += "line " + QByteArray::number(i) + "\n";
        print("db-a", bytes);
        settle();
    }
    template <class T> T* part(const char* name) { return view->findChild<T*>(QString::fromLatin1(name)); }
    QString clipboard() const { return QApplication::clipboard()->text(); }
    QString shownText() const {
        QString text;
        for (const auto& row : view->area()->spoken())
            text += row.before + row.text + "\n";
        return text;
    }

    Theme theme;
    std::unique_ptr<OutputView> view;
};

} // namespace

TEST_F(OutputViewTest, FollowsTheEndUntilItIsScrolledUp) {
    numbered(500);
    EXPECT_TRUE(view->area()->following());
    EXPECT_THAT(shownText().toStdString(), testing::HasSubstr("line 499"));
    auto* below = part<QPushButton>("newLinesBelow");
    EXPECT_FALSE(below->isVisible());

    view->area()->setFocus();
    press(*view, "Ctrl+Home");
    EXPECT_FALSE(view->area()->following());
    numbered(1234, 500);
    EXPECT_THAT(shownText().toStdString(), testing::StartsWith("line 0\n")) << "the place is kept";
    EXPECT_TRUE(below->isVisible());
    EXPECT_THAT(below->text().toStdString(), testing::HasSubstr("1,234 new lines below"));

    click(*below);
    settle();
    EXPECT_TRUE(view->area()->following());
    EXPECT_FALSE(below->isVisible());
    EXPECT_THAT(shownText().toStdString(), testing::HasSubstr("line 1733"));
}

TEST_F(OutputViewTest, WhoReadsTheScreenWhileMoreComesReadsWhatIsShown) {
    view->setFolded(true);
    numbered(30);
    view->append("db-b", false, "another\n", 0);
    settle();
    const QString before = shownText();
    for (int host = 0; host < 200; ++host) // each of them lets the log grow under the rows
        view->append(QStringLiteral("web-%1").arg(host), false, "another\n", 0);
    EXPECT_EQ(shownText(), before);
    settle();
    EXPECT_NE(shownText(), before);
}

TEST_F(OutputViewTest, AllOfItIsReadByKeyboard) {
    numbered(300);
    view->area()->setFocus();
    press(*view, "Ctrl+Home");
    press(*view, "Down");
    press(*view, "Shift+End");
    press(*view, "Ctrl+C");
    EXPECT_EQ(clipboard(), "line 1");
    press(*view, "Home");
    press(*view, "Shift+Down");
    press(*view, "Shift+Down");
    press(*view, "Shift+Right");
    press(*view, "Ctrl+C");
    EXPECT_EQ(clipboard(), "line 1\nline 2\nl");
    press(*view, "Ctrl+End");
    EXPECT_TRUE(view->area()->following());
    press(*view, "PgUp");
    press(*view, "PgUp");
    EXPECT_FALSE(view->area()->following());
    press(*view, "Ctrl+A");
    press(*view, "Ctrl+C");
    EXPECT_EQ(clipboard().count('\n'), 299);
    EXPECT_TRUE(clipboard().startsWith("line 0\nline 1\n"));
    EXPECT_TRUE(clipboard().endsWith("line 299"));
    press(*view, "Escape");
    EXPECT_FALSE(view->area()->hasSelection());
}

TEST_F(OutputViewTest, TheMouseSelectsExactlyWhatItCovers) {
    print("db-a",
          "alpha beta\ngamma delta\n\xd1\x8f\xd1\x89\xd0\xb8\xd0\xba\t\xe6\xbc\xa2\xe5\xad\x97 end\n");
    settle();
    const auto at = [&](std::size_t row, std::size_t byte) {
        return view->area()->rectOf({view->area()->rows().at(row), byte}).center() -
               QPoint(view->area()->rectOf({view->area()->rows().at(row), byte}).width() / 2 - 1, 0);
    };
    drag(*view->area()->viewport(), at(0, 6), at(1, 5));
    EXPECT_EQ(view->area()->selectedText(), "beta\ngamma");
    drag(*view->area()->viewport(), at(1, 5), at(0, 6));
    EXPECT_EQ(view->area()->selectedText(), "beta\ngamma") << "drawn upwards";
    doubleClick(*view->area()->viewport(), at(1, 8));
    EXPECT_EQ(view->area()->selectedText(), "delta");
    drag(*view->area()->viewport(), at(2, 2), at(2, 15));
    EXPECT_EQ(view->area()->selectedText().toStdString(),
              "\xd1\x89\xd0\xb8\xd0\xba\t\xe6\xbc\xa2\xe5\xad\x97");
}

TEST_F(OutputViewTest, HostileBytesAreShownAndCopiedAsShown) {
    print("db-a", "\x1b]52;c;cm0gLXJm\x07 user \xe2\x80\xaegnp.exe \xff\n");
    settle();
    view->area()->setFocus();
    press(*view, "Ctrl+A");
    press(*view, "Ctrl+C");
    EXPECT_EQ(clipboard(), "\\x1b]52;c;cm0gLXJm\\x07 user \\u202egnp.exe \\xff");
}

TEST_F(OutputViewTest, StandardErrorIsSaidInWords) {
    print("db-a", "fine\n");
    print("db-a", "pg_ctl: not running\n", true);
    settle();
    EXPECT_EQ(shownText().toStdString(), "fine\nstderr: pg_ctl: not running\n");
}

TEST_F(OutputViewTest, SameOutputIsShownOnceUnderAllNames) {
    view->beginAct("Ask for the version");
    for (const char* host : {"db-a", "db-b", "app-a"})
        print(host, "PostgreSQL 15.9\n");
    print("app-b", "PostgreSQL 15.8\n");
    view->endAct();
    settle();
    EXPECT_EQ(shownText().toStdString(), "Ask for the version\ndb-a, db-b, app-a (3 hosts)\nPostgreSQL 15.9\n"
                                         "app-b\nPostgreSQL 15.8\n");
    press(*view, "Alt+O");
    settle();
    EXPECT_EQ(shownText().toStdString(), "Ask for the version\ndb-a: PostgreSQL 15.9\ndb-b: PostgreSQL 15.9\n"
                                         "app-a: PostgreSQL 15.9\napp-b: PostgreSQL 15.8\n");
    view->showOnlyHost("app-b");
    settle();
    EXPECT_EQ(shownText().toStdString(), "Ask for the version\napp-b: PostgreSQL 15.8\n");
    EXPECT_EQ(part<QToolButton>("outputHosts")->accessibleName(), "Hosts shown: app-b");
}

TEST_F(OutputViewTest, FindsGoesOnAndComesRound) {
    numbered(1000);
    press(*view, "Ctrl+F");
    type(*view, "LINE 99");
    ASSERT_TRUE(until([&] { return part<QLabel>("findCount")->text() == "11 lines"; }))
        << part<QLabel>("findCount")->text().toStdString();
    press(*view, "Return");
    ASSERT_TRUE(until([&] { return part<QLabel>("findCount")->text() == "line 1 of 11"; }));
    EXPECT_EQ(view->area()->selectedText(), "line 99");
    EXPECT_THAT(shownText().toStdString(), testing::HasSubstr("line 99\n"));
    press(*view, "Return");
    ASSERT_TRUE(until([&] { return part<QLabel>("findCount")->text() == "line 2 of 11"; }));
    press(*view, "Shift+Return");
    press(*view, "Shift+Return");
    ASSERT_TRUE(until([&] { return part<QLabel>("findCount")->text() == "line 11 of 11"; }));
    EXPECT_THAT(shownText().toStdString(), testing::HasSubstr("line 999\n"));
    click(*part<QToolButton>("findCase"));
    ASSERT_TRUE(until([&] { return part<QLabel>("findCount")->text() == "not found"; }));
    press(*view, "Escape");
    EXPECT_FALSE(part<QWidget>("findBar")->isVisible());
    EXPECT_TRUE(view->area()->hasFocus());
}

TEST_F(OutputViewTest, FindsInALineThatGrows) {
    print("db-a", "done\nrecovered 63");
    settle();
    view->find("recovered");
    EXPECT_TRUE(until([&] { return part<QLabel>("findCount")->text() == "1 line"; }));
    view->findNext();
    EXPECT_TRUE(until([&] { return view->area()->selectedText() == "recovered"; }));
}

TEST_F(OutputViewTest, FindingInAMillionLinesNeverHoldsTheWindowUp) {
    for (int block = 0; block < 100; ++block) {
        QByteArray bytes;
        for (int i = 0; i < 10'000; ++i)
            bytes += "2026-11-24 03:21:27 LOG: checkpoint " + QByteArray::number(block * 10'000 + i) + "\n";
        print("db-a", bytes);
    }
    settle();
    qint64 longest = 0;
    QElapsedTimer clock;
    view->find("CHECKPOINT 99");
    const bool done = until([&] {
        if (clock.isValid())
            longest = std::max(longest, clock.elapsed());
        clock.restart();
        return part<QLabel>("findCount")->text().endsWith(" lines");
    });
    EXPECT_TRUE(done);
    // "99", "99x", ... "99xxxx" of those that are kept
    EXPECT_THAT(part<QLabel>("findCount")->text().toStdString(), testing::StartsWith("11,111"));
    EXPECT_LT(longest, 500) << "a slice takes a few milliseconds; the bound is for a machine under load";
}

TEST_F(OutputViewTest, CopiesAllAndAsMarkdown) {
    view->beginAct("Restart PostgreSQL");
    print("db-a", "waiting... done\n");
    print("db-b", "already running\n", true);
    view->endAct();
    settle();
    press(*view, "Ctrl+Shift+C");
    EXPECT_EQ(clipboard(), "Restart PostgreSQL\ndb-a\nwaiting... done\ndb-b\nalready running\n");
    press(*view, "Ctrl+Shift+M");
    EXPECT_EQ(clipboard(),
              "**`Restart PostgreSQL`**\n\n`db-a`\n\n```\nwaiting... done\n```\n\n`db-b`\n\n```\n"
              "[stderr] already running\n```\n");
}

TEST_F(OutputViewTest, AHugeLineNeitherHangsNorHidesWhatFollows) {
    QElapsedTimer clock;
    clock.start();
    print("db-a", QByteArray(1 << 20, 'x'));
    print("db-a", QByteArray(1 << 20, '\xe6') + "\n");
    print("db-a", "after it\n");
    for (const bool wrapped : {false, true}) {
        view->setWrapped(wrapped);
        settle();
        EXPECT_THAT(shownText().toStdString(), testing::HasSubstr("after it"));
    }
    EXPECT_THAT(view->allText().toStdString(),
                testing::HasSubstr("more bytes of this line are in the journal]"));
    EXPECT_LT(clock.elapsed(), 5000);
}

TEST_F(OutputViewTest, WrappedLinesAreReadToTheirEnd) {
    print("db-a", "head\n" + QByteArray(3000, 'w') + "\ntail\n");
    view->setWrapped(true);
    settle();
    EXPECT_EQ(view->area()->horizontalScrollBar()->maximum(), 0);
    EXPECT_THAT(shownText().toStdString(), testing::HasSubstr("tail"));
    view->area()->setFocus();
    press(*view, "Ctrl+Home");
    press(*view, "Down");
    press(*view, "End");
    const auto caret = view->area()->caret();
    ASSERT_TRUE(caret.has_value());
    EXPECT_FALSE(view->area()->rectOf(*caret).isEmpty()) << "the end of the long line is on screen";
    view->setWrapped(false);
    settle();
    EXPECT_GT(view->area()->horizontalScrollBar()->maximum(), 0);
}

TEST_F(OutputViewTest, WhatWasLetGoIsSaid) {
    QByteArray bytes;
    for (int i = 0; i < 10'000; ++i)
        bytes += "x\n";
    for (int i = 0; i < 101; ++i)
        print("db-a", bytes);
    settle();
    EXPECT_LE(view->lineCount(), 1'000'000);
    press(*view, "Ctrl+Home");
    view->area()->setFocus();
    press(*view, "Ctrl+Home");
    EXPECT_THAT(shownText().toStdString(),
                testing::MatchesRegex("… [0-9,]+ earlier lines are in the journal\n(.|\n)*"));
}

TEST_F(OutputViewTest, EveryControlHasANameAndIsReachedByTab) {
    numbered(10);
    view->find();
    settle();
    EXPECT_THAT(namelessControls(), testing::IsEmpty());
    EXPECT_THAT(beyondTab(*view), testing::IsEmpty());
}

TEST_F(OutputViewTest, AScreenReaderReadsLinesCaretAndSelection) {
    print("db-a", "first\nsecond line\n");
    print("db-a", "bad\n", true);
    settle();
    auto* interface = QAccessible::queryAccessibleInterface(view->area());
    ASSERT_NE(interface, nullptr);
    EXPECT_EQ(interface->text(QAccessible::Name), "Output");
    EXPECT_TRUE(interface->state().readOnly);
    auto* text = interface->textInterface();
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(text->text(0, text->characterCount()), "first\nsecond line\nstderr: bad\n");
    view->area()->setFocus();
    press(*view, "Ctrl+Home");
    press(*view, "Down");
    EXPECT_EQ(text->cursorPosition(), 6);
    int start = 0;
    int end = 0;
    EXPECT_EQ(text->textAtOffset(6, QAccessible::LineBoundary, &start, &end), "second line\n");
    text->setSelection(0, 6, 12);
    EXPECT_EQ(view->area()->selectedText(), "second");
    EXPECT_EQ(text->selectionCount(), 1);
    text->selection(0, &start, &end);
    EXPECT_EQ(start, 6);
    EXPECT_EQ(end, 12);
    const QRect rect = text->characterRect(6);
    EXPECT_EQ(text->offsetAtPoint(rect.center() - QPoint(rect.width() / 2 - 1, 0)), 6);
}

TEST_F(OutputViewTest, ClearedItSaysWhatWillComeHere) {
    numbered(100);
    view->clear();
    settle();
    EXPECT_EQ(view->lineCount(), 0);
    EXPECT_EQ(shownText(), "");
    numbered(3);
    EXPECT_EQ(shownText(), "line 0\nline 1\nline 2\n");
}
