#include "tests/support/ui/Contents.h"
#include "tests/support/window/Hands.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/FigureTable.h"
#include "ui/charts/ProbeWrites.h"
#include "ui/charts/RecoveryTimeline.h"
#include "ui/charts/TargetBars.h"
#include "ui/charts/TimeKinds.h"
#include "ui/charts/Trend.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <gmock/gmock.h>

using namespace muster;
using namespace muster::tests;
using namespace muster::ui;
using testing::HasSubstr;

namespace {

constexpr std::int64_t now = 1'795'488'087'104;

class Charts : public testing::Test {
protected:
    Charts() {
        theme.choose(SchemeChoice::dark);
        theme.apply();
    }
    static TargetBar bar(const QString& label, report::Seconds value, report::Seconds target) {
        TargetBar out;
        out.label = label;
        out.value = value;
        out.target = target;
        return out;
    }
    static std::vector<metrics::Sample> longSeries(int count) {
        std::vector<metrics::Sample> out;
        for (int i = 0; i < count; ++i) {
            metrics::Sample sample;
            sample.sequence = i + 1;
            sample.scheduledNs = sample.sentNs = static_cast<std::int64_t>(i) * 200'000'000;
            sample.doneNs = sample.sentNs + 3'000'000 + i % 11 * 700'000;
            sample.answer = i % 997 == 0 ? metrics::Answer::failed : metrics::Answer::ok;
            out.push_back(sample);
        }
        return out;
    }

    Theme theme;
};

} // namespace

TEST_F(Charts, BarsSayInWordsWhatWasMissed) {
    TargetBars bars(theme, QStringLiteral("RTO"), nullptr);
    auto quick = bar("Crash", 41, 120);
    quick.unattended = true;
    bars.setBars({quick, bar("Split-brain", 301, 300), bar("Failover", std::nullopt, 60)});
    EXPECT_THAT(bars.sentence().toStdString(), HasSubstr("1 of 2 within target; missed: Split-brain"));
    const auto table = bars.table();
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0],
              (std::vector<std::string>{"Crash", "41 s", "2 m 00 s", "34 %", "within", "unattended"}));
    EXPECT_EQ(table.rows[1][4], "MISSED");
    EXPECT_EQ(table.rows[2][1], "not measured");
}

TEST_F(Charts, ALossOfUnknownReachIsMissedWhateverTheTarget) {
    TargetBars bars(theme, QStringLiteral("RPO"), nullptr);
    auto lossy = bar("RPO", 3, 60);
    lossy.atLeast = true;
    bars.setBars({lossy});
    EXPECT_EQ(bars.table().rows[0][1], "at least 3.0 s");
    EXPECT_EQ(bars.table().rows[0][4], "MISSED");
}

TEST_F(Charts, BarsAreAsHighAsTheirRowsAtEveryTextSize) {
    TargetBars bars(theme, QStringLiteral("RTO"), nullptr);
    bars.setBars(std::vector<TargetBar>(18, bar("A scenario with a rather long name", 41, 120)));
    const int high = bars.heightForWidth(900);
    EXPECT_GE(high, 18 * QFontMetrics(theme.font(Type::body)).height());
    EXPECT_GT(bars.heightForWidth(360), high); // figures go above their bars
    theme.setTextSize(200);
    EXPECT_GT(bars.heightForWidth(900), high);
}

TEST_F(Charts, TheCardShowsTheSameFiguresAsATableAndCopiesThem) {
    auto* bars = new TargetBars(theme, QStringLiteral("RTO"), nullptr);
    ChartCard card(theme, QStringLiteral("card"), QStringLiteral("Against the targets"), bars, nullptr);
    bars->setBars({bar("RTO", 4.8, 120)});
    showWindow(card, {700, 300});
    EXPECT_FALSE(card.table()->isVisible());
    EXPECT_EQ(card.chart()->accessibleDescription(), bars->sentence());
    auto* asTable = card.findChild<QPushButton*>(QStringLiteral("card.asTable"));
    ASSERT_NE(asTable, nullptr);
    asTable->setFocus();
    press(card, QStringLiteral("Space"));
    EXPECT_TRUE(card.table()->isVisible());
    EXPECT_FALSE(card.chart()->isVisible());
    EXPECT_EQ(card.table()->model()->index(0, 1).data().toString(), QStringLiteral("4.8 s"));
    auto* copy = card.findChild<QToolButton*>(QStringLiteral("card.copy"));
    ASSERT_NE(copy, nullptr);
    copy->menu()->actions().front()->trigger();
    EXPECT_THAT(QApplication::clipboard()->text().toStdString(), HasSubstr("RTO,4.8 s,2 m 00 s,4 %,within"));
    copy->menu()->actions().back()->trigger();
    EXPECT_THAT(QApplication::clipboard()->text().toStdString(), HasSubstr("| RTO | 4.8 s |"));
}

TEST_F(Charts, TheTimelineSaysEverySegmentAndMark) {
    const auto view = contents::finishedDrill(now);
    RecoveryTimeline timeline(theme, nullptr);
    timeline.setLanes(report::recoveryLanes(*view.report, contents::drillSamples(now)));
    EXPECT_THAT(timeline.sentence().toStdString(), HasSubstr("writable 4.8 s"));
    std::set<std::string> parts;
    for (const auto& row : timeline.table().rows)
        parts.insert(row[0]);
    EXPECT_THAT(parts, testing::IsSupersetOf({"mark", "phases", "orchestrator", "db-a"}));
    std::set<std::string> words;
    for (const auto& entry : timeline.legend())
        EXPECT_TRUE(words.insert(entry.word.toStdString()).second) << "said twice";
    EXPECT_TRUE(words.contains("writes fail"));
}

TEST_F(Charts, TheProbesAnswersAreCounted) {
    ProbeWrites writes(theme, nullptr);
    EXPECT_EQ(writes.sentence(), QStringLiteral("No probe has been sent yet."));
    writes.setSamples(contents::drillSamples(now), 6'000'000'000, true);
    EXPECT_THAT(writes.sentence().toStdString(),
                HasSubstr("160 writes were sent: 136 acknowledged, 22 failed, 2 unknown"));
    EXPECT_THAT(writes.sentence().toStdString(), HasSubstr("outage lasted from 0 s to 4.8 s"));
}

TEST_F(Charts, ZoomingKeepsWithinTheSamplesAndNothingShowsAllAgain) {
    ProbeWrites writes(theme, nullptr);
    writes.setSamples(contents::drillSamples(now), 6'000'000'000, true);
    showWindow(writes, {700, 260});
    const double from = writes.from(), to = writes.to();
    writes.setFocus();
    press(writes, QStringLiteral("+"));
    EXPECT_GT(writes.from(), from);
    EXPECT_LT(writes.to(), to);
    for (int i = 0; i < 60; ++i)
        press(writes, QStringLiteral("Right"));
    EXPECT_DOUBLE_EQ(writes.to(), to);
    press(writes, QStringLiteral("0"));
    EXPECT_DOUBLE_EQ(writes.from(), from);
    EXPECT_DOUBLE_EQ(writes.to(), to);
}

TEST_F(Charts, ATrendNeedsTwoRunsAndLeavesOutWhatWasNotTested) {
    Trend trend(theme, QStringLiteral("RTO"), nullptr);
    trend.setPoints({{"1 Nov", "passed", 9.0, 120.0, true}});
    EXPECT_THAT(trend.sentence().toStdString(), HasSubstr("A trend needs two"));
    trend.setPoints({{"1 Nov", "passed", 9.0, 120.0, true},
                     {"8 Nov", "not-tested", 1.0, 120.0, true},
                     {"15 Nov", "failed", 130.0, 120.0, true}});
    EXPECT_EQ(trend.sentence(),
              QStringLiteral("RTO over 2 runs: 9.0 s first, 2 m 10 s last; 1 of 2 within target."));
    EXPECT_EQ(trend.table().rows[1][2], "not measured");
}

TEST_F(Charts, EveryThemeAndSizePaints) {
    for (const auto scheme : {SchemeChoice::dark, SchemeChoice::light, SchemeChoice::highContrast}) {
        theme.choose(scheme);
        for (const int size : {100, 200}) {
            theme.setTextSize(size);
            TimeKinds times(theme, nullptr);
            times.setGroups({{QStringLiteral("Live incidents"), {10, 20, 3, 4, 0}}});
            showWindow(times, {400, 120});
            EXPECT_FALSE(times.grab().isNull());
            EXPECT_EQ(times.table().rows[0].back(), "37 s");
        }
    }
}

// In a card beside another one: the rows wrap, and all columns are in sight.
TEST_F(Charts, ATableThatIsTooWideWrapsInsteadOfBeingScrolledSideways) {
    QWidget card;
    auto* column = new QVBoxLayout(&card);
    auto* table = new FigureTable(theme, QStringLiteral("Proofs"), &card);
    table->fitRows(8);
    column->addWidget(table);
    column->addStretch(1);
    report::TableOf figures{{"Drill", "State", "Environment"}, {}};
    for (int i = 0; i < 12; ++i)
        figures.rows.push_back({"PostgreSQL crashes while workflows run",
                                "proved just now; the runbook has changed since",
                                "Practice range (muster-range-root)"});
    table->set(figures);
    for (const int width : {460, 620, 900, 500}) {
        card.resize(width, 500);
        card.show();
        QApplication::processEvents();
        EXPECT_LE(table->horizontalHeader()->length(), table->viewport()->width()) << width;
        EXPECT_FALSE(table->horizontalScrollBar()->isVisible()) << width;
        // The whole of a text is in its cell: as many lines as it needs there.
        const auto cell = table->visualRect(table->model()->index(0, 1));
        const QFontMetrics metrics(table->font());
        const int margin = table->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, table) + 1;
        const auto needs = metrics.boundingRect(QRect(0, 0, cell.width() - 2 * margin, 1000),
                                                Qt::TextWordWrap, QString::fromStdString(figures.rows[0][1]));
        EXPECT_GE(cell.height(), needs.height()) << width;
    }
}
