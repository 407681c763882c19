#include "ui/reports/RunList.h"

#include "ui/reports/RunDelegate.h"
#include "ui/reports/RunRows.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ScreenReader.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStackedWidget>

namespace muster::ui {

RunList::RunList(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("reportSearch"));
    m_search->setAccessibleName(QStringLiteral("Search runs"));
    m_search->setPlaceholderText(QStringLiteral("Search runs"));
    m_search->setToolTip(QStringLiteral("Title, runbook, environment, verdict or number (Ctrl+F)"));
    addClearButton(*m_search);
    m_search->installEventFilter(this);
    m_group = new QComboBox(this);
    m_group->setObjectName(QStringLiteral("reportFilter"));
    m_group->setAccessibleName(QStringLiteral("Which runs"));
    m_group->setToolTip(QStringLiteral("Show only runs of this kind"));
    using Group = RunFilter::Group;
    for (const auto& [group, word] : {std::pair{Group::all, "All runs"},
                                      {Group::incidents, "Live incidents"},
                                      {Group::rehearsals, "Rehearsals"},
                                      {Group::drills, "Drills"},
                                      {Group::notPassed, "Without success"}})
        m_group->addItem(QString::fromLatin1(word), static_cast<int>(group));
    m_rows = new RunRows(this);
    m_filter = new RunFilter(this);
    m_filter->setSourceModel(m_rows);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("reportRuns"));
    m_list->setAccessibleName(QStringLiteral("Runs, newest first"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new RunDelegate(theme, m_list));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setResizeMode(QListView::Adjust);
    m_empty = new EmptyState(theme, QStringLiteral("reports"), {}, {}, this);
    m_empty->setObjectName(QStringLiteral("reportRunsEmpty"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("reportCount"));
    m_count->setTextFormat(Qt::PlainText);
    Theme::setType(m_count, Type::small);
    Theme::setTone(m_count, Role::faint);

    auto* column = new QVBoxLayout(this);
    column->setObjectName(QStringLiteral("column"));
    column->addWidget(m_search);
    auto* row = new QHBoxLayout;
    row->addWidget(m_group);
    row->addStretch(1);
    row->addWidget(m_count);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    arrange();

    connect(&theme, &Theme::changed, this, &RunList::arrange);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_changing = true;
        m_filter->setWords(text);
        m_changing = false;
        showWhatIsThere();
    });
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_changing = true;
        m_filter->setGroup(static_cast<RunFilter::Group>(m_group->currentData().toInt()));
        m_changing = false;
        showWhatIsThere();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunList::currentIsNew);
    showWhatIsThere();
}

void RunList::arrange() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    const int edge = m_theme.space(Space::large);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(m_theme.space(Space::small));
    m_list->doItemsLayout();
}

void RunList::setRuns(std::vector<ports::RunSummary> runs) {
    m_changing = true;
    m_rows->setRuns(std::move(runs));
    m_changing = false;
    showWhatIsThere();
}

void RunList::choose(std::int64_t run) {
    const int row = m_rows->rowOf(run);
    if (row < 0)
        return;
    auto index = m_filter->mapFromSource(m_rows->index(row));
    if (!index.isValid()) {
        m_search->clear();
        m_group->setCurrentIndex(0);
        index = m_filter->mapFromSource(m_rows->index(row));
    }
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

const ports::RunSummary* RunList::summary(std::int64_t run) const {
    const int row = m_rows->rowOf(run);
    return row < 0 ? nullptr : &m_rows->at(row);
}

void RunList::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RunList::focusList() {
    m_list->setFocus(Qt::OtherFocusReason);
}

// Down from the search goes into the list: one hand on the keyboard finds a report.
bool RunList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return) {
            focusList();
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RunList::showWhatIsThere() {
    const int all = m_rows->rowCount();
    const int shown = m_filter->rowCount();
    m_count->setText(all == 1 && shown == 1 ? QStringLiteral("1 run")
                     : all == shown         ? QStringLiteral("%1 runs").arg(all)
                                            : QStringLiteral("%1 of %2 runs").arg(shown).arg(all));
    if (all == 0)
        m_empty->setTexts(QStringLiteral("There are no runs yet"),
                          QStringLiteral("Run a drill or rehearse a runbook; its report stands here."));
    else
        m_empty->setTexts(QStringLiteral("No run fits"),
                          QStringLiteral("Search for fewer words, or show all runs."));
    m_stack->setCurrentWidget(shown == 0 ? static_cast<QWidget*>(m_empty) : m_list);
    if (shown == 0)
        return;
    // What was chosen stays so; else the newest.
    const int row = m_rows->rowOf(m_chosen);
    const auto index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_rows->index(row));
    const auto next = index.isValid() ? index : m_filter->index(0, 0);
    if (m_list->currentIndex() != next)
        m_list->setCurrentIndex(next);
    currentIsNew(); // the list may have moved there by itself while its rows went
}

void RunList::currentIsNew() {
    const auto index = m_list->currentIndex();
    if (m_changing || !index.isValid())
        return;
    const auto run = index.data(RunRows::runRole).toLongLong();
    if (run == m_chosen)
        return;
    m_chosen = run;
    emit chosenIsNew(run);
}

} // namespace muster::ui
