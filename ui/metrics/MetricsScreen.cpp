#include "ui/metrics/MetricsScreen.h"

#include "models/report/Freshness.h"
#include "models/report/ScoreboardText.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/TargetBars.h"
#include "ui/charts/TimeKinds.h"
#include "ui/drills/DrillWords.h"
#include "ui/metrics/MetricTile.h"
#include "ui/shell/DeskEvents.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QSaveFile>
#include <QScrollArea>
#include <QStackedWidget>
#include <algorithm>

namespace muster::ui {
namespace {

constexpr std::int64_t dayMs = 86'400'000;

std::int64_t now() {
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

MetricsScreen::MetricsScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : Screen(parent), m_desk(desk), m_theme(theme) {
    setObjectName(QStringLiteral("metrics"));
    build();
    connect(&events, &DeskEvents::runsAreNew, this, &MetricsScreen::refresh);
    connect(&theme, &Theme::changed, this, &MetricsScreen::arrange, Qt::QueuedConnection);
    connect(&events, &DeskEvents::libraryIsNew, this, &MetricsScreen::refresh);
    refresh();
}

QWidget* MetricsScreen::header() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.space(Space::small));
    auto* title = new QLabel(tr("Recovery metrics"), head);
    Theme::setType(title, Type::title);
    m_environment = new QComboBox(head);
    m_environment->setObjectName(QStringLiteral("metrics.environment"));
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setToolTip(tr("Metrics: of which environment"));
    m_environment->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_period = new QComboBox(head);
    m_period->setObjectName(QStringLiteral("metrics.period"));
    m_period->setAccessibleName(tr("Period"));
    m_period->setToolTip(tr("Metrics: of which time"));
    m_period->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_period->addItem(tr("All time"), 0);
    m_period->addItem(tr("Last 7 days"), 7);
    m_period->addItem(tr("Last 30 days"), 30);
    m_period->addItem(tr("Last 90 days"), 90);
    m_period->addItem(tr("Last 365 days"), 365);
    m_export = new Button(m_theme, tr("Metrics: export"), QStringLiteral("metrics.export"), head);
    m_export->setGlyph(QStringLiteral("download"));
    auto* menu = new QMenu(m_export);
    for (const bool csv : {true, false}) {
        auto* action =
            new QAction(csv ? tr("Metrics: export as CSV …") : tr("Metrics: export as Markdown …"), this);
        connect(action, &QAction::triggered, this, [this, csv]() { exportTo(csv); });
        menu->addAction(action);
        addAction(action);
    }
    connect(m_export, &QPushButton::clicked, menu,
            [this, menu]() { menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height()))); });
    for (auto* box : {m_environment, m_period})
        box->setMinimumHeight(m_export->sizeHint().height());
    new Bend(row, this, m_theme, 820);
    row->addWidget(title);
    row->addStretch(1);
    auto* choices = new FlowLayout(nullptr, m_theme.space(Space::small));
    for (QWidget* each : {static_cast<QWidget*>(m_environment), static_cast<QWidget*>(m_period),
                          static_cast<QWidget*>(m_export)})
        choices->addWidget(each);
    row->addLayout(choices);
    connect(m_environment, &QComboBox::currentIndexChanged, this, &MetricsScreen::refresh);
    connect(m_period, &QComboBox::currentIndexChanged, this, &MetricsScreen::refresh);
    return head;
}

QWidget* MetricsScreen::freshnessCard() {
    auto* card = new Card(m_theme, this);
    card->setObjectName(QStringLiteral("metrics.freshness"));
    auto* title = new QLabel(tr("How old the proofs are"), card);
    Theme::setType(title, Type::strong);
    m_fresh = new FigureTable(m_theme, tr("How old the proofs are"), card);
    m_fresh->setObjectName(QStringLiteral("metrics.freshness.table"));
    m_fresh->fitRows(8);
    card->body()->addWidget(title);
    card->body()->addWidget(m_fresh);
    card->body()->addStretch(1);
    return card;
}

void MetricsScreen::build() {
    auto* all = new QVBoxLayout(this);
    const int pad = m_theme.space(Space::wide);
    all->setContentsMargins(pad, m_theme.space(Space::large), 0, 0);
    all->setSpacing(m_theme.space(Space::medium));
    auto* head = header();
    head->layout()->setContentsMargins(0, 0, pad, 0);
    all->addWidget(head);
    m_stack = new QStackedWidget(this);
    all->addWidget(m_stack, 1);

    auto* scroll = new QScrollArea(m_stack);
    scroll->setObjectName(QStringLiteral("metrics.scroll"));
    scroll->setAccessibleName(tr("Metrics: charts and tables"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, pad, pad);
    column->setSpacing(m_theme.space(Space::medium));

    m_success = new MetricTile(m_theme, QStringLiteral("metrics.success"),
                               tr("Drills passed, of those measured"), content);
    m_worst =
        new MetricTile(m_theme, QStringLiteral("metrics.worst"), tr("Worst beside its target"), content);
    m_within =
        new MetricTile(m_theme, QStringLiteral("metrics.within"), tr("Scenarios within their RTO"), content);
    m_lost = new MetricTile(m_theme, QStringLiteral("metrics.lost"), tr("Acknowledged writes lost"), content);
    const auto row = [&](QList<std::pair<QWidget*, int>> parts) {
        auto* box = new QBoxLayout(QBoxLayout::LeftToRight);
        box->setSpacing(m_theme.space(Space::medium));
        for (const auto& [part, stretch] : parts)
            box->addWidget(part, stretch);
        return box;
    };
    m_tileRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_tileRow->setSpacing(m_theme.space(Space::medium));
    m_tileRows[0] = row({{m_success, 1}, {m_worst, 1}});
    m_tileRows[1] = row({{m_within, 1}, {m_lost, 1}});
    m_tileRow->addLayout(m_tileRows[0], 1);
    m_tileRow->addLayout(m_tileRows[1], 1);
    column->addLayout(m_tileRow);

    m_rto = new TargetBars(m_theme, tr("RTO by scenario, latest run of each"), content);
    auto* rto = new ChartCard(m_theme, QStringLiteral("metrics.rto"), tr("RTO against target, by scenario"),
                              m_rto, content);
    m_rpo = new TargetBars(m_theme, tr("RPO by scenario, latest run of each"), content);
    auto* rpo = new ChartCard(m_theme, QStringLiteral("metrics.rpo"), tr("RPO against target, by scenario"),
                              m_rpo, content);
    m_rows.append(row({{rto, 1}, {rpo, 1}}));
    column->addLayout(m_rows.back());

    m_times = new TimeKinds(m_theme, content);
    auto* times = new ChartCard(m_theme, QStringLiteral("metrics.times"),
                                tr("Where the time of incidents went"), m_times, content);
    times->setLegend(TimeKinds::legend());
    auto* incidentsCard = new QWidget(content);
    auto* incidentColumn = new QVBoxLayout(incidentsCard);
    incidentColumn->setContentsMargins(0, 0, 0, 0);
    incidentColumn->addWidget(times);
    auto* declaredCard = new Card(m_theme, incidentsCard);
    m_declared = new WrapLabel({}, declaredCard);
    m_declared->setObjectName(QStringLiteral("metrics.declared"));
    declaredCard->body()->addWidget(m_declared);
    incidentColumn->addWidget(declaredCard);
    incidentColumn->addStretch(1);
    m_rows.append(row({{freshnessCard(), 1}, {incidentsCard, 1}}));
    column->addLayout(m_rows.back());
    column->addStretch(1);
    scroll->setWidget(content);

    m_stack->addWidget(scroll);
    auto* empty = new EmptyState(m_theme, QStringLiteral("metrics"), tr("No drill has been run yet"),
                                 tr("Run one: a drill breaks something on purpose, recovers it by its "
                                    "runbook, and measures how long that took and what was "
                                    "lost. What it measured stands here."),
                                 m_stack);
    auto* offer = empty->offer(tr("Drills: open"), QStringLiteral("metrics.toDrills"));
    connect(offer, &QPushButton::clicked, this, [this]() {
        if (navigator() != nullptr)
            navigator()->openScreen(QStringLiteral("drills"));
    });
    m_stack->addWidget(empty);
}

report::Filter MetricsScreen::filter() const {
    const int days = m_period->currentData().toInt();
    return {m_environment->currentData().toString().toStdString(), days == 0 ? 0 : now() - days * dayMs};
}

QString MetricsScreen::filterWords() const {
    return tr("Environment: %1. Period: %2").arg(m_environment->currentText(), m_period->currentText());
}

void MetricsScreen::fillEnvironments() {
    const QString chosen = m_environment->currentData().toString();
    const QSignalBlocker quiet(m_environment);
    m_environment->clear();
    m_environment->addItem(tr("All environments"), QString());
    std::set<std::string> names;
    const auto library = m_desk.library();
    for (const auto& each : library->environments)
        names.insert(each.environment.name);
    for (const auto& run : m_desk.runs())
        names.insert(run.environment);
    for (const auto& each : names)
        if (!each.empty())
            m_environment->addItem(environmentTitle(*library, each), QString::fromStdString(each));
    m_environment->setCurrentIndex(std::max(0, m_environment->findData(chosen)));
}

void MetricsScreen::refresh() {
    fillEnvironments();
    const auto runs = m_desk.runs();
    m_board = report::scoreboard(runs, filter());
    m_stack->setCurrentIndex(runs.empty() ? 1 : 0);
    m_export->setEnabled(!runs.empty());
    tiles();
    charts();
    freshnessTable();
    incidents();
}

void MetricsScreen::tiles() {
    const auto& board = m_board;
    QStringList apart;
    if (board.notTested > 0)
        apart += tr("%1 not tested, counted apart").arg(board.notTested);
    if (board.brokenOff > 0)
        apart += tr("%1 broken off").arg(board.brokenOff);
    if (board.open > 0)
        apart += tr("%1 still open").arg(board.open);
    if (board.measured() == 0)
        m_success->set(tr("none"),
                       apart.isEmpty()
                           ? tr("No drill was run here in this time: choose a longer one, or run a drill")
                           : apart.join(QStringLiteral("; ")));
    else
        m_success->set(tr("%1 of %2").arg(board.passed).arg(board.measured()),
                       apart.join(QStringLiteral("; ")), board.failed > 0 ? Role::bad : Role::good,
                       board.failed > 0 ? QStringLiteral("cross") : QStringLiteral("check"));

    if (!board.worst) {
        m_worst->set(tr("unknown"), tr("Nothing was measured against a target"));
    } else {
        const auto& worst = *board.worst;
        const bool missed = !worst.ratio || *worst.ratio > 1;
        const bool zero = worst.target.value_or(0) <= 0;
        m_worst->set(zero ? said(report::spoken(worst.value))
                          : tr("%1 %").arg(qRound(worst.ratio.value_or(0) * 100)),
                     zero ? tr("%1 of “%2”, where 0 s are allowed").arg(said(worst.figure), said(worst.title))
                          : tr("%1 of “%2”: %3 of %4")
                                .arg(said(worst.figure), said(worst.title), said(report::spoken(worst.value)),
                                     said(report::spoken(worst.target))),
                     missed ? Role::bad : Role::text, missed ? QStringLiteral("cross") : QString());
    }

    if (board.withRto == 0) {
        m_within->set(tr("unknown"), tr("No scenario has a measured RTO and a target"));
    } else {
        QString note =
            board.withRto == 1
                ? QString()
                : tr("mean %1%2")
                      .arg(said(report::spoken(board.meanRto)),
                           board.mixedTargets ? tr(" over different targets: read it beside the worst")
                                              : QString());
        if (board.unattended > 0)
            note += (note.isEmpty() ? QString() : QStringLiteral("; ")) +
                    (board.unattended == board.withRto ? tr("all unattended")
                                                       : tr("%1 unattended").arg(board.unattended));
        const bool all = board.rtoWithin == board.withRto;
        m_within->set(tr("%1 of %2").arg(board.rtoWithin).arg(board.withRto), note,
                      all ? Role::good : Role::bad, all ? QStringLiteral("check") : QStringLiteral("cross"));
    }

    if (!board.lost) {
        m_lost->set(tr("unknown"), tr("No run has compared its writes"));
    } else {
        const QLocale english(QLocale::English);
        m_lost->set(tr("%1 of %2")
                        .arg(english.toString(static_cast<qlonglong>(*board.lost)),
                             english.toString(static_cast<qlonglong>(board.acknowledged.value_or(0)))),
                    board.ledgers == 1 ? tr("over one run that compared them")
                                       : tr("over %1 runs that compared them").arg(board.ledgers),
                    *board.lost > 0 ? Role::bad : Role::good,
                    *board.lost > 0 ? QStringLiteral("cross") : QStringLiteral("check"));
    }
}

void MetricsScreen::charts() {
    std::vector<TargetBar> rto, rpo;
    std::set<std::string> environments;
    for (const auto& scenario : m_board.scenarios)
        environments.insert(scenario.environment);
    const auto library = m_desk.library();
    for (const auto& scenario : m_board.scenarios) {
        const auto& run = scenario.latest;
        TargetBar bar;
        const auto* entry = findDrill(*library, scenario.drill);
        bar.label = entry == nullptr ? said(scenario.title) : drillTitle(entry->drill);
        if (environments.size() > 1)
            bar.label += tr(" on %1").arg(environmentTitle(*library, scenario.environment));
        bar.unattended = run.unattended;
        const bool isVoid = run.verdict == "not-tested";
        bar.instead = isVoid ? tr("not tested") : tr("not measured");
        bar.value = isVoid ? std::nullopt : run.rto;
        bar.target = run.rtoTarget;
        rto.push_back(bar);
        bar.value = isVoid ? std::nullopt : run.rpo;
        bar.target = run.rpoTarget;
        bar.atLeast = run.rpoAtLeast;
        rpo.push_back(bar);
    }
    // What was missed stands first, then what came nearest to its target, and at the end what says nothing.
    const auto nearness = [](const TargetBar& bar) {
        const auto stands = report::standing(bar.value, bar.target, bar.atLeast);
        if (stands == report::Standing::untold)
            return -1.0;
        const double share = report::ratio(bar.value, bar.target).value_or(1e9);
        return stands == report::Standing::missed ? 1e3 + share : share;
    };
    for (auto* bars : {&rto, &rpo})
        std::stable_sort(bars->begin(), bars->end(),
                         [&](const auto& a, const auto& b) { return nearness(a) > nearness(b); });
    m_rto->setBars(std::move(rto));
    m_rpo->setBars(std::move(rpo));
}

void MetricsScreen::freshnessTable() {
    const auto library = m_desk.library();
    const auto runs = m_desk.runs();
    const std::string only = m_environment->currentData().toString().toStdString();
    report::TableOf table;
    table.head = {"Drill", "State", "Environment"};
    for (const auto& environment : library->environments) {
        const auto& name = environment.environment.name;
        if ((!only.empty() && name != only) || (only.empty() && !environment.environment.drillsAllowed))
            continue;
        for (const auto& line : drillLines(*library, runs, name, now())) {
            QString state = said(line.freshness.words);
            if (line.obstacle)
                state += tr("; does not run here");
            table.rows.push_back({line.title.toStdString(), state.toStdString(),
                                  environmentTitle(*library, name).toStdString()});
        }
    }
    if (table.rows.empty())
        table.rows.push_back({"There is no drill, or no environment that allows drills", "", ""});
    m_fresh->set(std::move(table));
}

void MetricsScreen::incidents() {
    std::vector<TimeKinds::Group> groups;
    QStringList words;
    for (const auto& [name, some] :
         {std::pair{tr("Live incidents"), &m_board.live}, std::pair{tr("Rehearsals"), &m_board.rehearsed}}) {
        if (some->all == 0)
            continue;
        groups.push_back({name, some->times});
        QString text = tr("%1: %2").arg(name).arg(some->all);
        if (some->open > 0)
            text += tr(", %1 open").arg(some->open);
        const auto middle = report::median(some->declared);
        text += middle ? tr("; declared %1 after the fault, median of %2")
                             .arg(said(report::spoken(middle)))
                             .arg(some->declared.size())
                       : tr("; how long after the fault they were declared is not known");
        words += text;
    }
    m_times->setGroups(std::move(groups));
    m_declared->setText(words.isEmpty() ? tr("No incident was declared here in this time.")
                                        : words.join(QLatin1Char('\n')));
}

QString MetricsScreen::asMarkdown() const {
    return QString::fromStdString(report::scoreboardMarkdown(m_board, filterWords().toStdString(), now()));
}

QString MetricsScreen::asCsv() const {
    return QString::fromStdString(report::csv(report::scenarioFigures(m_board)));
}

void MetricsScreen::exportTo(bool csv) {
    const QString suffix = csv ? QStringLiteral("csv") : QStringLiteral("md");
    auto* dialog = new QFileDialog(this, tr("Metrics: export"), QStringLiteral("recovery-metrics.") + suffix);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, csv](const QString& path) {
        QSaveFile file(path);
        const QByteArray bytes = (csv ? asCsv() : asMarkdown()).toUtf8();
        const bool kept =
            file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        if (navigator() == nullptr)
            return;
        if (kept)
            navigator()->say(tr("Metrics are in %1").arg(path));
        else
            navigator()->complain(tr("The metrics could not be written"), file.errorString(),
                                  tr("choose another folder, and export again"));
    });
    dialog->open();
}

void MetricsScreen::shown() {
    refresh();
    m_environment->setFocus(Qt::OtherFocusReason);
}

void MetricsScreen::arrange() {
    const bool wide = width() > m_theme.pixels(980);
    for (auto* row : std::as_const(m_rows))
        row->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_tileRow->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void MetricsScreen::resizeEvent(QResizeEvent* event) {
    Screen::resizeEvent(event);
    arrange();
}

QVariantMap MetricsScreen::unfinished() const {
    return {{QStringLiteral("environment"), m_environment->currentData()},
            {QStringLiteral("period"), m_period->currentData()}};
}

void MetricsScreen::restore(const QVariantMap& unfinished) {
    m_environment->setCurrentIndex(
        std::max(0, m_environment->findData(unfinished.value(QStringLiteral("environment")))));
    m_period->setCurrentIndex(std::max(0, m_period->findData(unfinished.value(QStringLiteral("period")))));
}

} // namespace muster::ui
