#include "ui/charts/RecoveryTimeline.h"

#include "models/report/Standing.h"

#include <QHelpEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace muster::ui {

using report::LaneSegment;

namespace {

const Look& lookOf(LaneSegment::Look look) {
    switch (look) {
    case LaneSegment::Look::answers:
        return looks::good;
    case LaneSegment::Look::refuses:
        return looks::bad;
    case LaneSegment::Look::uncertain:
        return looks::uncertain;
    case LaneSegment::Look::acts:
        return looks::acts;
    case LaneSegment::Look::actFailed:
        return looks::actFailed;
    case LaneSegment::Look::waits:
        return looks::waits;
    case LaneSegment::Look::phase:
        break;
    }
    return looks::phase;
}

QString phaseWord(const std::string& word) {
    static const std::map<std::string, const char*> words{
        {"steady-state", "steady state"}, {"break", "break it"},
        {"observe", "wait until seen"},   {"recover", "recover"},
        {"settle", "wait until stable"},  {"put-back", "put back"},
        {"steady-again", "steady again"}, {"verify", "compare"}};
    const auto found = words.find(word);
    return found == words.end() ? QString::fromStdString(word) : QObject::tr(found->second);
}

QString wordOf(const LaneSegment& segment) {
    return segment.look == LaneSegment::Look::phase ? phaseWord(segment.text)
                                                    : QString::fromStdString(segment.text);
}

} // namespace

RecoveryTimeline::RecoveryTimeline(Theme& theme, QWidget* parent) : ChartSurface(theme, parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refresh();
}

void RecoveryTimeline::setLanes(report::RecoveryLanes lanes) {
    m_lanes = std::move(lanes);
    refresh();
}

QString RecoveryTimeline::sentence() const {
    return QString::fromStdString(report::sentence(m_lanes));
}

report::TableOf RecoveryTimeline::table() const {
    report::TableOf out;
    out.head = {"Part",  "What",
                "State", m_lanes.afterFault ? "From, after the fault" : "From, after the beginning",
                "To",    "Lasted"};
    for (const auto& mark : m_lanes.marks)
        out.rows.push_back({"mark", mark.name, "", afterFault(mark.at).toStdString(), "", ""});
    for (const auto& lane : m_lanes.lanes)
        for (const auto& segment : lane.segments)
            out.rows.push_back({lane.name, wordOf(segment).toStdString(), segment.lookInWords(),
                                afterFault(segment.from).toStdString(), afterFault(segment.to).toStdString(),
                                report::spoken(segment.to - segment.from)});
    return out;
}

QList<Legend::Entry> RecoveryTimeline::legend() const {
    QList<Legend::Entry> out;
    std::set<std::string> said;
    for (const auto& lane : m_lanes.lanes)
        for (const auto& segment : lane.segments)
            if (segment.look != LaneSegment::Look::phase && said.insert(segment.lookInWords()).second)
                out.append({lookOf(segment.look), QString::fromStdString(segment.lookInWords())});
    return out;
}

double RecoveryTimeline::laneHeight() const {
    return metrics(Type::small).height() + theme().space(Space::large);
}

int RecoveryTimeline::markRows() const {
    return m_lanes.marks.empty() ? 0 : std::min<int>(3, static_cast<int>(m_lanes.marks.size()));
}

double RecoveryTimeline::header() const {
    return markRows() * (metrics(Type::small).height() + 1) + theme().space(Space::tight);
}

QSize RecoveryTimeline::sizeHint() const {
    const double lanes = static_cast<double>(std::max<std::size_t>(m_lanes.lanes.size(), 1));
    const double axis = metrics(Type::small).height() + theme().space(Space::small);
    return {theme().pixels(560), static_cast<int>(header() + lanes * laneHeight() + axis)};
}

QSize RecoveryTimeline::minimumSizeHint() const {
    return {theme().pixels(320), sizeHint().height()};
}

void RecoveryTimeline::arrange() {
    double label = 0;
    const auto body = metrics(Type::small);
    for (const auto& lane : m_lanes.lanes)
        label = std::max(label, body.horizontalAdvance(QString::fromStdString(lane.name)));
    label = std::min(label + theme().space(Space::medium), width() * 0.3);
    const double lanes = static_cast<double>(std::max<std::size_t>(m_lanes.lanes.size(), 1));
    const double right = metrics(Type::small).averageCharWidth() * 4;
    plotAt({label, header(), std::max(width() - label - right, 10.0), lanes * laneHeight()});
}

double RecoveryTimeline::x(double seconds) const {
    const double length = std::max(m_lanes.to - m_lanes.from, 0.1);
    return plot().left() + plot().width() * (seconds - m_lanes.from) / length;
}

QRectF RecoveryTimeline::where(std::size_t lane, const LaneSegment& segment) const {
    const double pad = theme().space(Space::tight);
    const double left = x(segment.from);
    return {left, plot().top() + laneHeight() * static_cast<double>(lane) + pad,
            std::max(x(segment.to) - left, 1.5), laneHeight() - 2 * pad};
}

void RecoveryTimeline::paintUnder(QPainter& painter) {
    painter.setPen(QPen(theme().colour(Role::line), 1));
    for (std::size_t i = 0; i <= m_lanes.lanes.size(); ++i) {
        const double y = plot().top() + laneHeight() * static_cast<double>(i);
        painter.drawLine(QPointF(0, y), QPointF(plot().right(), y));
    }
    if (!m_lanes.empty())
        across(painter, m_lanes.from, m_lanes.to);
}

void RecoveryTimeline::paintOver(QPainter& painter) {
    const auto small = metrics(Type::small);
    const auto caption = metrics(Type::small);
    for (std::size_t i = 0; i < m_lanes.lanes.size(); ++i) {
        const auto& lane = m_lanes.lanes[i];
        const QRectF label(0, plot().top() + laneHeight() * static_cast<double>(i), plot().left() - 4,
                           laneHeight());
        write(painter, label, Qt::AlignLeft | Qt::AlignVCenter,
              small.elidedText(QString::fromStdString(lane.name), Qt::ElideRight, label.width()), Type::small,
              Role::text);
        for (const auto& segment : lane.segments) {
            const QRectF box = where(i, segment);
            paintLook(painter, box, lookOf(segment.look), theme());
            const double room = box.width() - 8;
            QString word = wordOf(segment);
            if (caption.horizontalAdvance(word) > room)
                word = room > caption.averageCharWidth() * 6 ? caption.elidedText(word, Qt::ElideRight, room)
                                                             : QString();
            if (word.isEmpty())
                continue;
            // The word stands on the ground of the card, so that no pattern makes it hard to read.
            const QRectF plate(box.left() + 3, box.center().y() - caption.height() / 2,
                               caption.horizontalAdvance(word) + 4, caption.height());
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme().colour(Role::surface));
            painter.drawRoundedRect(plate, 2, 2);
            write(painter, plate.adjusted(2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, word, Type::small,
                  Role::text);
        }
    }
    if (!m_lanes.empty())
        acrossLabels(painter, m_lanes.from, m_lanes.to);
    paintMarks(painter);
}

void RecoveryTimeline::paintMarks(QPainter& painter) {
    const auto caption = metrics(Type::small);
    const double line = caption.height() + 1;
    struct Name {
        QRectF where;
        QString text;
        bool bad = false;
    };
    std::vector<Name> names;
    std::vector<double> taken(static_cast<std::size_t>(std::max(markRows(), 1)), -1e9);
    for (const auto& mark : m_lanes.marks) {
        const double at = x(mark.at);
        QString text = QString::fromStdString(mark.name);
        if (mark.name != "fault")
            text += QLatin1Char(' ') + afterFault(mark.at);
        const double wide = caption.horizontalAdvance(text);
        // Left of the line where there is no room to its right.
        const bool leftwards = at + 3 + wide > width();
        const double from = leftwards ? at - 3 - wide : at + 3;
        std::size_t row = 0;
        while (row + 1 < taken.size() && from < taken[row] + 6)
            ++row;
        const bool hidden = from < taken[row] + 2;
        const bool bad = mark.name == "fault";
        painter.setPen(QPen(theme().colour(bad ? Role::bad : Role::text), bad ? 1.6 : 1, Qt::DashLine));
        painter.drawLine(QPointF(at, line * static_cast<double>(row) + 2), QPointF(at, plot().bottom()));
        if (hidden)
            continue; // it stands in the table and in the sentence
        taken[row] = from + wide;
        names.push_back({{from, line * static_cast<double>(row), wide + 2, line}, text, bad});
    }
    // Above all lines, each on a plate: a line of another mark must not run through a name.
    for (const auto& name : names) {
        painter.fillRect(name.where.adjusted(-1, 0, 1, 0), theme().colour(Role::surface));
        write(painter, name.where, Qt::AlignLeft | Qt::AlignVCenter, name.text, Type::small,
              name.bad ? Role::bad : Role::text);
    }
}

bool RecoveryTimeline::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return ChartSurface::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_lanes.lanes.size(); ++i)
        for (const auto& segment : m_lanes.lanes[i].segments) {
            if (!where(i, segment).adjusted(-2, 0, 2, 0).contains(QPointF(help->pos())))
                continue;
            const QString text = tr("%1: %2, %3\n%4 to %5, %6")
                                     .arg(QString::fromStdString(m_lanes.lanes[i].name), wordOf(segment),
                                          QString::fromStdString(segment.lookInWords()),
                                          afterFault(segment.from), afterFault(segment.to),
                                          QString::fromStdString(report::spoken(segment.to - segment.from)));
            QToolTip::showText(help->globalPos(),
                               text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

} // namespace muster::ui
