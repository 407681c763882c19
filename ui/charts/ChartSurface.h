// What all charts of the window share: a Qt chart in the colours of the theme, with the plot where the chart
// says, and room to paint beside it what Qt Charts has no word for. Nothing in it can be clicked. Qt Charts
// is silent to screen readers: every chart has a sentence, and a table behind it (ChartCard).
// UI thread only.
#pragma once

#include "models/report/TableText.h"
#include "ui/theme/Theme.h"

#include <QChart>
#include <QChartView>
#include <QValueAxis>

namespace muster::ui {

class ChartSurface : public QChartView {
    Q_OBJECT
public:
    ChartSurface(Theme& theme, QWidget* parent);

    [[nodiscard]] virtual QString sentence() const = 0;      // what the chart shows
    [[nodiscard]] virtual report::TableOf table() const = 0; // the same as figures

signals:
    void dataChanged();

protected:
    // For constructors and setters of those who derive: places the plot, restyles, and tells the card.
    void refresh();
    virtual void arrange() {}                                        // the size is another one: plotAt()
    virtual void restyle() {}                                        // colours and fonts are others
    virtual void paintUnder(QPainter& painter) { Q_UNUSED(painter) } // below the series
    virtual void paintOver(QPainter& painter) { Q_UNUSED(painter) }

    [[nodiscard]] Theme& theme() const { return m_theme; }
    [[nodiscard]] QRectF plot() const { return m_plot; }
    void plotAt(const QRectF& plot);
    // Axes are painted here. Those of Qt Charts stand where the plot was before, once it is another one, and
    // leave labels out without a word.
    void across(QPainter& painter, double from, double to) const;       // in seconds: hairlines ...
    void acrossLabels(QPainter& painter, double from, double to) const; // ... and what they mean, below
    void up(QPainter& painter, double most) const;
    void upLabels(QPainter& painter, double most, const QString& unit) const;
    [[nodiscard]] QFontMetricsF metrics(Type type) const { return QFontMetricsF(m_theme.font(type)); }
    void write(QPainter& painter, const QRectF& where, int flags, const QString& text, Type type,
               Role role) const;

    void resizeEvent(QResizeEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void wheelEvent(QWheelEvent* event) override; // scrolls what is round the chart

private:
    void restyleAll();

    Theme& m_theme;
    QRectF m_plot;
};

// A step for marks of an axis: 1, 2 or 5 times a power of ten, so that at most about `count` make `length`.
[[nodiscard]] double axisStep(double length, int count);
// The same for seconds: from a minute on, steps that divide minutes and hours.
[[nodiscard]] double timeStep(double seconds, int count);

// "0 s", "+8.6 s", "-2.0 s", "+1 m 52 s"
[[nodiscard]] QString afterFault(double seconds);

} // namespace muster::ui
