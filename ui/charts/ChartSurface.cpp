#include "ui/charts/ChartSurface.h"

#include "models/report/Standing.h"

#include <QGraphicsLayout>
#include <QLegend>
#include <QWheelEvent>
#include <cmath>

namespace muster::ui {

ChartSurface::ChartSurface(Theme& theme, QWidget* parent) : QChartView(parent), m_theme(theme) {
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    setRenderHint(QPainter::Antialiasing);
    setRubberBand(QChartView::NoRubberBand);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent; border: none;"));
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setFocusPolicy(Qt::NoFocus);
    setInteractive(false);
    connect(&m_theme, &Theme::changed, this, &ChartSurface::restyleAll);
}

void ChartSurface::refresh() {
    restyleAll();
    emit dataChanged();
}

void ChartSurface::restyleAll() {
    restyle();
    arrange();
    updateGeometry();
    viewport()->update();
}

void ChartSurface::plotAt(const QRectF& plot) {
    if (m_plot == plot.normalized())
        return;
    m_plot = plot.normalized();
    chart()->setPlotArea(m_plot);
}

void ChartSurface::style(QValueAxis& axis) const {
    QPen line(m_theme.colour(Role::line));
    line.setCosmetic(true);
    axis.setGridLinePen(line);
    axis.setLinePen(QPen(m_theme.colour(Role::edge)));
    axis.setLabelsBrush(m_theme.colour(Role::faint));
    axis.setLabelsFont(m_theme.font(Type::caption));
    axis.setTitleVisible(false);
}

void ChartSurface::write(QPainter& painter, const QRectF& where, int flags, const QString& text, Type type,
                         Role role) const {
    painter.setFont(m_theme.font(type));
    painter.setPen(m_theme.colour(role));
    painter.drawText(where, flags, text);
}

void ChartSurface::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    arrange();
}

void ChartSurface::drawBackground(QPainter* painter, const QRectF& rect) {
    Q_UNUSED(rect)
    painter->save();
    paintUnder(*painter);
    painter->restore();
}

void ChartSurface::drawForeground(QPainter* painter, const QRectF& rect) {
    Q_UNUSED(rect)
    painter->save();
    paintOver(*painter);
    painter->restore();
}

void ChartSurface::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

double axisStep(double length, int count) {
    if (!(length > 0) || count < 1)
        return 1;
    const double raw = length / count;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power * 1.0001)
            return factor * power;
    return 10 * power;
}

QString afterFault(double seconds) {
    if (std::abs(seconds) < 0.05)
        return QStringLiteral("0 s");
    return (seconds < 0 ? QStringLiteral("-") : QStringLiteral("+")) +
           QString::fromStdString(report::spoken(std::abs(seconds)));
}

} // namespace muster::ui
