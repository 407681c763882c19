// The RTO of one drill over its runs, oldest first, with the target as a line. What was not tested has no
// point, and stands as a gap; a missed target has another mark than one that was kept.
#pragma once

#include "models/report/Standing.h"
#include "ui/charts/ChartSurface.h"

#include <QLineSeries>
#include <vector>

namespace muster::ui {

struct TrendPoint {
    QString when; // "12 Nov"
    std::string verdict;
    report::Seconds value, target;
    bool unattended = false;
};

class Trend : public ChartSurface {
    Q_OBJECT
public:
    // `figure`: "RTO".
    Trend(Theme& theme, QString figure, QWidget* parent);

    void setPoints(std::vector<TrendPoint> points); // oldest first

    [[nodiscard]] QString sentence() const override;
    [[nodiscard]] report::TableOf table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void arrange() override;
    void restyle() override;
    void paintUnder(QPainter& painter) override;
    void paintOver(QPainter& painter) override;

private:
    [[nodiscard]] QPointF at(std::size_t index, double seconds) const;
    [[nodiscard]] static bool tested(const TrendPoint& point);

    QString m_figure;
    std::vector<TrendPoint> m_points;
    double m_most = 1;
    QLineSeries* m_line = nullptr;
    QValueAxis* m_runs = nullptr;
    QValueAxis* m_seconds = nullptr;
};

} // namespace muster::ui
