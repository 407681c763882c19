#include "ui/incident/TimelineList.h"

#include "models/base/Utc.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"

#include <QListView>
#include <QPainter>

namespace muster::ui {
namespace {

constexpr int wraps = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

StateLook lookOf(const std::string& text) {
    const auto has = [&](const char* word) { return text.find(word) != std::string::npos; };
    if (text.rfind("note:", 0) == 0)
        return {{}, QStringLiteral("note"), Role::text};
    if (text.rfind("message", 0) == 0)
        return {{}, QStringLiteral("message"), Role::text};
    if (text.rfind("FAULT", 0) == 0)
        return {{}, QStringLiteral("warning"), Role::bad};
    if (has(": failed") || has(" timed-out") || has("NOT put back"))
        return {{}, QStringLiteral("cross"), Role::bad};
    if (has(": done") || has(": by-hand"))
        return {{}, QStringLiteral("check"), Role::good};
    if (has(": skipped"))
        return {{}, QStringLiteral("skip"), Role::warning};
    if (has(": decided"))
        return {{}, QStringLiteral("decision"), Role::text};
    if (has(" begins"))
        return {{}, QStringLiteral("play"), Role::faint};
    if (has("undo"))
        return {{}, QStringLiteral("undo"), Role::warning};
    return {{}, QStringLiteral("circle"), Role::faint};
}

QString textOf(const report::TimelineLine& line) {
    std::string text = line.text;
    if (text.rfind("note: ", 0) == 0)
        text = text.substr(6);
    QString out = shown(text);
    if (!line.person.empty())
        out += QStringLiteral(" – ") + shown(line.person);
    return out;
}

} // namespace

void TimelineModel::set(const std::vector<report::TimelineLine>& lines) {
    const bool grown = lines.size() >= m_lines.size() && !m_lines.empty() &&
                       lines.front().sequence == m_lines.front().sequence &&
                       lines[m_lines.size() - 1].sequence == m_lines.back().sequence;
    if (!grown) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
        return;
    }
    const auto more = static_cast<int>(lines.size() - m_lines.size());
    if (more == 0)
        return;
    beginInsertRows({}, 0, more - 1);
    m_lines = lines;
    endInsertRows();
}

void TimelineModel::setLocal(bool local) {
    if (m_local == local)
        return;
    m_local = local;
    if (!m_lines.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

const report::TimelineLine& TimelineModel::line(int row) const {
    return m_lines[m_lines.size() - 1 - static_cast<std::size_t>(row)];
}

int TimelineModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& at = line(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return QString(timeOfDay(at.utcMs, m_local) + QStringLiteral("  ") + textOf(at));
    if (role == Qt::ToolTipRole)
        return plainTip(QString::fromStdString(formatUtc(at.utcMs)) + QStringLiteral(" (UTC), ") +
                        timeOfDay(at.utcMs, true) + QStringLiteral(" here, event %1").arg(at.sequence));
    return {};
}

TimelineDelegate::TimelineDelegate(Theme& theme, const TimelineModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_model(model) {}

QRect TimelineDelegate::textRect(int row, int width) const {
    const QFontMetrics mono(m_theme.font(Type::monoSmall));
    const QFontMetrics small(m_theme.font(Type::small));
    const int left =
        m_theme.pixels(16) + mono.horizontalAdvance(QStringLiteral("00:00:00")) + m_theme.pixels(10 + 14 + 8);
    const int room = std::max(m_theme.pixels(60), width - left - m_theme.pixels(12));
    const int height =
        small.boundingRect(QRect(0, 0, room, 10000), wraps, textOf(m_model.line(row))).height();
    return {left, m_theme.pixels(6), room, height};
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QListView*>(option.widget);
    const int width = view != nullptr ? view->viewport()->width() : option.rect.width();
    return {std::max(1, width), textRect(index.row(), width).height() + m_theme.pixels(12) + 1};
}

void TimelineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const auto& line = m_model.line(index.row());
    const QRect text = textRect(index.row(), option.rect.width()).translated(option.rect.topLeft());
    const QFont mono = m_theme.font(Type::monoSmall);
    const int height = QFontMetrics(m_theme.font(Type::small)).height();
    painter->save();
    if (option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus)
        painter->fillRect(option.rect, m_theme.colour(Role::raised));
    painter->setFont(mono);
    painter->setPen(m_theme.colour(Role::faint));
    painter->drawText(QRect(option.rect.left() + m_theme.pixels(16), text.top(), text.left(), height),
                      Qt::AlignLeft | Qt::AlignVCenter, timeOfDay(line.utcMs, m_model.local()));
    const auto look = lookOf(line.text);
    const int side = m_theme.pixels(14);
    m_theme.icon(look.icon, look.role)
        .paint(painter,
               QRect(text.left() - side - m_theme.pixels(8), text.top() + (height - side) / 2, side, side));
    painter->setFont(m_theme.font(Type::small));
    painter->setPen(m_theme.colour(Role::text));
    painter->drawText(text, wraps, textOf(line));
    painter->setPen(m_theme.colour(Role::line));
    painter->drawLine(option.rect.left() + m_theme.pixels(16), option.rect.bottom(),
                      option.rect.right() - m_theme.pixels(12), option.rect.bottom());
    painter->restore();
}

} // namespace muster::ui
