#include "ui/reports/RunDelegate.h"

#include "models/base/Printable.h"
#include "models/report/Sheet.h"
#include "ui/reports/RunRows.h"
#include "ui/reports/VerdictWords.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace muster::ui {
namespace {

const ports::RunSummary& runOf(const QModelIndex& index) {
    const auto* filter = static_cast<const QSortFilterProxyModel*>(index.model());
    return static_cast<const RunRows*>(filter->sourceModel())->at(filter->mapToSource(index).row());
}

} // namespace

RunDelegate::RunDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    Q_UNUSED(option)
    const QFontMetrics strong(m_theme.font(Type::strong));
    const QFontMetrics small(m_theme.font(Type::small));
    const int lines = figureWords(runOf(index)).isEmpty() ? 1 : 2;
    return {m_theme.pixels(240), strong.height() + lines * (small.height() + m_theme.space(Space::hair)) +
                                     2 * m_theme.space(Space::small) + m_theme.space(Space::hair)};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    const auto& run = runOf(index);
    const auto verdict = report::verdictWord(run.verdict.empty() ? "open" : run.verdict);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    const QRect all = option.rect;
    if (selected || (option.state & QStyle::State_MouseOver))
        painter->fillRect(all, m_theme.colour(Role::raised));
    if (selected)
        painter->fillRect(QRect(all.left(), all.top(), m_theme.pixels(3), all.height()),
                          m_theme.colour(Role::accent));
    painter->fillRect(QRect(all.left(), all.bottom(), all.width(), 1), m_theme.colour(Role::line));

    const QFontMetrics strong(m_theme.font(Type::strong));
    const QFontMetrics small(m_theme.font(Type::small));
    QRect inner = all.adjusted(m_theme.space(Space::medium), m_theme.space(Space::small),
                               -m_theme.space(Space::medium), -m_theme.space(Space::small));
    // The verdict at the right end of the first line.
    const QString word = QString::fromStdString(verdict.word).toLower();
    const Role role = toneRole(verdict.tone);
    const int glyph = m_theme.pixels(14);
    const int wordWidth = small.horizontalAdvance(word);
    const QRect first(inner.left(), inner.top(), inner.width(), strong.height());
    painter->setFont(m_theme.font(Type::small));
    painter->setPen(m_theme.colour(role));
    painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, word);
    m_theme.icon(verdictIcon(run.verdict), role)
        .paint(painter, QRect(first.right() - wordWidth - glyph - m_theme.space(Space::tight),
                              first.top() + (first.height() - glyph) / 2, glyph, glyph));

    const int room = inner.width() - wordWidth - glyph - m_theme.space(Space::large);
    painter->setFont(m_theme.font(Type::strong));
    painter->setPen(m_theme.colour(Role::text));
    painter->drawText(
        QRect(first.left(), first.top(), room, first.height()), Qt::AlignLeft | Qt::AlignVCenter,
        strong.elidedText(QString::fromStdString(printableLine(run.title, 300)), Qt::ElideRight, room));
    int y = first.bottom() + 1 + m_theme.space(Space::hair);
    painter->setFont(m_theme.font(Type::small));
    painter->setPen(m_theme.colour(Role::faint));
    const QString second =
        QStringLiteral("#%1 · %2 · %3 · %4")
            .arg(run.run)
            .arg(kindWords(run), QString::fromStdString(printableLine(run.environment, 80)), whenWords(run));
    for (const auto& line : {second, figureWords(run)}) {
        if (line.isEmpty())
            continue;
        painter->drawText(QRect(inner.left(), y, inner.width(), small.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          small.elidedText(line, Qt::ElideRight, inner.width()));
        y += small.height() + m_theme.space(Space::hair);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(m_theme.colour(Role::accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(all.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

bool RunDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                            const QModelIndex& index) {
    Q_UNUSED(option)
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    QToolTip::showText(event->globalPos(), index.data(Qt::DisplayRole).toString().toHtmlEscaped(), view);
    return true;
}

} // namespace muster::ui
