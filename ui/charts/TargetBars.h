// Figures as bars beside their targets: each bar is drawn as the share of its own target, the mark is the
// target, and figure, target and the word within or MISSED stand beside it. A figure of a run without a
// person says so.
#pragma once

#include "ui/charts/ChartSurface.h"

#include "models/report/Standing.h"

#include <QBarSet>
#include <QHorizontalStackedBarSeries>
#include <QLineSeries>
#include <vector>

namespace muster::ui {

struct TargetBar {
    QString label;
    report::Seconds value, target;
    bool atLeast = false;
    double errorBelow = 0, errorAbove = 0; // seconds that the true figure may be smaller or larger
    bool unattended = false;
    QString instead; // said where there is no figure: "not tested"
};

class TargetBars : public ChartSurface {
    Q_OBJECT
public:
    // `what` is said in the sentence: "RTO by scenario".
    TargetBars(Theme& theme, QString what, QWidget* parent);

    void setBars(std::vector<TargetBar> bars);

    [[nodiscard]] QString sentence() const override;
    [[nodiscard]] report::TableOf table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void arrange() override;
    void restyle() override;
    void paintUnder(QPainter& painter) override;
    void paintOver(QPainter& painter) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override; // tooltips of labels that had no room

private:
    struct Columns {
        double label = 0, figure = 0, word = 0, gap = 0, row = 0, bar = 0;
        bool stacked = false; // label and figure above their bar: there is no room beside it
    };
    [[nodiscard]] Columns columns(double width) const;
    [[nodiscard]] QString figureOf(const TargetBar& bar) const;
    [[nodiscard]] QString wordOf(const TargetBar& bar) const;
    [[nodiscard]] QString noteOf(const TargetBar& bar) const;
    [[nodiscard]] double share(const TargetBar& bar, double seconds) const; // of the axis
    [[nodiscard]] QRectF row(std::size_t index) const;

    QString m_what;
    std::vector<TargetBar> m_bars;
    double m_most = 1.25; // where the axis ends, in targets
    QHorizontalStackedBarSeries* m_series = nullptr;
    QBarSet* m_within = nullptr;
    QBarSet* m_missed = nullptr;
    QValueAxis* m_axis = nullptr;
    QValueAxis* m_rows = nullptr;
    bool m_allUnattended = false; // then the sentence says it once
};

} // namespace muster::ui
