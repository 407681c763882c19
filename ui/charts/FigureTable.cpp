#include "ui/charts/FigureTable.h"

#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <numeric>
#include <set>

namespace muster::ui {
namespace {

constexpr int mostWrapped = 200; // rows; a table of all samples is scrolled sideways instead

} // namespace

void FigureModel::set(report::TableOf table) {
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int FigureModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int FigureModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.head.size());
}

QVariant FigureModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() ||
        (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
        return {};
    const auto& row = m_table.rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= row.size())
        return {};
    const QString text = QString::fromStdString(row[column]);
    return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
}

QVariant FigureModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    return QString::fromStdString(m_table.head[static_cast<std::size_t>(section)]);
}

FigureTable::FigureTable(Theme& theme, const QString& name, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_model(new FigureModel(this)) {
    setModel(m_model);
    setAccessibleName(name);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(&m_theme, &Theme::changed, this, &FigureTable::fit);
}

void FigureTable::set(report::TableOf table) {
    // The same head is the same table anew: where somebody was reading stays in sight.
    const bool same = table.head == m_model->figures().head;
    const QModelIndex at = currentIndex();
    const QPoint place = at.isValid() ? QPoint(at.column(), at.row()) : QPoint(-1, -1);
    m_model->set(std::move(table));
    if (same && place.x() >= 0)
        setCurrentIndex(m_model->index(place.y(), place.x()));
    fit();
}

void FigureTable::fitRows(int most) {
    m_mostRows = most;
    fit();
}

void FigureTable::fit() {
    const int line = QFontMetrics(m_theme.font(Type::body)).height() + m_theme.space(Space::small);
    verticalHeader()->setDefaultSectionSize(line);
    resizeColumnsToContents();
    std::vector<int> widths;
    bool wraps = false;
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const int whole = columnWidth(i) + m_theme.space(Space::medium);
        widths.push_back(std::min(whole, m_theme.pixels(340)));
        wraps = wraps || whole > widths.back();
    }
    wraps = (narrow(widths) || wraps) && m_model->rowCount() <= mostWrapped;
    // The last one as well: it is stretched only when the table is laid out the next time, and rows are as
    // high as their texts need at the widths of now.
    for (std::size_t i = 0; i < widths.size(); ++i)
        setColumnWidth(static_cast<int>(i), widths[i]);
    setWordWrap(wraps);
    for (int i = 0; i < m_model->rowCount() && m_model->rowCount() <= mostWrapped; ++i)
        verticalHeader()->resizeSection(
            i, wraps ? std::max(line, sizeHintForRow(i) + m_theme.space(Space::tight)) : line);
    fitHeight();
}

bool FigureTable::narrow(std::vector<int>& widths) const {
    const int room = viewport()->width();
    int over = std::accumulate(widths.begin(), widths.end(), -room);
    if (over <= 0 || m_model->rowCount() > mostWrapped)
        return false;
    while (over > 0) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        const int less = std::min(over, *widest - m_theme.pixels(90));
        if (less <= 0)
            break; // so many columns that only scrolling helps
        // Not below the next one at once: the widest ones give in turn.
        const int step = std::min(less, m_theme.pixels(8));
        *widest -= step;
        over -= step;
    }
    return true;
}

void FigureTable::fitHeight() {
    if (m_mostRows <= 0)
        return;
    const int rows = std::clamp(m_model->rowCount(), 1, m_mostRows);
    const bool wider = horizontalHeader()->length() > viewport()->width();
    const int bar = wider ? horizontalScrollBar()->sizeHint().height() : 0;
    int high = horizontalHeader()->sizeHint().height() + 4 + bar;
    for (int i = 0; i < rows; ++i)
        high += i < m_model->rowCount() ? rowHeight(i) : verticalHeader()->defaultSectionSize();
    if (high != height() || high != minimumHeight())
        setFixedHeight(high);
}

void FigureTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
    else
        fitHeight();
}

void FigureTable::copyAsCsv() const {
    QGuiApplication::clipboard()->setText(QString::fromStdString(report::csv(m_model->figures())));
}

void FigureTable::copyAsMarkdown() const {
    QGuiApplication::clipboard()->setText(QString::fromStdString(report::markdownTable(m_model->figures())));
}

void FigureTable::keyPressEvent(QKeyEvent* event) {
    if (!event->matches(QKeySequence::Copy)) {
        QTableView::keyPressEvent(event);
        return;
    }
    std::set<int> marked;
    for (const auto& index : selectionModel()->selectedRows())
        marked.insert(index.row());
    report::TableOf part{m_model->figures().head, {}};
    for (const int row : marked)
        part.rows.push_back(m_model->figures().rows[static_cast<std::size_t>(row)]);
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(report::csv(marked.empty() ? m_model->figures() : part)));
}

} // namespace muster::ui
