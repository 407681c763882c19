// One run of a drill: as it goes on (progress), or its result (verdict, figures against targets), and below
// in both cases the recovery timeline, the probe's writes and what was counted.
#pragma once

#include "models/ports/Desk.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ProbeWrites.h"
#include "ui/charts/RecoveryTimeline.h"
#include "ui/charts/TargetBars.h"
#include "ui/drills/DrillProgress.h"
#include "ui/drills/Facts.h"

#include <QScrollArea>

namespace muster::ui {

class DeskEvents;
class WrapLabel;

class DrillRunView : public QScrollArea {
    Q_OBJECT
public:
    DrillRunView(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent);

    void showRun(std::int64_t run);
    [[nodiscard]] std::int64_t run() const { return m_run; }

signals:
    void stopAsked(qint64 run);
    void reportAsked(qint64 run);
    void failed(const muster::Error& error); // it could not be read

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    QWidget* verdictCard();
    void refresh();
    void refreshCharts();
    void askSamples();
    void tick();
    [[nodiscard]] bool open() const;

    ports::Desk& m_desk;
    Theme& m_theme;
    std::int64_t m_run = 0;
    std::shared_ptr<const ports::RunView> m_view;
    std::vector<metrics::Sample> m_samples;
    std::int64_t m_samplesOf = 0; // run
    bool m_asking = false;
    int m_ticks = 0;
    QTimer* m_timer = nullptr;

    DrillProgress* m_progress = nullptr;
    QWidget* m_verdict = nullptr;
    QLabel* m_glyph = nullptr;
    QLabel* m_word = nullptr;
    QLabel* m_when = nullptr;
    WrapLabel* m_reasons = nullptr;
    WrapLabel* m_unattended = nullptr;
    Button* m_report = nullptr;
    QBoxLayout* m_top = nullptr;
    QBoxLayout* m_bottom = nullptr;
    TargetBars* m_bars = nullptr;
    ChartCard* m_barsCard = nullptr;
    RecoveryTimeline* m_timeline = nullptr;
    ChartCard* m_timelineCard = nullptr;
    ProbeWrites* m_writes = nullptr;
    ChartCard* m_writesCard = nullptr;
    Facts* m_facts = nullptr;
    WrapLabel* m_reading = nullptr; // instead of all, while it is read
};

// RTO and RPO of a report as bars. `label` goes in front: "Run 7: ".
[[nodiscard]] std::vector<TargetBar> targetBars(const report::Report& report, const QString& label = {});
[[nodiscard]] std::vector<Fact> factsOf(const report::Report& report);

} // namespace muster::ui
