#include "tests/support/window/Hands.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ClockLabel.h"
#include "ui/widgets/CodeView.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/ProseView.h"
#include "ui/widgets/StatusChip.h"
#include "ui/widgets/WrapLabel.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <gtest/gtest.h>

using namespace muster::ui;
using namespace muster::tests;

namespace {

class Texts : public testing::Test {
protected:
    Texts() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
    }
    Theme theme;
};

} // namespace

TEST_F(Texts, ALongWordIsWrappedAndNotCut) {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* label = new WrapLabel(QString(400, 'x'), &window);
    column->addWidget(label);
    column->addStretch(1);
    showWindow(window, {240, 400});
    EXPECT_LE(label->width(), 240);
    EXPECT_GE(label->height(), 10 * label->fontMetrics().height());
    EXPECT_EQ(label->accessibleName(), QString(400, 'x'))
        << "a screen reader reads it without the places to break at";
}

TEST_F(Texts, AnElidedLabelFitsInto100Pixels) {
    ElidedLabel label("/home/jana/.local/state/muster/journal.db");
    showWindow(label, {100, 30});
    EXPECT_EQ(label.width(), 100);
    EXPECT_EQ(label.text(), "/home/jana/.local/state/muster/journal.db");
}

TEST_F(Texts, ClocksReadAsPeopleSayThem) {
    EXPECT_EQ(ClockLabel::words(0), "00:00");
    EXPECT_EQ(ClockLabel::words(72), "01:12");
    EXPECT_EQ(ClockLabel::words(3723), "1:02:03");
    EXPECT_EQ(ClockLabel::words(-5), "-00:05");
}

TEST_F(Texts, ProseIsAsHighAsItIsLong) {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* prose = new ProseView(theme, &window);
    prose->setProse("**Use this** when `/health` answers 503.\n\n" +
                    QString("A sentence that takes some room. ").repeated(20));
    column->addWidget(prose);
    column->addStretch(1);
    showWindow(window, {400, 700});
    EXPECT_GE(prose->height() + 1, static_cast<int>(prose->document()->size().height()));
    EXPECT_EQ(prose->toPlainText().left(8), "Use this");
    EXPECT_FALSE(prose->toPlainText().contains('*'));
}

TEST_F(Texts, ProseObeysNoHtmlAndLoadsNothing) {
    ProseView prose(theme);
    prose.setProse("<b>bold</b> ![picture](http://127.0.0.1:9/x.png)");
    EXPECT_FALSE(
        prose.loadResource(QTextDocument::ImageResource, QUrl("http://127.0.0.1:9/x.png")).isValid());
    EXPECT_FALSE(prose.loadResource(QTextDocument::ImageResource, QUrl("file:///etc/hostname")).isValid());
    EXPECT_FALSE(prose.openExternalLinks());
    EXPECT_TRUE(prose.toPlainText().contains("<b>bold</b>"));
}

TEST_F(Texts, CodeIsCopiedAsItIs) {
    CodeView view(theme, "command");
    const QString code = "\"$pg_bin/pg_ctl\" -D \"$db_data\" \\\n    -w start";
    view.setCode(code);
    showWindow(view, {500, 120});
    auto* copy = view.findChild<QPushButton*>("copy");
    ASSERT_TRUE(copy);
    click(*copy);
    EXPECT_EQ(QApplication::clipboard()->text(), code);
}

TEST_F(Texts, CodeThatWrapsIsShownToItsLastLine) {
    CodeView view(theme, "command");
    view.setMostLines(60);
    view.setCode(QString("db_data='/var/lib/postgresql/15/main'\n").repeated(6) +
                 QString("pg_basebackup -D copy ").repeated(9));
    showWindow(view, {400, 400});
    auto* text = view.findChild<QPlainTextEdit*>("code");
    EXPECT_EQ(text->verticalScrollBar()->maximum(), 0) << "nothing of it is hidden";
    view.resize(900, 400);
    settle();
    const int wide = text->height();
    view.resize(300, 400);
    settle();
    EXPECT_GT(text->height(), wide);
    EXPECT_EQ(text->verticalScrollBar()->maximum(), 0);
}

TEST_F(Texts, CodeOfTwoLinesShowsBothAndCodeOfFortyScrolls) {
    CodeView view(theme, "command");
    view.setCode("one\ntwo");
    showWindow(view, {500, 300});
    auto* text = view.findChild<QPlainTextEdit*>("code");
    const int two = text->height();
    EXPECT_GE(two, 2 * text->fontMetrics().height());
    view.setCode(QString("line\n").repeated(40));
    settle();
    EXPECT_GT(text->height(), two);
    EXPECT_LE(text->height(), 18 * text->fontMetrics().lineSpacing());
}

TEST_F(Texts, AButtonFollowsItsActionAndShowsItsKeys) {
    QAction action("Step: run it");
    action.setShortcut(QKeySequence("Ctrl+Return"));
    int done = 0;
    QObject::connect(&action, &QAction::triggered, [&done] { ++done; });
    Button button(theme, "Run it", "run", nullptr, Button::Kind::primary);
    const int before = button.sizeHint().width();
    button.follow(&action);
    EXPECT_GT(button.sizeHint().width(), before) << "there is room for the key";
    EXPECT_TRUE(button.toolTip().contains("Ctrl+Return")) << button.toolTip().toStdString();
    showWindow(button, {300, 60});
    click(button);
    EXPECT_EQ(done, 1);
    action.setEnabled(false);
    EXPECT_FALSE(button.isEnabled());
}

TEST_F(Texts, AChipSaysItsStateInWords) {
    StatusChip chip(theme, "cross", "down", Role::bad);
    EXPECT_EQ(chip.accessibleName(), "down");
    chip.set("question", "unknown", Role::warning);
    EXPECT_EQ(chip.accessibleName(), "unknown");
}

TEST_F(Texts, AFlowGoesOnInTheNextLine) {
    QWidget window;
    auto* flow = new FlowLayout(&window, 8);
    std::vector<Button*> buttons;
    for (int i = 0; i < 6; ++i) {
        buttons.push_back(new Button(theme, QStringLiteral("Choice %1").arg(i), QString::number(i), &window));
        flow->addWidget(buttons.back());
    }
    showWindow(window, {260, 400});
    EXPECT_GT(buttons.back()->y(), buttons.front()->y());
    for (const auto* button : buttons)
        EXPECT_LE(button->geometry().right(), 260);
}
