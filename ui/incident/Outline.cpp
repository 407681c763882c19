#include "ui/incident/Outline.h"

#include "ui/incident/OutlineDelegate.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"

#include <QFocusEvent>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace muster::ui {

bool OutlineModel::set(std::vector<OutlineRow> rows) {
    if (rows == m_rows)
        return false;
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return true;
    }
    // Selection and scroll position stay where they are.
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!(rows[i] == m_rows[i])) {
            m_rows[i] = std::move(rows[i]);
            const auto changed = index(static_cast<int>(i));
            emit dataChanged(changed, changed);
        }
    return true;
}

void OutlineModel::tick(std::int64_t now) {
    m_now = now;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].current) {
            const auto changed = index(static_cast<int>(i));
            emit dataChanged(changed, changed, {Qt::UserRole});
        }
}

int OutlineModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return row.text;
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        QString text = row.number.isEmpty() ? row.text : row.number + QStringLiteral(". ") + row.text;
        if (row.kind == OutlineRow::Kind::step) {
            text += QStringLiteral(", ") + stateLook(row.state).word;
            if (row.actual)
                text += QStringLiteral(", took ") + stepTime(row.actual);
            if (row.planned)
                text += QStringLiteral(", planned ") + stepTime(row.planned);
            if (row.times > 1)
                text += QStringLiteral(", visited %1 times").arg(row.times);
        } else if (!row.beside.isEmpty())
            text += QStringLiteral(", ") + row.beside;
        return role == Qt::ToolTipRole ? plainTip(text) : text;
    }
    return {};
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool heading = m_rows[static_cast<std::size_t>(index.row())].kind == OutlineRow::Kind::heading;
    return heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

Outline::Outline(Theme& theme, QWidget* parent)
    : QFrame(parent), m_model(new OutlineModel(this)), m_list(new QListView(this)),
      m_head(words({}, Type::caption, Role::faint, this)) {
    setObjectName(QStringLiteral("outline"));
    m_head->setObjectName(QStringLiteral("outlineHead"));
    auto* column = new QVBoxLayout(this);
    pad(theme, column, {0, 14, 0, 0, 8});
    auto* head = new QHBoxLayout;
    pad(theme, head, {16, 0, 12, 0, 0});
    head->addWidget(m_head);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    m_list->setObjectName(QStringLiteral("outlineList"));
    m_list->setAccessibleName(QStringLiteral("Steps of the runbook"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new OutlineDelegate(theme, *m_model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setWordWrap(true); // laid out anew when the width changes
    m_list->setProperty("plain", true);
    m_list->installEventFilter(this);
    // Selected, not only current: a list that is given the focus makes a row current by itself.
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const auto now = m_list->selectionModel()->selectedIndexes();
        if (!m_byProgram && !now.isEmpty())
            emit chosen(now.first().row());
    });
    connect(&theme, &Theme::changed, this, [this] { m_list->doItemsLayout(); });
    m_list->installEventFilter(this);
}

// A list that gets the focus makes its first row the current one: whoever passes by with Tab would be shown
// another step. The row of the step that is worked on is made current instead, and nothing is chosen; once
// the focus has gone on it is current no more, since a screen reader takes a current row for the one in
// focus.
bool Outline::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::FocusOut && !m_list->selectionModel()->hasSelection()) {
        const auto why = static_cast<QFocusEvent*>(event)->reason();
        const QScopedValueRollback keep(m_byProgram, true);
        if (why != Qt::ActiveWindowFocusReason && why != Qt::PopupFocusReason)
            m_list->selectionModel()->clearCurrentIndex();
    }
    if (watched == m_list && event->type() == QEvent::FocusIn && !m_list->currentIndex().isValid()) {
        const QScopedValueRollback keep(m_byProgram, true);
        const auto& rows = m_model->rows();
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].current || (i + 1 == rows.size() && !m_list->currentIndex().isValid()))
                m_list->selectionModel()->setCurrentIndex(m_model->index(static_cast<int>(i)),
                                                          QItemSelectionModel::NoUpdate);
    }
    return QFrame::eventFilter(watched, event);
}

void Outline::show(std::vector<OutlineRow> rows) {
    const QScopedValueRollback keep(m_byProgram, true);
    if (m_model->set(std::move(rows)))
        m_list->doItemsLayout();
    const auto progress = progressOf(m_model->rows());
    m_head->setText(QStringLiteral("Steps · %1 of %2").arg(progress.settled).arg(progress.all));
    for (std::size_t i = 0; i < m_model->rows().size(); ++i)
        if (m_model->rows()[i].current && !m_list->selectionModel()->hasSelection())
            m_list->scrollTo(m_model->index(static_cast<int>(i)), QAbstractItemView::EnsureVisible);
}

void Outline::tick(std::int64_t now) {
    m_model->tick(now);
}

void Outline::choose(int row) {
    const QScopedValueRollback keep(m_byProgram, true);
    if (row < 0) {
        m_list->clearSelection();
        m_list->setCurrentIndex({});
    } else
        m_list->setCurrentIndex(m_model->index(row));
}

} // namespace muster::ui
