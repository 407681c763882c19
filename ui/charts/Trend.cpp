#include "ui/charts/Trend.h"

#include <algorithm>

namespace muster::ui {

using report::Standing;

Trend::Trend(Theme& theme, QString figure, QWidget* parent)
    : ChartSurface(theme, parent), m_figure(std::move(figure)), m_line(new QLineSeries(this)),
      m_runs(new QValueAxis(this)), m_seconds(new QValueAxis(this)) {
    chart()->addSeries(m_line);
    chart()->addAxis(m_runs, Qt::AlignBottom);
    chart()->addAxis(m_seconds, Qt::AlignLeft);
    m_line->attachAxis(m_runs);
    m_line->attachAxis(m_seconds);
    m_runs->setVisible(false);
    m_seconds->setVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refresh();
}

bool Trend::tested(const TrendPoint& point) {
    return point.value && (point.verdict == "passed" || point.verdict == "failed");
}

void Trend::setPoints(std::vector<TrendPoint> points) {
    m_points = std::move(points);
    m_most = 1;
    QList<QPointF> line;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        if (tested(m_points[i])) {
            line.append({static_cast<double>(i), *m_points[i].value});
            m_most = std::max(m_most, *m_points[i].value);
        }
        m_most = std::max(m_most, m_points[i].target.value_or(0));
    }
    m_most *= 1.15;
    m_line->replace(line);
    m_runs->setRange(-0.5, std::max(static_cast<double>(m_points.size()) - 0.5, 0.5));
    m_seconds->setRange(0, m_most);
    refresh();
}

QString Trend::sentence() const {
    int count = 0, within = 0;
    const TrendPoint* first = nullptr;
    const TrendPoint* last = nullptr;
    for (const auto& point : m_points) {
        if (!tested(point))
            continue;
        ++count;
        within += report::standing(point.value, point.target) == Standing::within ? 1 : 0;
        first = first == nullptr ? &point : first;
        last = &point;
    }
    if (count == 0)
        return tr("No run has measured the %1 yet.").arg(m_figure);
    if (count == 1)
        return tr("One run: %1 %2. A trend needs two.")
            .arg(m_figure, QString::fromStdString(report::spoken(last->value)));
    return tr("%1 over %2 runs: %3 first, %4 last; %5 of %2 within target.")
        .arg(m_figure)
        .arg(count)
        .arg(QString::fromStdString(report::spoken(first->value)),
             QString::fromStdString(report::spoken(last->value)))
        .arg(within);
}

report::TableOf Trend::table() const {
    report::TableOf out;
    out.head = {"Run", "Verdict", m_figure.toStdString(), "Target", "Person"};
    for (const auto& point : m_points)
        out.rows.push_back({point.when.toStdString(), point.verdict,
                            report::spoken(tested(point) ? point.value : std::nullopt),
                            point.target ? report::spoken(point.target) : "none",
                            point.unattended ? "unattended" : "attended"});
    return out;
}

QSize Trend::sizeHint() const {
    return {theme().pixels(420), theme().pixels(170)};
}

QSize Trend::minimumSizeHint() const {
    return {theme().pixels(240), theme().pixels(170)};
}

void Trend::arrange() {
    const auto caption = metrics(Type::small);
    const double left = caption.horizontalAdvance(QStringLiteral("0000 s")) + theme().space(Space::small);
    const double bottom = caption.height() + theme().space(Space::small);
    plotAt({left, 4, std::max(width() - left - theme().space(Space::small), 10.0),
            std::max(height() - bottom - 4, 10.0)});
}

void Trend::restyle() {
    m_line->setPen(QPen(theme().colour(Role::faint), 1.5));
}

QPointF Trend::at(std::size_t index, double seconds) const {
    const double runs = std::max(static_cast<double>(m_points.size()), 1.0);
    return {plot().left() + plot().width() * (static_cast<double>(index) + 0.5) / runs,
            plot().bottom() - plot().height() * seconds / m_most};
}

void Trend::paintUnder(QPainter& painter) {
    up(painter, m_most);
}

void Trend::paintOver(QPainter& painter) {
    upLabels(painter, m_most, QStringLiteral(" s"));
    const auto caption = metrics(Type::small);
    const double each = plot().width() / std::max(static_cast<double>(m_points.size()), 1.0);
    double taken = -1e9;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const TrendPoint& point = m_points[i];
        if (point.target) {
            const QPointF middle = at(i, *point.target);
            painter.setPen(QPen(theme().colour(Role::text), 1.5, Qt::DashLine));
            painter.drawLine(QPointF(middle.x() - each / 2, middle.y()),
                             QPointF(middle.x() + each / 2, middle.y()));
        }
        const double middle = at(i, 0).x();
        const double wide = caption.horizontalAdvance(point.when);
        if (middle - wide / 2 > taken + 8) {
            const double from = std::clamp(middle - wide / 2, 0.0, std::max(width() - wide, 0.0));
            write(painter, {from, plot().bottom() + 4, wide + 2, caption.height()}, Qt::AlignLeft, point.when,
                  Type::small, Role::faint);
            taken = from + wide;
        }
        const bool good = point.verdict == "passed";
        const Role role = tested(point) ? (good ? Role::good : Role::bad) : Role::faint;
        const double side = theme().pixels(tested(point) ? 14 : 12);
        const QPointF centre = tested(point) ? at(i, *point.value) : QPointF(middle, plot().bottom() - side);
        // A disc of the card below the glyph, so that the line does not run through it.
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().colour(Role::surface));
        painter.drawEllipse(centre, side * 0.7, side * 0.7);
        theme()
            .icon(QLatin1String(tested(point) ? (good ? "check" : "cross") : "minus"), role)
            .paint(&painter, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side).toRect());
    }
    if (!m_points.empty() && m_points.back().target) {
        const QPointF end = at(m_points.size() - 1, *m_points.back().target);
        write(painter, {plot().left() + 4, end.y() - caption.height() - 1, 200, caption.height()},
              Qt::AlignLeft, tr("target"), Type::small, Role::text);
    }
}

} // namespace muster::ui
