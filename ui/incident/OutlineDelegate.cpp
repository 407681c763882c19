#include "ui/incident/OutlineDelegate.h"

#include "ui/incident/Outline.h"
#include "ui/incident/Words.h"

#include <QPainter>

namespace muster::ui {
namespace {

constexpr int wraps = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

// Below the title: only what the icon alone would leave open.
QString underline(const OutlineRow& row) {
    QStringList parts;
    const bool plain = row.state == "done" || row.state == "not-reached";
    if (!plain || row.current)
        parts << stateLook(row.state).word;
    else if (row.next)
        parts << QStringLiteral("next");
    if (row.current && row.planned)
        parts << QStringLiteral("planned ") + stepTime(row.planned);
    if (row.times > 1)
        parts << QStringLiteral("%1 times").arg(row.times);
    return parts.join(QStringLiteral(" · "));
}

QString timeBeside(const OutlineRow& row, std::int64_t now) {
    if (row.kind != OutlineRow::Kind::step)
        return row.beside;
    if (row.current)
        return row.sinceUtcMs != 0 ? clockTime(now - row.sinceUtcMs) : QString();
    if (row.visit != 0)
        return row.actual ? stepTime(row.actual) : QString();
    if (row.state == "left-out")
        return {};
    if (row.planned)
        return QStringLiteral("~") + stepTime(row.planned);
    return row.beside;
}

} // namespace

struct OutlineDelegate::Parts {
    QRect icon, title, under, time;
    QString underText;
    int height = 0;
};

OutlineDelegate::OutlineDelegate(Theme& theme, const OutlineModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_model(model) {}

OutlineDelegate::Parts OutlineDelegate::partsOf(int at, int width) const {
    const auto& row = m_model.rows()[static_cast<std::size_t>(at)];
    Parts out;
    const bool heading = row.kind == OutlineRow::Kind::heading;
    const int inset = m_theme.pixels(16) + row.depth * m_theme.pixels(18);
    const int top = m_theme.pixels(heading ? 14 : 7);
    const int right = width - m_theme.pixels(14);
    const QFontMetrics title(m_theme.font(heading ? Type::caption : row.current ? Type::strong : Type::body));
    const QFontMetrics small(m_theme.font(Type::small));
    const QFontMetrics mono(m_theme.font(Type::monoSmall));
    const int side = m_theme.pixels(16);
    int left = inset;
    if (!heading) {
        out.icon = QRect(inset, top + (title.height() - side) / 2, side, side);
        left += side + m_theme.pixels(10);
    }
    const QString time = timeBeside(row, m_model.now());
    const int timeWidth =
        heading || (time.isEmpty() && !row.current)
            ? 0
            : std::max(mono.horizontalAdvance(time), mono.horizontalAdvance(QStringLiteral("00:00")));
    const QString text = row.number.isEmpty() ? row.text : row.number + QStringLiteral("  ") + row.text;
    int widest = 0;
    for (const auto& word : text.split(QLatin1Char(' ')))
        widest = std::max(widest, title.horizontalAdvance(word));
    int room = right - timeWidth - (timeWidth > 0 ? m_theme.pixels(8) : 0) - left;
    // With large letters in a narrow column the time goes below the words.
    const bool below = timeWidth > 0 && room < widest;
    if (below)
        room = right - left;
    room = std::max(m_theme.pixels(60), room);
    int height = title.boundingRect(QRect(0, 0, room, 10000), wraps, text).height();
    out.title = QRect(left, top, room, height);
    out.time = below ? QRect(left, top + height, timeWidth, title.height())
                     : QRect(right - timeWidth, top, timeWidth, title.height());
    height += below ? title.height() : 0;
    out.height = top + height + m_theme.pixels(heading ? 6 : 7);
    out.underText = row.kind == OutlineRow::Kind::step ? underline(row) : QString();
    if (!out.underText.isEmpty()) {
        const int under = small.boundingRect(QRect(0, 0, right - left, 10000), wraps, out.underText).height();
        out.under = QRect(left, top + height, right - left, under);
        out.height += under;
    }
    return out;
}

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QListView*>(option.widget);
    const int width = view != nullptr ? view->viewport()->width() : option.rect.width();
    return {std::max(1, width), partsOf(index.row(), std::max(m_theme.pixels(160), width)).height};
}

void OutlineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const auto& row = m_model.rows()[static_cast<std::size_t>(index.row())];
    const auto parts = partsOf(index.row(), option.rect.width());
    const auto at = [&](QRect rect) { return rect.translated(option.rect.topLeft()); };
    const bool selected = option.state & QStyle::State_Selected;
    const bool heading = row.kind == OutlineRow::Kind::heading;
    painter->save();
    if (selected || row.current || (!heading && option.state & QStyle::State_MouseOver))
        painter->fillRect(option.rect, m_theme.colour(Role::raised));
    if (row.current)
        painter->fillRect(
            QRect(option.rect.left(), option.rect.top(), m_theme.pixels(3), option.rect.height()),
            m_theme.colour(Role::accent));
    if (selected) {
        painter->setPen(
            QPen(m_theme.colour(option.state & QStyle::State_HasFocus ? Role::accent : Role::edge), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    const auto look = stateLook(row.state);
    if (!heading) {
        const QString icon = row.kind == OutlineRow::Kind::communications ? QStringLiteral("message")
                             : row.kind == OutlineRow::Kind::checklist    ? QStringLiteral("list")
                                                                          : look.icon;
        const Role role = row.kind == OutlineRow::Kind::step ? look.role : Role::faint;
        m_theme.icon(icon, role).paint(painter, at(parts.icon));
    }
    const bool dim = row.kind == OutlineRow::Kind::step && !row.current && !row.next && !selected;
    painter->setPen(m_theme.colour(heading || dim ? Role::faint : Role::text));
    painter->setFont(m_theme.font(heading ? Type::caption : row.current ? Type::strong : Type::body));
    const QString text = row.number.isEmpty() ? row.text : row.number + QStringLiteral("  ") + row.text;
    painter->drawText(at(parts.title), wraps, text);
    painter->setPen(
        m_theme.colour(row.current || row.state == "skipped" || row.state == "failed" || row.state == "undone"
                           ? look.role
                           : Role::faint));
    painter->setFont(m_theme.font(Type::small));
    painter->drawText(at(parts.under), wraps, parts.underText);
    painter->setPen(m_theme.colour(row.current ? Role::text : Role::faint));
    painter->setFont(m_theme.font(Type::monoSmall));
    painter->drawText(at(parts.time), Qt::AlignRight | Qt::AlignVCenter, timeBeside(row, m_model.now()));
    painter->restore();
}

} // namespace muster::ui
