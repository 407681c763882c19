#include "ui/drills/DrillHistory.h"

#include "ui/drills/CompareRuns.h"
#include "ui/drills/DrillWords.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/EmptyState.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <algorithm>

namespace muster::ui {

DrillHistory::DrillHistory(ports::Desk& desk, Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_desk(desk) {
    setObjectName(QStringLiteral("drill.history"));
    setAccessibleName(QObject::tr("Drill: its earlier runs"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, theme.space(Space::medium), theme.space(Space::small),
                               theme.space(Space::large));
    column->setSpacing(theme.space(Space::medium));
    m_empty = new EmptyState(
        theme, QStringLiteral("drills"), tr("This drill has not been run here"),
        tr("Every run is kept: its result, its figures and what changed from one to the next."), content);
    m_trend = new Trend(theme, tr("RTO"), content);
    m_trendCard =
        new ChartCard(theme, QStringLiteral("drill.trend"), tr("RTO over the runs"), m_trend, content);
    auto* card = new Card(theme, content);
    card->setObjectName(QStringLiteral("drill.runs"));
    m_list = card;
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Runs"), card);
    Theme::setType(title, Type::strong);
    auto* hint = new QLabel(tr("Mark two to compare them"), card);
    Theme::setType(hint, Type::small);
    Theme::setTone(hint, Role::faint);
    m_open = new Button(theme, tr("Run: show it"), QStringLiteral("drill.history.open"), card);
    m_compare = new Button(theme, tr("Runs: compare"), QStringLiteral("drill.history.compare"), card);
    m_compare->setToolTip(tr("Mark two runs first, with Ctrl or Shift"));
    head->addWidget(title);
    head->addSpacing(theme.space(Space::small));
    head->addWidget(hint, 1);
    head->addWidget(m_open);
    head->addWidget(m_compare);
    m_table = new FigureTable(theme, tr("Runs of this drill"), card);
    m_table->setObjectName(QStringLiteral("drill.history.table"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->fitRows(10);
    card->body()->addLayout(head);
    card->body()->addWidget(m_table);
    m_compared = new CompareRuns(desk, theme, content);
    m_compared->hide();
    column->addWidget(m_empty, 1);
    column->addWidget(m_trendCard);
    column->addWidget(card);
    column->addWidget(m_compared);
    column->addStretch(1);
    setWidget(content);

    const auto enable = [this]() {
        const auto count = marked().size();
        m_open->setEnabled(count == 1);
        m_compare->setEnabled(count == 2);
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, enable);
    connect(m_table->model(), &QAbstractItemModel::modelReset, this, enable, Qt::QueuedConnection);
    const auto openMarked = [this]() {
        if (const auto runs = marked(); runs.size() == 1)
            emit runChosen(runs.front());
    };
    connect(m_open, &QPushButton::clicked, this, openMarked);
    connect(m_table, &QTableView::activated, this, openMarked);
    connect(m_compare, &QPushButton::clicked, this, &DrillHistory::compare);
    enable();
    setRuns({});
}

void DrillHistory::setRuns(std::vector<ports::RunSummary> runs) {
    const auto numbers = [](const auto& list) {
        std::vector<std::pair<std::int64_t, std::string>> out;
        for (const auto& each : list)
            out.emplace_back(each.run, each.verdict);
        return out;
    };
    const bool any = !runs.empty();
    m_empty->setVisible(!any);
    m_trendCard->setVisible(any);
    m_list->setVisible(any);
    if (any && numbers(runs) == numbers(m_runs))
        return; // what is marked stays marked
    m_runs = std::move(runs);
    m_compared->hide();
    report::TableOf table;
    table.head = {"Run", "When", "Verdict", "RTO", "RPO", "Lost", "Person", "Data", "Hardware"};
    std::vector<TrendPoint> points;
    const auto day = [](const ports::RunSummary& run) {
        return QDateTime::fromMSecsSinceEpoch(run.openedUtcMs).date();
    };
    const bool sameDay = any && day(m_runs.front()) == day(m_runs.back());
    for (const auto& run : m_runs) {
        const bool isVoid = run.verdict == "not-tested";
        const auto figure = [&](report::Seconds value, report::Seconds target, bool atLeast) {
            std::string out = report::spoken(isVoid ? std::nullopt : value, atLeast);
            return value && target && !isVoid ? out + " of " + report::spoken(target) : out;
        };
        table.rows.push_back(
            {std::to_string(run.run), whenText(run.openedUtcMs).toStdString(), lookOf(run).word.toStdString(),
             figure(run.rto, run.rtoTarget, false), figure(run.rpo, run.rpoTarget, run.rpoAtLeast),
             run.lost ? std::to_string(*run.lost) : "-", run.unattended ? "unattended" : "attended",
             said(run.dataSize).toStdString(), said(run.hardware).toStdString()});
        points.push_back({QLocale(QLocale::English)
                              .toString(QDateTime::fromMSecsSinceEpoch(run.openedUtcMs),
                                        sameDay ? QStringLiteral("HH:mm") : QStringLiteral("d MMM")),
                          run.verdict, run.rto, run.rtoTarget, run.unattended});
    }
    std::reverse(points.begin(), points.end());
    m_trend->setPoints(std::move(points));
    m_table->set(std::move(table));
    m_table->selectRow(0);
}

std::vector<std::int64_t> DrillHistory::marked() const {
    std::vector<std::int64_t> out;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        if (index.row() < static_cast<int>(m_runs.size()))
            out.push_back(m_runs[static_cast<std::size_t>(index.row())].run);
    std::sort(out.begin(), out.end());
    return out;
}

void DrillHistory::compare() {
    const auto runs = marked();
    if (runs.size() != 2)
        return;
    m_compared->compare(runs[0], runs[1]);
    m_compared->show();
    QMetaObject::invokeMethod(
        this, [this]() { ensureWidgetVisible(m_compared); }, Qt::QueuedConnection);
}

} // namespace muster::ui
