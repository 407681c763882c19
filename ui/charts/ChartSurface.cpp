#include "ui/charts/ChartSurface.h"

#include "models/report/Standing.h"

#include <QGraphicsLayout>
#include <QLegend>
#include <QWheelEvent>
#include <algorithm>
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

namespace {

int marksThatFit(double width, const QFontMetricsF& metrics) {
    return std::max(2,
                    static_cast<int>(width / (metrics.horizontalAdvance(QStringLiteral("+1 m 40 s")) * 1.7)));
}

QString timeLabel(double seconds) {
    const double size = std::abs(seconds);
    if (size < 1e-9)
        return QStringLiteral("0 s");
    const QString sign = seconds < 0 ? QStringLiteral("-") : QStringLiteral("+");
    const auto whole = std::llround(size);
    if (whole < 60)
        return sign + QStringLiteral("%1 s").arg(size, 0, 'g', 4);
    if (whole >= 3600)
        return sign +
               QStringLiteral("%1 h %2 m").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
    return sign +
           (whole % 60 == 0
                ? QStringLiteral("%1 m").arg(whole / 60)
                : QStringLiteral("%1 m %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0')));
}

} // namespace

void ChartSurface::across(QPainter& painter, double from, double to) const {
    painter.setPen(QPen(m_theme.colour(Role::line), 1));
    const double step = timeStep(to - from, marksThatFit(m_plot.width(), metrics(Type::small)));
    for (double at = std::ceil(from / step) * step; at <= to + 1e-9; at += step) {
        const double x = m_plot.left() + m_plot.width() * (at - from) / (to - from);
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    }
    painter.setPen(QPen(m_theme.colour(Role::edge), 1));
    painter.drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
}

void ChartSurface::acrossLabels(QPainter& painter, double from, double to) const {
    const auto words = metrics(Type::small);
    const double step = timeStep(to - from, marksThatFit(m_plot.width(), words));
    for (double at = std::ceil(from / step) * step; at <= to + 1e-9; at += step) {
        const QString text = timeLabel(std::abs(at) < step / 1e6 ? 0 : at);
        const double wide = words.horizontalAdvance(text);
        const double x = m_plot.left() + m_plot.width() * (at - from) / (to - from);
        const double left = std::clamp(x - wide / 2, 0.0, std::max(width() - wide - 1, 0.0));
        write(painter, {left, m_plot.bottom() + 3, wide + 2, words.height()}, Qt::AlignLeft, text,
              Type::small, Role::faint);
    }
}

void ChartSurface::up(QPainter& painter, double most) const {
    painter.setPen(QPen(m_theme.colour(Role::line), 1));
    const double step = axisStep(most, 4);
    for (double at = 0; at <= most + 1e-9; at += step) {
        const double y = m_plot.bottom() - m_plot.height() * at / most;
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
    }
}

void ChartSurface::upLabels(QPainter& painter, double most, const QString& unit) const {
    const auto words = metrics(Type::small);
    const double step = axisStep(most, 4);
    for (double at = 0; at <= most + 1e-9; at += step) {
        const double y = m_plot.bottom() - m_plot.height() * at / most;
        write(painter, {0, y - words.height() / 2, m_plot.left() - 6, words.height()},
              Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("%1%2").arg(at, 0, 'g', 4).arg(unit),
              Type::small, Role::faint);
    }
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

double timeStep(double seconds, int count) {
    if (seconds <= 20.0 * count)
        return axisStep(seconds, count);
    for (const double step :
         {30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1'800.0, 3'600.0, 7'200.0, 14'400.0, 43'200.0})
        if (seconds <= step * count)
            return step;
    return 86'400.0 * std::ceil(seconds / count / 86'400.0);
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
