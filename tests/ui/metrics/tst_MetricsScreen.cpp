#include "tests/support/ui/DrillContents.h"
#include "tests/support/window/CutWords.h"
#include "tests/support/window/Hands.h"
#include "ui/charts/FigureTable.h"
#include "ui/metrics/MetricsScreen.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <gmock/gmock.h>

using namespace muster;
using namespace muster::tests;
using namespace muster::ui;
using contents::DrillStory;
using testing::HasSubstr;

namespace {

class Metrics : public testing::Test {
protected:
    Metrics() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
        contents::fill(desk, now);
    }
    void tell(DrillStory story) {
        contents::tellDrill(desk, story, now);
        screen = std::make_unique<MetricsScreen>(desk, events, theme, nullptr);
        showWindow(*screen, {1300, 860});
        screen->shown();
        settle();
    }
    std::string text(const char* name) {
        const auto* label = screen->findChild<QLabel*>(QString::fromLatin1(name));
        return label == nullptr ? "" : label->text().remove(QChar(0x200b)).toStdString();
    }
    void choose(const char* name, const QVariant& data) {
        auto* box = screen->findChild<QComboBox*>(QString::fromLatin1(name));
        box->setCurrentIndex(box->findData(data));
        settle();
    }

    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    ScriptedDesk desk;
    Theme theme;
    DeskEvents events{desk};
    std::unique_ptr<MetricsScreen> screen;
};

} // namespace

TEST_F(Metrics, WithoutARunItSaysWhatToDo) {
    tell(DrillStory::never);
    EXPECT_TRUE(screen->findChild<QPushButton*>(QStringLiteral("metrics.toDrills"))->isVisible());
    EXPECT_FALSE(screen->findChild<QPushButton*>(QStringLiteral("metrics.export"))->isEnabled());
}

TEST_F(Metrics, NotTestedIsCountedApart) {
    tell(DrillStory::many);
    EXPECT_EQ(text("metrics.success.figure"), "22 of 25");
    EXPECT_THAT(text("metrics.success.note"), HasSubstr("2 not tested"));
}

TEST_F(Metrics, TheMeanNeverStandsWithoutTheWorst) {
    tell(DrillStory::many);
    EXPECT_THAT(text("metrics.within.note"), HasSubstr("read it beside the worst"));
    EXPECT_THAT(text("metrics.within.note"), HasSubstr("unattended"));
    EXPECT_THAT(text("metrics.worst.note"), HasSubstr("Split-brain"));
}

TEST_F(Metrics, FiltersByPeriodAndEnvironment) {
    tell(DrillStory::many);
    choose("metrics.period", 7);
    EXPECT_EQ(text("metrics.success.figure"), "3 of 4");
    choose("metrics.environment", QStringLiteral("shop"));
    EXPECT_EQ(text("metrics.success.figure"), "none");
    EXPECT_THAT(text("metrics.success.note"), HasSubstr("choose a longer one"));
    EXPECT_EQ(text("metrics.lost.figure"), "unknown");
    choose("metrics.period", 0);
    EXPECT_THAT(text("metrics.declared"),
                HasSubstr("Live incidents: 3; declared 1 m 15 s after the fault, median of 3"));
}

TEST_F(Metrics, SaysHowOldTheProofsAre) {
    tell(DrillStory::many);
    const auto& rows =
        screen->findChild<FigureTable*>(QStringLiteral("metrics.freshness.table"))->figures().rows;
    EXPECT_THAT(rows, testing::Contains(testing::ElementsAre("Network partition",
                                                             HasSubstr("proved 8 days ago"), testing::_)));
    EXPECT_THAT(
        rows, testing::Contains(testing::ElementsAre("Split-brain", HasSubstr("never proved"), testing::_)));
}

TEST_F(Metrics, ExportsWhatIsShown) {
    tell(DrillStory::many);
    EXPECT_THAT(screen->asCsv().toStdString(), HasSubstr("Network partition,Network partition,range,"));
    EXPECT_THAT(screen->asMarkdown().toStdString(), HasSubstr("- Success: 22 of 25 measured, 2 not tested"));
    choose("metrics.environment", QStringLiteral("shop"));
    EXPECT_THAT(screen->asMarkdown().toStdString(),
                HasSubstr("Environment: The shop's workflow system, Frankfurt"));
}

TEST_F(Metrics, TheFilterIsKeptFromOneStartToTheNext) {
    tell(DrillStory::many);
    choose("metrics.period", 30);
    const auto kept = screen->unfinished();
    choose("metrics.period", 0);
    screen->restore(kept);
    EXPECT_EQ(screen->findChild<QComboBox*>(QStringLiteral("metrics.period"))->currentData().toInt(), 30);
}

TEST_F(Metrics, NoWordIsCutWithLargeLettersOnASmallScreen) {
    tell(DrillStory::failed);
    expectNoCutWords(*screen, QStringLiteral("metrics"), [&](int size) { theme.setTextSize(size); });
}
