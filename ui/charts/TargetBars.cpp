#include "ui/charts/TargetBars.h"

#include "ui/charts/Patterns.h"

#include <QBarCategoryAxis>
#include <QHelpEvent>
#include <QToolTip>
#include <algorithm>

namespace muster::ui {

using report::Standing;

namespace {

Standing standingOf(const TargetBar& bar) {
    return report::standing(bar.value, bar.target, bar.atLeast);
}

QString spoken(report::Seconds value, bool atLeast = false) {
    return QString::fromStdString(report::spoken(value, atLeast));
}

constexpr double furthest = 3.0; // targets: a bar beyond is cut, and says so

} // namespace

TargetBars::TargetBars(Theme& theme, QString what, QWidget* parent)
    : ChartSurface(theme, parent), m_what(std::move(what)), m_series(new QHorizontalStackedBarSeries(this)),
      m_within(new QBarSet(QString(), this)), m_missed(new QBarSet(QString(), this)),
      m_axis(new QValueAxis(this)), m_rows(new QValueAxis(this)) {
    m_series->append(m_within);
    m_series->append(m_missed);
    chart()->addSeries(m_series);
    m_axis->setVisible(false);
    chart()->addAxis(m_axis, Qt::AlignBottom);
    m_series->attachAxis(m_axis);
    m_rows->setVisible(false);
    chart()->addAxis(m_rows, Qt::AlignLeft);
    m_series->attachAxis(m_rows);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    refresh();
}

void TargetBars::setBars(std::vector<TargetBar> bars) {
    m_bars = std::move(bars);
    m_most = 1.25;
    for (const auto& bar : m_bars)
        m_most =
            std::max(m_most, std::min(report::ratio(bar.value, bar.target).value_or(0) * 1.06, furthest));
    QList<double> within, missed;
    for (auto bar = m_bars.rbegin(); bar != m_bars.rend(); ++bar) { // the axis counts from below
        const double length = bar->value ? share(*bar, *bar->value) : 0;
        const bool over = standingOf(*bar) == Standing::missed;
        within.append(over ? 0 : length);
        missed.append(over ? length : 0);
    }
    m_within->remove(0, m_within->count());
    m_missed->remove(0, m_missed->count());
    m_within->append(within);
    m_missed->append(missed);
    m_axis->setRange(0, m_most);
    m_rows->setRange(-0.5, std::max(static_cast<double>(m_bars.size()), 1.0) - 0.5);
    const auto measured = [](const TargetBar& bar) { return bar.value.has_value(); };
    m_allUnattended = std::any_of(m_bars.begin(), m_bars.end(), measured) &&
                      std::none_of(m_bars.begin(), m_bars.end(),
                                   [&](const TargetBar& bar) { return measured(bar) && !bar.unattended; });
    refresh();
}

double TargetBars::share(const TargetBar& bar, double seconds) const {
    if (!bar.target)
        return 0;
    if (*bar.target <= 0) // no bar can show how often nothing goes into something
        return seconds > 0 ? m_most : 0;
    return std::clamp(seconds / *bar.target, 0.0, m_most);
}

QString TargetBars::figureOf(const TargetBar& bar) const {
    if (!bar.value)
        return bar.instead.isEmpty() ? tr("not measured") : bar.instead;
    const QString value = spoken(bar.value, bar.atLeast);
    return bar.target ? tr("%1 of %2").arg(value, spoken(bar.target)) : tr("%1, no target").arg(value);
}

QString TargetBars::wordOf(const TargetBar& bar) const {
    switch (standingOf(bar)) {
    case Standing::within:
        return tr("within");
    case Standing::missed:
        return tr("MISSED");
    case Standing::untold:
        break;
    }
    return QStringLiteral("–");
}

QString TargetBars::noteOf(const TargetBar& bar) const {
    return bar.unattended && bar.value && !m_allUnattended ? tr("unattended") : QString();
}

QString TargetBars::sentence() const {
    int within = 0, told = 0;
    QStringList missed;
    for (const auto& bar : m_bars) {
        told += standingOf(bar) == Standing::untold ? 0 : 1;
        within += standingOf(bar) == Standing::within ? 1 : 0;
        if (standingOf(bar) == Standing::missed)
            missed += bar.label;
    }
    if (told == 0)
        return tr("%1: nothing has been measured against a target.").arg(m_what);
    QString out = tr("%1: %2 of %3 within target").arg(m_what).arg(within).arg(told);
    if (!missed.isEmpty())
        out += tr("; missed: %1").arg(missed.join(QStringLiteral(", ")));
    out += QLatin1Char('.');
    if (m_allUnattended)
        out += tr(" All unattended: nobody was there.");
    return out + tr(" Each bar is the share of its own target, the mark is the target.");
}

report::TableOf TargetBars::table() const {
    report::TableOf out;
    out.head = {"What", "Figure", "Target", "Of target", "Result", "Person"};
    for (const auto& bar : m_bars) {
        const auto share = report::ratio(bar.value, bar.target);
        out.rows.push_back({bar.label.toStdString(),
                            bar.value ? report::spoken(bar.value, bar.atLeast) : figureOf(bar).toStdString(),
                            bar.target ? report::spoken(bar.target) : "none",
                            share ? std::to_string(static_cast<int>(*share * 100 + 0.5)) + " %" : "-",
                            wordOf(bar).toStdString(), bar.unattended ? "unattended" : "attended"});
    }
    return out;
}

TargetBars::Columns TargetBars::columns(double width) const {
    const auto body = metrics(Type::body);
    const auto mono = metrics(Type::monoSmall);
    const auto caption = metrics(Type::small);
    Columns out;
    out.gap = theme().space(Space::medium);
    bool notes = false;
    for (const auto& bar : m_bars) {
        out.label = std::max(out.label, body.horizontalAdvance(bar.label));
        out.figure = std::max(out.figure, mono.horizontalAdvance(figureOf(bar)));
        notes = notes || !noteOf(bar).isEmpty();
    }
    if (notes)
        out.figure = std::max(out.figure, caption.horizontalAdvance(tr("unattended")));
    out.label += 2;
    out.figure += 2;
    const auto strong = metrics(Type::strong);
    out.word = theme().pixels(20) +
               std::max(strong.horizontalAdvance(tr("within")), strong.horizontalAdvance(tr("MISSED"))) + 2;
    out.bar = theme().pixels(12);
    out.label = std::min(out.label, width * 0.34);
    out.stacked = width - out.label - out.figure - out.word - 3 * out.gap < theme().pixels(100);
    if (out.stacked) {
        out.label = std::max(width - out.figure - out.word - 2 * out.gap, width * 0.2);
        out.row = body.height() + (notes ? caption.height() : 0) + out.bar + theme().space(Space::medium);
    } else {
        const bool wraps = std::any_of(m_bars.begin(), m_bars.end(), [&](const TargetBar& bar) {
            return body.horizontalAdvance(bar.label) > out.label;
        });
        const double lines = body.height() + (notes ? caption.height() : 0);
        out.row = std::max({lines, wraps ? 2 * body.height() : 0, out.bar}) + theme().space(Space::small);
    }
    return out;
}

int TargetBars::heightForWidth(int width) const {
    return static_cast<int>(
        columns(width).row * static_cast<double>(std::max<std::size_t>(m_bars.size(), 1)) + 4);
}

QSize TargetBars::sizeHint() const {
    const int wide = width() > 100 ? width() : theme().pixels(640);
    return {theme().pixels(320), heightForWidth(wide)};
}

QSize TargetBars::minimumSizeHint() const {
    return {theme().pixels(260), sizeHint().height()};
}

void TargetBars::resizeEvent(QResizeEvent* event) {
    ChartSurface::resizeEvent(event);
    updateGeometry();
}

void TargetBars::arrange() {
    const auto all = columns(width());
    const double rows = all.row * static_cast<double>(std::max<std::size_t>(m_bars.size(), 1));
    if (all.stacked) // the bar stands in the lower part of its row
        plotAt({0, all.row / 2 - all.bar, static_cast<double>(width()), rows});
    else
        plotAt({all.label + all.gap, 0, width() - all.label - all.figure - all.word - 3 * all.gap, rows});
    m_series->setBarWidth(std::min(1.0, all.bar / all.row));
}

QRectF TargetBars::row(std::size_t index) const {
    const auto all = columns(width());
    return {0, all.row * static_cast<double>(index), static_cast<double>(width()), all.row};
}

void TargetBars::restyle() {
    const auto dress = [&](QBarSet& set, Role role, Qt::BrushStyle pattern) {
        set.setBrush(QBrush(theme().colour(role), pattern));
        set.setPen(QPen(theme().colour(role), 1));
    };
    dress(*m_within, Role::good, Qt::SolidPattern);
    dress(*m_missed, Role::bad, Qt::BDiagPattern);
}

void TargetBars::paintUnder(QPainter& painter) {
    const auto all = columns(width());
    const QRectF area = plot();
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const double middle = area.top() + all.row * (static_cast<double>(i) + 0.5);
        const QRectF track(area.left(), middle - all.bar / 2, area.width(), all.bar);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().colour(Role::raised));
        painter.drawRoundedRect(track, 2, 2);
    }
}

void TargetBars::paintOver(QPainter& painter) {
    const auto all = columns(width());
    const QRectF area = plot();
    const auto x = [&](double share) { return area.left() + area.width() * share / m_most; };
    const auto body = metrics(Type::body);
    const auto caption = metrics(Type::small);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const TargetBar& bar = m_bars[i];
        const double middle = area.top() + all.row * (static_cast<double>(i) + 0.5);
        if (bar.target) {
            painter.setPen(QPen(theme().colour(Role::text), 2));
            const double at = x(1);
            painter.drawLine(QPointF(at, middle - all.bar * 0.85), QPointF(at, middle + all.bar * 0.85));
        }
        if (bar.value && bar.target && *bar.target > 0 && bar.errorBelow + bar.errorAbove > 0) {
            const double from = x(share(bar, *bar.value - bar.errorBelow));
            const double to = x(share(bar, *bar.value + bar.errorAbove));
            painter.setPen(QPen(theme().colour(Role::text), 1));
            painter.drawLine(QPointF(from, middle), QPointF(to, middle));
            for (const double end : {from, to})
                painter.drawLine(QPointF(end, middle - all.bar * 0.3), QPointF(end, middle + all.bar * 0.3));
        }
        const QRectF whole = row(i);
        const QString note = noteOf(bar);
        const double lines = body.height() + (note.isEmpty() ? 0 : caption.height());
        const double top = all.stacked ? whole.top() : whole.center().y() - lines / 2;
        if (all.stacked) {
            write(painter, {0, top, all.label, body.height()}, Qt::AlignLeft | Qt::AlignVCenter,
                  body.elidedText(bar.label, Qt::ElideRight, all.label), Type::body, Role::text);
        } else { // in two lines at most; the tooltip has all of it
            const bool fits = body.horizontalAdvance(bar.label) <= all.label;
            const QString label =
                fits ? bar.label : body.elidedText(bar.label, Qt::ElideRight, all.label * 1.8);
            write(painter, {0, whole.top(), all.label, whole.height()},
                  Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, label, Type::body, Role::text);
        }
        const double figureLeft = width() - all.word - all.gap - all.figure;
        write(painter, {figureLeft, top, all.figure, body.height()}, Qt::AlignRight | Qt::AlignVCenter,
              figureOf(bar), Type::monoSmall, bar.value ? Role::text : Role::faint);
        if (!note.isEmpty())
            write(painter, {figureLeft, top + body.height(), all.figure, caption.height()},
                  Qt::AlignRight | Qt::AlignVCenter, note, Type::small, Role::faint);
        const Standing stands = standingOf(bar);
        const Role role = stands == Standing::within   ? Role::good
                          : stands == Standing::missed ? Role::bad
                                                       : Role::faint;
        const double left = width() - all.word;
        const int side = theme().pixels(14);
        const char* glyph = stands == Standing::within   ? "check"
                            : stands == Standing::missed ? "cross"
                                                         : "minus";
        theme()
            .icon(QLatin1String(glyph), role)
            .paint(&painter, QRectF(left, top + (body.height() - side) / 2, side, side).toRect());
        write(painter, {left + theme().pixels(20), top, all.word - theme().pixels(20), body.height()},
              Qt::AlignLeft | Qt::AlignVCenter, stands == Standing::untold ? QString() : wordOf(bar),
              Type::strong, role);
    }
}

bool TargetBars::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return ChartSurface::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        if (!row(i).contains(QPointF(help->pos())))
            continue;
        const TargetBar& bar = m_bars[i];
        QString text = tr("%1: %2, %3").arg(bar.label, figureOf(bar), wordOf(bar));
        if (bar.unattended)
            text += tr(". Nobody was there: the target is meant for people");
        QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), this);
    }
    return true;
}

} // namespace muster::ui
