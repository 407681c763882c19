#include "tests/support/ui/Contents.h"
#include "tests/support/ui/ScriptedDesk.h"
#include "tests/support/window/CutWords.h"
#include "ui/reports/NoticeBar.h"
#include "ui/reports/ReportsScreen.h"
#include "ui/reports/SheetView.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTextDocument>

namespace muster::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t now = 1'795'489'965'678;

class Reports : public testing::Test {
protected:
    void begin() {
        contents::fill(m_desk, now);
        contents::tell(m_desk, contents::Story::closed, now, incident::Mode::live, contents::liveRun);
        beginWithoutContents();
    }
    void beginWithoutContents() {
        m_events = std::make_unique<ui::DeskEvents>(m_desk);
        m_screen = std::make_unique<ui::ReportsScreen>(m_desk, *m_events, m_theme);
        m_screen->setChooseFile([this](const QString& suggested, const QString&) {
            m_suggested = suggested.toStdString();
            return m_file;
        });
        m_screen->resize(1280, 640);
        m_screen->show();
        settle();
    }

    static void settle() {
        for (int i = 0; i < 20; ++i)
            QApplication::processEvents(QEventLoop::AllEvents);
    }

    template <class Widget> Widget* part(const char* name) {
        return m_screen->findChild<Widget*>(QLatin1String(name));
    }
    std::string notice() {
        settle();
        return part<ui::NoticeBar>("reportNotice")->text().toStdString();
    }
    std::string preview() { return part<ui::SheetView>("reportPreview")->toPlainText().toStdString(); }
    int rows() { return part<QListView>("reportRuns")->model()->rowCount(); }
    void trigger(const char* name) {
        auto* action = m_screen->findChild<QAction*>(QLatin1String(name));
        ASSERT_NE(action, nullptr) << name;
        EXPECT_TRUE(action->isEnabled()) << name;
        action->trigger();
        settle();
    }

    ScriptedDesk m_desk;
    ui::Theme m_theme;
    std::unique_ptr<ui::DeskEvents> m_events;
    std::unique_ptr<ui::ReportsScreen> m_screen;
    QString m_file = QStringLiteral("/tmp/report.pdf");
    std::string m_suggested;
};

TEST_F(Reports, WithoutRunsItSaysWhatToDo) {
    beginWithoutContents();
    bool said = false;
    for (const auto* label : m_screen->findChildren<QLabel*>())
        said = said || label->text().contains(QLatin1String("no runs"));
    EXPECT_TRUE(said);
    EXPECT_FALSE(m_screen->findChild<QAction*>(QStringLiteral("reportExport"))->isEnabled());
    EXPECT_EQ(m_screen->run(), 0);
}

TEST_F(Reports, ShowsTheNewestRunWithItsVerdictAndSteps) {
    begin();
    EXPECT_NE(m_screen->run(), 0);
    EXPECT_THAT(preview(), HasSubstr("Evidence"));
    EXPECT_THAT(preview(), HasSubstr("Restart PostgreSQL"));
    EXPECT_THAT(preview(), HasSubstr("muster journal verify"));
}

TEST_F(Reports, ADrillShowsItsFiguresBesideTheTargets) {
    begin();
    m_screen->open(contents::drillRun);
    settle();
    EXPECT_EQ(m_screen->run(), contents::drillRun);
    const auto* figure = part<QWidget>("reportFigureRTO");
    ASSERT_NE(figure, nullptr);
    std::string said;
    for (const auto* label : figure->findChildren<QLabel*>())
        said += label->text().toStdString() + "\n";
    EXPECT_THAT(said, HasSubstr("target "));
    EXPECT_THAT(said, HasSubstr(" s"));
}

TEST_F(Reports, SearchLeavesOnlyWhatFitsAndOpeningARunFindsItAgain) {
    begin();
    const int all = rows();
    ASSERT_GT(all, 1);
    part<QLineEdit>("reportSearch")->setText(QStringLiteral("#%1").arg(contents::drillRun));
    EXPECT_EQ(rows(), 1);
    EXPECT_EQ(m_screen->run(), contents::drillRun);
    m_screen->open(contents::liveRun); // hidden by the search
    settle();
    EXPECT_EQ(m_screen->run(), contents::liveRun);
    EXPECT_EQ(rows(), all);
    part<QLineEdit>("reportSearch")->setText(QStringLiteral("no such run"));
    EXPECT_EQ(rows(), 0);
}

TEST_F(Reports, TheFilterShowsDrillsAlone) {
    begin();
    auto* filter = part<QComboBox>("reportFilter");
    filter->setCurrentIndex(filter->findText(QStringLiteral("Drills")));
    ASSERT_EQ(rows(), 1);
    EXPECT_THAT(part<QListView>("reportRuns")
                    ->model()
                    ->index(0, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .toStdString(),
                HasSubstr("drill"));
}

TEST_F(Reports, ExportSaysWhereTheFileWentAndOffersItsFolder) {
    begin();
    m_screen->open(contents::drillRun);
    settle();
    trigger("reportExportPDF");
    const auto calls = m_desk.calls("exportRun");
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].run, contents::drillRun);
    EXPECT_THAT(m_suggested, HasSubstr("muster-run-2-"));
    EXPECT_TRUE(m_suggested.ends_with(".pdf"));
    EXPECT_THAT(notice(), HasSubstr("Written: PDF, /tmp/report.pdf"));
    EXPECT_TRUE(part<QPushButton>("reportOpenFolder")->isVisible());
}

TEST_F(Reports, ACancelledFileDialogWritesNothing) {
    begin();
    m_file.clear();
    trigger("reportExportHTML");
    EXPECT_TRUE(m_desk.calls("exportRun").empty());
    EXPECT_EQ(notice(), "");
}

TEST_F(Reports, WhatWentWrongIsSaidWithWhatToDo) {
    begin();
    m_desk.failNext(
        {"cannot write /tmp/report.pdf", "the disk is full", "choose another place", "", Retry::safe});
    trigger("reportExportMarkdown");
    EXPECT_THAT(
        notice(),
        HasSubstr("Failed: cannot write /tmp/report.pdf: the disk is full. Next: choose another place"));
    EXPECT_FALSE(part<QPushButton>("reportOpenFolder")->isVisible());
}

TEST_F(Reports, VerifyingIsBusyAndThenSaysTheWordsOfTheResult) {
    begin();
    m_desk.hold();
    trigger("journalVerify");
    EXPECT_THAT(notice(), HasSubstr("At work"));
    EXPECT_FALSE(m_screen->findChild<QAction*>(QStringLiteral("journalVerify"))->isEnabled());
    m_desk.release();
    EXPECT_THAT(notice(), HasSubstr("intact"));
    EXPECT_TRUE(m_screen->findChild<QAction*>(QStringLiteral("journalVerify"))->isEnabled());
}

TEST_F(Reports, CopiesTheHashOfTheLastEvent) {
    begin();
    trigger("reportCopyHash");
    const auto view = m_desk.view(m_screen->run());
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(), view->report->lastHash);
    EXPECT_THAT(notice(), HasSubstr("Copied"));
}

TEST_F(Reports, DownInTheSearchGoesIntoTheList) {
    begin();
    auto* search = part<QLineEdit>("reportSearch");
    search->setFocus();
    QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
    QApplication::sendEvent(search, &down);
    EXPECT_EQ(QApplication::focusWidget(), part<QListView>("reportRuns"));
}

TEST_F(Reports, TextOfARunIsNeverObeyed) {
    report::Report hostile;
    hostile.run = 3;
    hostile.title = "<img src=\"file:///etc/passwd\"><a href=\"http://x\">x</a>";
    hostile.timeline.push_back({now, 1, "<b>bold</b> [link](http://x)", ""});
    ui::SheetView view(m_theme, nullptr);
    view.setSheet(report::lay(hostile, {}), false);
    EXPECT_THAT(view.toPlainText().toStdString(), HasSubstr("<b>bold</b> [link](http://x)"));
    EXPECT_THAT(view.document()->toHtml().toStdString(), Not(HasSubstr("href")));
}

TEST_F(Reports, ALongTimelineIsCutInThePreviewAndSaysSo) {
    report::Report many;
    for (int i = 0; i < 5000; ++i)
        many.timeline.push_back({now + i, i, "note", ""});
    ui::SheetView view(m_theme, nullptr);
    view.setSheet(report::lay(many, {}), false);
    EXPECT_THAT(view.toPlainText().toStdString(), HasSubstr("4600 more rows are not shown here"));
}

TEST_F(Reports, EveryControlHasAName) {
    begin();
    for (auto* widget : m_screen->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
            widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        EXPECT_FALSE(widget->objectName().isEmpty()) << widget->metaObject()->className();
        const auto* button = qobject_cast<QPushButton*>(widget);
        EXPECT_FALSE(widget->accessibleName().isEmpty() && (!button || button->text().isEmpty()))
            << widget->metaObject()->className() << " " << widget->objectName().toStdString();
    }
}

TEST_F(Reports, NoWordIsCutWithLargeLettersOnASmallScreen) {
    begin();
    m_screen->open(contents::drillRun);
    expectNoCutWords(*m_screen, QStringLiteral("reports"), [&](int size) { m_theme.setTextSize(size); });
}

} // namespace
} // namespace muster::tests
