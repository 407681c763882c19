#include "ui/drills/PlanPage.h"

#include "models/report/SuiteText.h"
#include "models/report/TimeLeft.h"
#include "ui/drills/DrillWords.h"
#include "ui/drills/Facts.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/StatusChip.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>
#include <algorithm>

namespace muster::ui {
namespace {

// What is still to come is no "not run" while the plan goes on.
report::TableOf tableOf(const report::Suite& suite, bool running) {
    auto table = report::suiteFigures(suite);
    for (std::size_t i = 0; i < suite.drills.size(); ++i) {
        auto& row = table.rows[i];
        const auto& each = suite.drills[i];
        if (running && each.verdict == "open")
            row[2] = "runs now";
        else if (running && each.run == 0 && !each.leftOut)
            row[2] = "to come";
        for (auto& cell : row)
            if (cell == "-")
                cell = "";
    }
    return table;
}

const report::SuiteDrill* runningNow(const report::Suite& suite) {
    const auto found = std::find_if(suite.drills.begin(), suite.drills.end(),
                                    [](const auto& each) { return each.verdict == "open"; });
    return found == suite.drills.end() ? nullptr : &*found;
}

StateLook stateOf(const ports::PlanView& view) {
    if (view.stopping)
        return {QStringLiteral("undo"), QObject::tr("Being stopped and put back"), Role::warning};
    if (view.running)
        return {QStringLiteral("play"), QObject::tr("Running"), Role::accent};
    const auto verdict = report::overall(*view.suite);
    if (verdict == "interrupted")
        return lookOf(std::string("cancelled"));
    return lookOf(verdict);
}

} // namespace

PlanPage::PlanPage(ports::Desk& desk, Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_desk(desk), m_theme(theme) {
    setObjectName(QStringLiteral("plan"));
    setAccessibleName(tr("Plan of drills"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build();
}

void PlanPage::build() {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(m_theme.space(Space::wide), m_theme.space(Space::large),
                               m_theme.space(Space::large), m_theme.space(Space::large));
    column->setSpacing(m_theme.space(Space::medium));
    m_title = new WrapLabel({}, content);
    m_title->setObjectName(QStringLiteral("plan.title"));
    Theme::setType(m_title, Type::title);
    m_stop = new Button(m_theme, tr("Plan: stop and put back"), QStringLiteral("plan.stop"), content,
                        Button::Kind::danger);
    m_stop->setToolTip(tr("Stops the drill that runs, takes back what it broke, and leaves out the rest."));
    m_save = new Button(m_theme, tr("Plan: save its result …"), QStringLiteral("plan.save"), content);
    auto* top = new QHBoxLayout;
    new Bend(top, this, m_theme, 640);
    top->addWidget(m_title, 1);
    top->addWidget(m_stop, 0, Qt::AlignTop | Qt::AlignLeft);
    top->addWidget(m_save, 0, Qt::AlignTop | Qt::AlignLeft);
    column->addLayout(top);

    auto* card = new Card(m_theme, content);
    card->setObjectName(QStringLiteral("plan.progress"));
    m_state = new StatusChip(m_theme, card);
    m_state->setObjectName(QStringLiteral("plan.state"));
    m_now = new WrapLabel({}, card);
    m_now->setObjectName(QStringLiteral("plan.now"));
    m_left = new WrapLabel({}, card);
    m_left->setObjectName(QStringLiteral("plan.left"));
    Theme::setType(m_left, Type::small);
    Theme::setTone(m_left, Role::faint);
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.space(Space::medium));
    row->addWidget(m_state, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->addWidget(m_now);
    words->addWidget(m_left);
    row->addLayout(words, 1);
    card->body()->addLayout(row);
    column->addWidget(card);

    auto* list = new Card(m_theme, content);
    list->setObjectName(QStringLiteral("plan.drills"));
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Its drills"), list);
    Theme::setType(title, Type::strong);
    m_open = new Button(m_theme, tr("Run: show it"), QStringLiteral("plan.open"), list);
    head->addWidget(title, 1);
    head->addWidget(m_open);
    m_table = new FigureTable(m_theme, tr("Drills of the plan, and what each came to"), list);
    m_table->setObjectName(QStringLiteral("plan.table"));
    m_table->fitRows(20);
    list->body()->addLayout(head);
    list->body()->addWidget(m_table);
    column->addWidget(list);

    m_totals = new Facts(m_theme, QStringLiteral("plan.totals"), tr("All together"), content);
    m_reasons = new Facts(m_theme, QStringLiteral("plan.reasons"), tr("What did not pass, and why"), content);
    column->addWidget(m_reasons);
    column->addWidget(m_totals);
    column->addStretch(1);
    setWidget(content);

    connect(m_stop, &QPushButton::clicked, this, &PlanPage::stopAsked);
    connect(m_open, &QPushButton::clicked, this, &PlanPage::openMarked);
    connect(m_table, &QTableView::activated, this, &PlanPage::openMarked);
    connect(m_save, &QPushButton::clicked, this, [this]() {
        if (const auto view = m_desk.plan())
            emit saveAsked(view->suite->plan);
    });
    const auto enable = [this]() {
        const auto at = static_cast<std::size_t>(std::max(0, m_table->currentIndex().row()));
        m_open->setEnabled(at < m_runs.size() && m_runs[at] != 0);
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, enable);
    connect(m_table->model(), &QAbstractItemModel::modelReset, this, enable, Qt::QueuedConnection);
}

void PlanPage::openMarked() {
    const int at = m_table->currentIndex().row();
    if (at >= 0 && at < static_cast<int>(m_runs.size()) && m_runs[static_cast<std::size_t>(at)] != 0)
        emit runChosen(m_runs[static_cast<std::size_t>(at)]);
}

void PlanPage::refresh(std::int64_t nowUtcMs) {
    const auto view = m_desk.plan();
    if (!view)
        return;
    const auto& suite = *view->suite;
    head(*view, nowUtcMs);
    auto table = tableOf(suite, view->running);
    if (table.head != m_table->figures().head || table.rows != m_table->figures().rows) {
        m_runs.clear();
        for (const auto& each : suite.drills)
            m_runs.push_back(each.run);
        m_table->set(std::move(table));
        if (!m_table->currentIndex().isValid())
            m_table->selectRow(0);
        std::vector<Fact> totals, reasons;
        for (const auto& [name, value] : report::suiteTotals(suite))
            totals.push_back({said(name), said(value), Role::text, {}});
        for (const auto& each : suite.drills) {
            if (each.verdict == "passed" || each.verdict == "open" ||
                (view->running && each.run == 0 && !each.leftOut))
                continue;
            QStringList why;
            for (const auto& reason : each.why)
                why += said(reason);
            if (each.faultStands)
                why += tr("what it broke has not been put back completely");
            reasons.push_back(
                {said(each.title),
                 tr("%1: %2").arg(said(report::verdictText(each.verdict)), why.join(QStringLiteral("; "))),
                 each.faultStands ? Role::bad : Role::text,
                 {}});
        }
        m_totals->set(totals);
        m_totals->setVisible(!view->running);
        m_reasons->setVisible(!reasons.empty());
        m_reasons->set(reasons);
    }
    m_totals->setVisible(!view->running);
    m_stop->setVisible(view->running);
    m_stop->setEnabled(!view->stopping);
    m_save->setVisible(!view->running && suite.begunUtcMs != 0);
}

void PlanPage::head(const ports::PlanView& view, std::int64_t nowUtcMs) {
    const auto& suite = *view.suite;
    m_title->setText(
        tr("Plan of %1 drills on %2")
            .arg(suite.drills.size())
            .arg(said(suite.environmentTitle.empty() ? suite.environment : suite.environmentTitle)));
    const auto look = stateOf(view);
    m_state->set(look.icon, look.word, look.role);
    if (!view.running) {
        m_now->setText(said(report::suiteSentence(suite)));
        const auto ended = report::endedText(suite);
        m_left->setText(view.trouble    ? said(view.trouble->text())
                        : ended.empty() ? tr("Begun %1").arg(whenText(suite.begunUtcMs))
                                        : said(ended));
        return;
    }
    const auto* now = runningNow(suite);
    std::size_t at = 0, all = 0;
    std::vector<report::Seconds> usual;
    const auto runs = m_desk.runs();
    for (const auto& each : suite.drills) {
        if (each.leftOut)
            continue;
        ++all;
        if (&each == now)
            at = all;
        if (each.run == 0 || &each == now)
            usual.push_back(report::usualTime(runs, each.drill, suite.environment));
    }
    const auto since = [&](std::int64_t utcMs) {
        return utcMs == 0 ? 0.0 : static_cast<double>(std::max<std::int64_t>(0, nowUtcMs - utcMs)) / 1e3;
    };
    m_now->setText(now == nullptr ? tr("The next drill is being prepared")
                                  : tr("Drill %1 of %2: %3").arg(at).arg(all).arg(said(now->title)));
    const auto left = report::timeLeft(usual, now == nullptr ? 0 : since(now->openedUtcMs));
    m_left->setText(
        tr("%1 elapsed · %2")
            .arg(said(report::spoken(since(suite.begunUtcMs))), said(report::timeLeftText(left))));
}

} // namespace muster::ui
