#include "ui/charts/ProbeWrites.h"

#include "models/report/Standing.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace muster::ui {
namespace {

constexpr std::array<const Look*, 3> lookOf{&looks::good, &looks::bad, &looks::uncertain};

int countOf(const metrics::AnswersOf& piece, std::size_t which) {
    return which == 0 ? piece.ok : which == 1 ? piece.failed : piece.unknown;
}

} // namespace

ProbeWrites::ProbeWrites(Theme& theme, QWidget* parent)
    : ChartSurface(theme, parent), m_time(new QValueAxis(this)), m_count(new QValueAxis(this)) {
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_count, Qt::AlignLeft);
    for (auto& each : m_areas) {
        each.lower = new QLineSeries(this);
        each.upper = new QLineSeries(this);
        each.area = new QAreaSeries(each.upper, each.lower);
        chart()->addSeries(each.area);
        each.area->attachAxis(m_time);
        each.area->attachAxis(m_count);
    }
    m_time->setVisible(false);
    m_count->setVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Zoom: Ctrl+wheel, + and -. Move: drag, or the arrow keys. All: 0"));
    refresh();
}

void ProbeWrites::setSamples(std::vector<metrics::Sample> samples, std::int64_t originNs,
                             bool afterTheFault) {
    m_samples = std::move(samples);
    m_originNs = originNs;
    m_afterFault = afterTheFault;
    const bool all = m_from <= m_first && m_to >= m_last;
    std::stable_sort(m_samples.begin(), m_samples.end(),
                     [](const auto& a, const auto& b) { return a.scheduledNs < b.scheduledNs; });
    m_outage = afterTheFault ? metrics::outageOf(m_samples, originNs) : std::nullopt;
    m_responses.clear();
    for (const auto& sample : m_samples)
        if (sample.answer == metrics::Answer::ok)
            m_responses.push_back({static_cast<double>(sample.scheduledNs - originNs) / 1e9,
                                   static_cast<double>(sample.doneNs - sample.sentNs) / 1e6});
    m_first = m_samples.empty() ? 0 : static_cast<double>(m_samples.front().scheduledNs - originNs) / 1e9;
    m_last = m_samples.empty() ? 1 : static_cast<double>(m_samples.back().scheduledNs - originNs) / 1e9 + 0.2;
    if (all || m_to <= m_first || m_from >= m_last) {
        m_from = m_first;
        m_to = m_last;
    }
    refresh();
}

void ProbeWrites::setRange(double from, double to) {
    const double length = std::clamp(to - from, 0.5, std::max(m_last - m_first, 0.5));
    m_from = std::clamp(from, m_first, std::max(m_last - length, m_first));
    m_to = m_from + length;
    arrange();
    viewport()->update();
}

void ProbeWrites::showAll() {
    setRange(m_first, m_last);
}

std::span<const metrics::Sample> ProbeWrites::inSight() const {
    const auto ns = [&](double seconds) { return m_originNs + static_cast<std::int64_t>(seconds * 1e9); };
    const auto byTime = [](const metrics::Sample& sample, std::int64_t at) {
        return sample.scheduledNs < at;
    };
    const auto first = std::lower_bound(m_samples.begin(), m_samples.end(), ns(m_from), byTime);
    const auto last = std::lower_bound(first, m_samples.end(), ns(m_to) + 1, byTime);
    return {first, last};
}

void ProbeWrites::fill() {
    const auto visible = inSight();
    const int columns = std::max(20, static_cast<int>(plot().width() / 3));
    m_width = metrics::pieceWidth(visible, columns);
    const auto pieces = metrics::answersBy(visible, m_originNs, m_width);
    std::array<QList<QPointF>, 4> edges; // the ground, and the top of each area
    int most = 1;
    for (const auto& piece : pieces) {
        double height = 0;
        const double left = std::max(piece.from, m_from), right = std::min(piece.from + m_width, m_to);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            edges[i].append({left, height});
            edges[i].append({right, height});
            height += i < 3 ? countOf(piece, i) : 0;
        }
        most = std::max(most, piece.all());
    }
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        m_areas[i].lower->replace(edges[i]);
        m_areas[i].upper->replace(edges[i + 1]);
    }
    m_time->setRange(m_from, m_to);
    m_most = most * 1.08;
    m_count->setRange(0, m_most);
    m_line = metrics::decimate(m_responses, m_from, m_to, std::max(10, static_cast<int>(plot().width())));
    m_slowest = 1;
    for (const auto& point : m_line)
        m_slowest = std::max(m_slowest, point.y);
}

QSize ProbeWrites::sizeHint() const {
    return {theme().pixels(520), theme().pixels(230)};
}

QSize ProbeWrites::minimumSizeHint() const {
    return {theme().pixels(300), theme().pixels(230)};
}

QRectF ProbeWrites::response() const {
    const double gap = metrics(Type::small).height() * 2 + theme().space(Space::small) * 2;
    return {plot().left(), plot().bottom() + gap, plot().width(), height() - plot().bottom() - gap - 2};
}

void ProbeWrites::arrange() {
    const auto caption = metrics(Type::small);
    const double left = caption.horizontalAdvance(QStringLiteral("0000 ms")) + theme().space(Space::small);
    const double top = caption.height() + 4;
    const double axis = caption.height() * 2 + theme().space(Space::small) * 2;
    const double room = height() - top - axis;
    plotAt({left, top, std::max(width() - left - caption.averageCharWidth() * 4, 10.0),
            std::max(room * 0.66, 10.0)});
    fill();
}

void ProbeWrites::restyle() {
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        const Look& look = *lookOf[i];
        QColor colour = theme().colour(look.role);
        m_areas[i].area->setPen(Qt::NoPen);
        if (look.pattern == Qt::NoBrush) {
            colour.setAlphaF(0.55F);
            m_areas[i].area->setBrush(colour);
        } else {
            m_areas[i].area->setBrush(QBrush(colour, look.pattern));
        }
        m_areas[i].upper->setPen(Qt::NoPen);
        m_areas[i].lower->setPen(Qt::NoPen);
    }
}

double ProbeWrites::x(double seconds) const {
    return plot().left() + plot().width() * (seconds - m_from) / std::max(m_to - m_from, 1e-9);
}

void ProbeWrites::paintUnder(QPainter& painter) {
    up(painter, m_most);
    across(painter, m_from, m_to);
    if (!m_outage)
        return;
    const double from = std::max(x(m_outage->from), plot().left());
    const double to = std::min(m_outage->to ? x(*m_outage->to) : plot().right(), plot().right());
    if (to <= from)
        return;
    QColor shade = theme().colour(Role::bad);
    shade.setAlphaF(0.10F);
    painter.fillRect(QRectF(from, plot().top(), to - from, response().bottom() - plot().top()), shade);
}

void ProbeWrites::paintOver(QPainter& painter) {
    const auto caption = metrics(Type::small);
    upLabels(painter, m_most, QString());
    acrossLabels(painter, m_from, m_to);
    const bool broken = m_afterFault && m_from <= 0 && m_to >= 0;
    const QString pieces = tr("answers in %1 s").arg(m_width, 0, 'g', 3);
    // At the end where the word "fault" is not.
    const bool toTheRight = broken && x(0) < plot().center().x();
    write(painter, {0, 0, plot().right(), caption.height()},
          (toTheRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, pieces, Type::small, Role::faint);
    const QRectF strip = response();
    write(painter, {0, strip.top() - caption.height() - 2, plot().right(), caption.height()},
          Qt::AlignLeft | Qt::AlignVCenter, tr("slowest acknowledged answer"), Type::small, Role::faint);
    painter.setPen(QPen(theme().colour(Role::line), 1));
    painter.drawLine(strip.bottomLeft(), strip.bottomRight());
    painter.drawLine(strip.topLeft(), strip.topRight());
    write(painter, {0, strip.top(), strip.left() - 6, caption.height()}, Qt::AlignRight | Qt::AlignTop,
          tr("%1 ms").arg(m_slowest, 0, 'f', m_slowest < 10 ? 1 : 0), Type::small, Role::faint);
    write(painter, {0, strip.bottom() - caption.height(), strip.left() - 6, caption.height()},
          Qt::AlignRight | Qt::AlignBottom, tr("0 ms"), Type::small, Role::faint);
    painter.save();
    painter.setClipRect(strip.adjusted(0, -1, 0, 1));
    painter.setPen(QPen(theme().colour(Role::accent), 1.4));
    // Where no write was acknowledged for longer than a piece there is no line: nothing was measured.
    QPolygonF run;
    const double hole = std::max(1.0, (m_to - m_from) / 150);
    for (std::size_t i = 0; i < m_line.size(); ++i) {
        if (i > 0 && m_line[i].x - m_line[i - 1].x > hole) {
            painter.drawPolyline(run);
            run.clear();
        }
        run.append({x(m_line[i].x), strip.bottom() - strip.height() * m_line[i].y / m_slowest});
    }
    painter.drawPolyline(run);
    painter.restore();
    if (broken) {
        painter.setPen(QPen(theme().colour(Role::bad), 1.6, Qt::DashLine));
        painter.drawLine(QPointF(x(0), plot().top()), QPointF(x(0), strip.bottom()));
        write(painter, {x(0) + 4, 0, 200, caption.height()}, Qt::AlignLeft | Qt::AlignVCenter, tr("fault"),
              Type::small, Role::bad);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme().colour(Role::accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
    }
}

QString ProbeWrites::sentence() const {
    if (m_samples.empty())
        return tr("No probe has been sent yet.");
    std::array<int, 3> counts{};
    for (const auto& sample : m_samples)
        ++counts[sample.answer == metrics::Answer::ok ? 0 : sample.answer == metrics::Answer::failed ? 1 : 2];
    QString out = tr("%1 writes were sent: %2 acknowledged, %3 failed, %4 unknown")
                      .arg(m_samples.size())
                      .arg(counts[0])
                      .arg(counts[1])
                      .arg(counts[2]);
    if (m_outage && m_outage->to)
        out += tr("; the outage lasted from %1 to %2 after the fault")
                   .arg(QString::fromStdString(report::spoken(m_outage->from)),
                        QString::fromStdString(report::spoken(*m_outage->to)));
    else if (m_outage)
        out += tr("; the outage goes on");
    return out + QLatin1Char('.');
}

report::TableOf ProbeWrites::table() const {
    report::TableOf out;
    out.head = {m_afterFault ? "From, after the fault" : "From, after the first probe", "Acknowledged",
                "Failed", "Unknown", "Slowest"};
    for (const auto& piece : metrics::answersBy(m_samples, m_originNs, metrics::pieceWidth(m_samples, 400))) {
        std::array<char, 32> slowest{};
        if (piece.slowestMs)
            std::snprintf(slowest.data(), slowest.size(), "%.1f ms", *piece.slowestMs);
        out.rows.push_back({QString::asprintf("%+.1f s", piece.from).toStdString(), std::to_string(piece.ok),
                            std::to_string(piece.failed), std::to_string(piece.unknown),
                            piece.slowestMs ? slowest.data() : "-"});
    }
    return out;
}

QList<Legend::Entry> ProbeWrites::legend() const {
    return {{looks::good, tr("acknowledged")},
            {looks::bad, tr("failed")},
            {looks::uncertain, tr("unknown whether written")},
            {{Role::accent, Qt::NoBrush, 0}, tr("response time"), true}};
}

void ProbeWrites::zoom(double factor, double at) {
    setRange(at - (at - m_from) * factor, at + (m_to - at) * factor);
}

void ProbeWrites::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) {
        event->ignore(); // scrolls what is round the chart
        return;
    }
    const double share =
        std::clamp((event->position().x() - plot().left()) / std::max(plot().width(), 1.0), 0.0, 1.0);
    zoom(event->angleDelta().y() > 0 ? 0.8 : 1.25, m_from + (m_to - m_from) * share);
    event->accept();
}

void ProbeWrites::keyPressEvent(QKeyEvent* event) {
    const double length = m_to - m_from;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.7, m_from + length / 2);
    case Qt::Key_Minus:
        return zoom(1 / 0.7, m_from + length / 2);
    case Qt::Key_Left:
        return setRange(m_from - length / 8, m_to - length / 8);
    case Qt::Key_Right:
        return setRange(m_from + length / 8, m_to + length / 8);
    case Qt::Key_0:
        return showAll();
    default:
        event->ignore();
    }
}

void ProbeWrites::mousePressEvent(QMouseEvent* event) {
    m_dragFrom = event->position().x();
    setFocus(Qt::MouseFocusReason);
}

void ProbeWrites::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const double moved =
        (m_dragFrom - event->position().x()) / std::max(plot().width(), 1.0) * (m_to - m_from);
    m_dragFrom = event->position().x();
    setRange(m_from + moved, m_to + moved);
}

} // namespace muster::ui
