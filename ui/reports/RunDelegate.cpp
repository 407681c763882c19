#include "ui/reports/RunDelegate.h"

#include "models/base/Printable.h"
#include "models/report/Sheet.h"
#include "ui/reports/RunRows.h"
#include "ui/reports/VerdictWords.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace muster::ui {
namespace {

const ports::RunSummary& runOf(const QModelIndex& index) {
    const auto* filter = static_cast<const QSortFilterProxyModel*>(index.model());
    return static_cast<const RunRows*>(filter->sourceModel())->at(filter->mapToSource(index).row());
}

constexpr int wraps = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

} // namespace

RunDelegate::RunDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view != nullptr ? view->viewport()->width() : m_theme.pixels(240);
    const int inner = width - 2 * m_theme.space(Space::medium);
    int height = 2 * m_theme.space(Space::small);
    for (const auto& line : linesOf(runOf(index)))
        height += heightOf(line, inner) + m_theme.space(Space::hair);
    return {m_theme.pixels(120), height};
}

std::vector<RunDelegate::Line> RunDelegate::linesOf(const ports::RunSummary& run) const {
    const auto verdict = report::verdictWord(run.verdict.empty() ? "open" : run.verdict);
    QString second = QString::fromStdString(verdict.word).toLower();
    const QString figures = figureWords(run);
    if (!figures.isEmpty())
        second += QStringLiteral(" · ") + figures;
    const QString third =
        QStringLiteral("#%1 · %2 · %3 · %4")
            .arg(run.run)
            .arg(kindWords(run), QString::fromStdString(printableLine(run.environment, 80)), whenWords(run));
    return {{QString::fromStdString(printableLine(run.title, 300)), Type::strong, Role::text, {}},
            {second, Type::small, toneRole(verdict.tone), verdictIcon(run.verdict)},
            {third, Type::small, Role::faint, {}}};
}

int RunDelegate::indentOf(const Line& line) const {
    return line.icon.isEmpty() ? 0 : m_theme.pixels(14) + m_theme.space(Space::tight);
}

int RunDelegate::heightOf(const Line& line, int width) const {
    return QFontMetrics(m_theme.font(line.type))
        .boundingRect(QRect(0, 0, std::max(1, width - indentOf(line)), 10'000), wraps, line.text)
        .height();
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    const auto& run = runOf(index);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    const QRect all = option.rect;
    if (selected || (option.state & QStyle::State_MouseOver))
        painter->fillRect(all, m_theme.colour(Role::raised));
    if (selected)
        painter->fillRect(QRect(all.left(), all.top(), m_theme.pixels(3), all.height()),
                          m_theme.colour(Role::accent));
    painter->fillRect(QRect(all.left(), all.bottom(), all.width(), 1), m_theme.colour(Role::line));

    const QRect inner = all.adjusted(m_theme.space(Space::medium), m_theme.space(Space::small),
                                     -m_theme.space(Space::medium), -m_theme.space(Space::small));
    int y = inner.top();
    for (const auto& line : linesOf(run)) {
        const int height = heightOf(line, inner.width());
        const int side = m_theme.pixels(14);
        if (!line.icon.isEmpty())
            m_theme.icon(line.icon, line.role)
                .paint(painter,
                       QRect(inner.left(), y + (QFontMetrics(m_theme.font(line.type)).height() - side) / 2,
                             side, side));
        painter->setFont(m_theme.font(line.type));
        painter->setPen(m_theme.colour(line.role));
        painter->drawText(QRect(inner.left(), y, inner.width(), height).adjusted(indentOf(line), 0, 0, 0),
                          wraps, line.text);
        y += height + m_theme.space(Space::hair);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(m_theme.colour(Role::accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(all.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

} // namespace muster::ui
