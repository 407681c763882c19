// What the prober was told: answers by pieces of time (acknowledged, failed, unknown), and below how long the
// slowest good one took. The outage is shaded. Ctrl+wheel or + and - zoom, dragging or the arrows pan, 0
// shows all; however many samples there are, no more is drawn than there are columns of pixels for.
#pragma once

#include "models/metrics/Answers.h"
#include "models/metrics/Decimate.h"
#include "ui/charts/ChartSurface.h"
#include "ui/charts/Patterns.h"

#include <QAreaSeries>
#include <QLineSeries>
#include <array>
#include <vector>

namespace muster::ui {

class ProbeWrites : public ChartSurface {
    Q_OBJECT
public:
    ProbeWrites(Theme& theme, QWidget* parent);

    // Times in seconds after `originNs`, which is the fault where there is one.
    void setSamples(std::vector<metrics::Sample> samples, std::int64_t originNs, bool afterFault);
    void setRange(double from, double to);
    void showAll();
    [[nodiscard]] double from() const { return m_from; }
    [[nodiscard]] double to() const { return m_to; }

    [[nodiscard]] QString sentence() const override;
    [[nodiscard]] report::TableOf table() const override;
    [[nodiscard]] QList<Legend::Entry> legend() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void arrange() override;
    void restyle() override;
    void paintUnder(QPainter& painter) override;
    void paintOver(QPainter& painter) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    struct Area {
        QLineSeries* lower = nullptr;
        QLineSeries* upper = nullptr;
        QAreaSeries* area = nullptr;
    };
    void fill(); // the series, for what is in sight
    void zoom(double factor, double at);
    [[nodiscard]] double x(double seconds) const;
    [[nodiscard]] QRectF response() const; // the strip of response times
    [[nodiscard]] std::span<const metrics::Sample> inSight() const;

    std::vector<metrics::Sample> m_samples;  // by the time they were due
    std::vector<metrics::Point> m_responses; // seconds, milliseconds
    std::int64_t m_originNs = 0;
    bool m_afterFault = true;
    std::optional<metrics::Outage> m_outage;
    double m_first = 0, m_last = 1;     // of all samples
    double m_from = 0, m_to = 1;        // in sight
    double m_width = 0.5;               // of a piece
    double m_most = 1;                  // answers: the top of the plot
    double m_slowest = 1;               // milliseconds: the top of the strip
    std::vector<metrics::Point> m_line; // the strip, as it is drawn
    std::array<Area, 3> m_areas;        // ok, failed, unknown: from below
    QValueAxis* m_time = nullptr;
    QValueAxis* m_count = nullptr;
    double m_dragFrom = 0;
};

} // namespace muster::ui
