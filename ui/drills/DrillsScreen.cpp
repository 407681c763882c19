#include "ui/drills/DrillsScreen.h"

#include "models/report/Suite.h"
#include "models/report/TimeLeft.h"
#include "ui/drills/DrillList.h"
#include "ui/drills/DrillPage.h"
#include "ui/drills/PlanPage.h"
#include "ui/drills/RunDrillDialog.h"
#include "ui/drills/RunManyDialog.h"
#include "ui/shell/DeskEvents.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/PageScroll.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QTimer>

namespace muster::ui {

DrillsScreen::DrillsScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : Screen(parent), m_desk(desk), m_events(events), m_theme(theme) {
    setObjectName(QStringLiteral("drills"));
    m_chooseFile = [this](const QString& suggested) {
        return QFileDialog::getSaveFileName(
            this, tr("Plan: save its result"), suggested,
            tr("HTML (*.html);;PDF (*.pdf);;Markdown (*.md);;JSON (*.json);;JUnit (*.xml)"));
    };
    build();
    addActions();
    connect(&events, &DeskEvents::libraryIsNew, this, &DrillsScreen::refresh);
    connect(&events, &DeskEvents::runsAreNew, this, &DrillsScreen::refresh);
    connect(&events, &DeskEvents::healthIsNew, this, [this, watched = std::string()]() mutable {
        if (m_desk.watched() == watched) // only another environment changes what is shown
            return;
        watched = m_desk.watched();
        refresh();
    });
    m_age = new QTimer(this);
    m_age->setInterval(30'000);
    connect(m_age, &QTimer::timeout, this, &DrillsScreen::refresh);
    m_age->start();
    m_tick = new QTimer(this);
    m_tick->setInterval(1'000);
    connect(m_tick, &QTimer::timeout, this, &DrillsScreen::refreshPlan);
    refresh();
}

void DrillsScreen::build() {
    m_stack = new QStackedWidget(this);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    auto* both = new QWidget(m_stack);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* side = new QFrame(both);
    Theme::setPanel(side, Role::surface);
    m_side = side;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, m_theme.space(Space::large), 0, 0);
    column->setSpacing(m_theme.space(Space::small));
    auto* title = new QLabel(tr("Drills"), side);
    Theme::setType(title, Type::title);
    title->setContentsMargins(m_theme.space(Space::large), 0, 0, 0);
    m_where = new WrapLabel({}, side);
    Theme::setType(m_where, Type::small);
    Theme::setTone(m_where, Role::faint);
    m_where->setContentsMargins(m_theme.space(Space::large), 0, m_theme.space(Space::medium), 0);
    m_list = new DrillList(m_theme, side);
    m_list->setFrameShape(QFrame::NoFrame);
    column->addWidget(title);
    column->addWidget(m_where);
    column->addWidget(m_list, 1);
    m_many = new Button(m_theme, tr("Drills: run many …"), QStringLiteral("drills.many"), side);
    m_toPlan = new Button(m_theme, tr("Plan: show it"), QStringLiteral("drills.toPlan"), side);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(m_theme.space(Space::medium), m_theme.space(Space::tight),
                              m_theme.space(Space::medium), m_theme.space(Space::medium));
    below->setSpacing(m_theme.space(Space::small));
    below->addWidget(m_toPlan);
    below->addWidget(m_many);
    column->addLayout(below);
    m_right = new QStackedWidget(both);
    m_page = new DrillPage(m_desk, m_events, m_theme, m_right);
    m_plan = new PlanPage(m_desk, m_theme, m_right);
    m_right->addWidget(m_page);
    m_right->addWidget(m_plan);
    row->addWidget(side);
    row->addWidget(new PageScroll(m_right, both), 1);
    m_stack->addWidget(both);
    m_stack->addWidget(new EmptyState(m_theme, QStringLiteral("drills"), tr("There is no drill yet"),
                                      tr("A drill is a Markdown file beside its runbook: NAME.drill.md. It "
                                         "says how to break a thing and how to put "
                                         "it back. docs/RUNBOOK-FORMAT.md describes it."),
                                      m_stack));
    connect(m_list, &DrillList::chosenIsNew, this, [this]() {
        showPlan(false);
        choose();
    });
    connect(m_list, &QAbstractItemView::clicked, this, [this]() { showPlan(false); });
    connect(&m_theme, &Theme::changed, this, &DrillsScreen::fitSide, Qt::QueuedConnection);
    connect(m_plan, &PlanPage::stopAsked, this, [this]() {
        m_desk.stopPlan();
        if (navigator() != nullptr)
            navigator()->say(tr("The plan is being stopped; what its drill broke is put back"));
    });
    connect(m_plan, &PlanPage::runChosen, this, [this](qint64 run) { open(run); });
    connect(m_plan, &PlanPage::saveAsked, this, [this](qint64 plan) { savePlan(plan); });
    connect(m_page, &DrillPage::runAsked, this, &DrillsScreen::runDrill);
    connect(m_page, &DrillPage::stopAsked, this, &DrillsScreen::stopDrill);
    connect(m_page, &DrillPage::putBackAsked, this, &DrillsScreen::putBack);
    connect(m_page, &DrillPage::failed, this, &DrillsScreen::complain);
    connect(m_page, &DrillPage::runIsShown, this, &Screen::runIsShown);
    connect(m_page, &DrillPage::reportAsked, this, [this](qint64 run) {
        if (navigator() != nullptr)
            navigator()->openReport(run);
    });
}

void DrillsScreen::resizeEvent(QResizeEvent* event) {
    Screen::resizeEvent(event);
    fitSide();
}

// With large letters the list may take a quarter and what its buttons need: the drill itself needs the room.
void DrillsScreen::fitSide() {
    const int least =
        std::max(m_theme.pixels(150), m_many->sizeHint().width() + 2 * m_theme.space(Space::medium));
    m_side->setFixedWidth(std::max(least, std::min(m_theme.pixels(272), width() / 4)));
}

void DrillsScreen::addActions() {
    m_runAction = new QAction(tr("Drill: run it"), this);
    m_runAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+R")));
    connect(m_runAction, &QAction::triggered, this, &DrillsScreen::runDrill);
    m_stopAction = new QAction(tr("Drill: stop and put back"), this);
    m_stopAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+.")));
    connect(m_stopAction, &QAction::triggered, this, [this]() {
        if (m_right->currentWidget() == m_plan)
            return m_plan->stopButton()->click();
        for (const auto& line : m_list->lines())
            if (line.id == m_list->chosen() && line.openRun != 0 && !line.interrupted)
                stopDrill(line.openRun);
    });
    m_manyAction = new QAction(tr("Drills: run many"), this);
    m_manyAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+R")));
    connect(m_manyAction, &QAction::triggered, this, &DrillsScreen::runMany);
    m_planAction = new QAction(tr("Plan: show it"), this);
    m_planAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+P")));
    connect(m_planAction, &QAction::triggered, this, [this]() { showPlan(true); });
    // Without the shortcuts, which the column has no room for: the tooltips and F1 name them.
    m_many->setToolTip(tr("Chooses several drills that run one after another; asks first (Ctrl+Shift+R)"));
    m_toPlan->setToolTip(tr("The drills that run, or ran last, one after another (Ctrl+Shift+P)"));
    connect(m_many, &QPushButton::clicked, m_manyAction, &QAction::trigger);
    connect(m_toPlan, &QPushButton::clicked, m_planAction, &QAction::trigger);
    for (auto* action : {m_runAction, m_stopAction, m_manyAction, m_planAction}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    m_page->runButton()->setHint(m_runAction->shortcut());
}

void DrillsScreen::refresh() {
    const auto library = m_desk.library();
    auto lines = drillLines(*library, m_desk.runs(), m_desk.watched(), QDateTime::currentMSecsSinceEpoch());
    int running = 0;
    for (const auto& line : lines)
        running += line.openRun != 0 ? 1 : 0;
    emit badgeChanged(running == 0 ? QString() : QString::number(running));
    m_where->setText(m_desk.watched().empty()
                         ? tr("No environment is chosen")
                         : tr("On %1").arg(environmentTitle(*library, m_desk.watched())));
    m_stack->setCurrentIndex(lines.empty() ? 1 : 0);
    m_list->setLines(std::move(lines));
    choose();
    refreshPlan();
}

void DrillsScreen::refreshPlan() {
    const auto view = m_desk.plan();
    const bool running = view && view->running;
    m_toPlan->setVisible(view != nullptr);
    m_planAction->setEnabled(view != nullptr);
    bool any = false;
    for (const auto& line : m_list->lines())
        any = any || line.openRun != 0;
    m_manyAction->setEnabled(!running && !any && !m_desk.readOnly() && !m_desk.watched().empty() &&
                             !m_list->lines().empty());
    m_many->setEnabled(m_manyAction->isEnabled());
    if (running != m_tick->isActive()) {
        if (running)
            m_tick->start();
        else
            m_tick->stop();
    }
    if (view)
        m_plan->refresh(QDateTime::currentMSecsSinceEpoch());
    else
        showPlan(false);
    if (m_right->currentWidget() == m_plan)
        m_stopAction->setEnabled(running && !view->stopping);
}

void DrillsScreen::showPlan(bool shown) {
    const bool may = shown && m_desk.plan() != nullptr;
    if ((m_right->currentWidget() == m_plan) == may)
        return;
    m_right->setCurrentWidget(may ? static_cast<QWidget*>(m_plan) : m_page);
    if (may) {
        refreshPlan();
        m_plan->table()->setFocus(Qt::OtherFocusReason);
    } else {
        choose();
    }
    emit runIsShown();
}

void DrillsScreen::choose() {
    for (const auto& line : m_list->lines()) {
        if (line.id != m_list->chosen())
            continue;
        m_page->setLine(line);
        const auto plan = m_desk.plan();
        m_runAction->setEnabled(line.openRun == 0 && !line.obstacle && !m_desk.readOnly() &&
                                !(plan && plan->running));
        m_stopAction->setEnabled(line.openRun != 0 && !line.interrupted);
    }
}

void DrillsScreen::shown() {
    refresh();
    m_list->setFocus(Qt::OtherFocusReason);
}

void DrillsScreen::open(std::int64_t run) {
    for (const auto& each : m_desk.runs())
        if (each.run == run && each.kind == "drill") {
            if (each.environment != m_desk.watched())
                m_desk.watch(each.environment);
            m_list->choose(each.drill);
            refresh();
            showPlan(false);
            m_page->openRun(run);
            return;
        }
}

std::int64_t DrillsScreen::run() const {
    return m_right->currentWidget() == m_plan ? 0 : m_page->run();
}

QVariantMap DrillsScreen::unfinished() const {
    return {{QStringLiteral("drill"), QString::fromStdString(m_list->chosen())}};
}

void DrillsScreen::restore(const QVariantMap& unfinished) {
    m_list->choose(unfinished.value(QStringLiteral("drill")).toString().toStdString());
}

void DrillsScreen::runDrill() {
    const auto library = m_desk.library();
    const std::string id = m_list->chosen();
    const auto* entry = findDrill(*library, id);
    const auto* where = findEnvironment(*library, m_desk.watched());
    if (entry == nullptr || where == nullptr || !m_page->runButton()->isEnabled())
        return;
    auto* dialog = new RunDrillDialog(m_theme, *entry, *where, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id, environment = where->name]() {
        m_desk.startDrill(id, environment, onUi<std::int64_t>(this, [this](Result<std::int64_t> started) {
                              if (!started)
                                  return complain(started.error());
                              refresh();
                              m_page->openRun(*started);
                          }));
    });
    dialog->open();
}

void DrillsScreen::runMany() {
    const auto library = m_desk.library();
    const auto* where = findEnvironment(*library, m_desk.watched());
    if (where == nullptr)
        return;
    const auto runs = m_desk.runs();
    std::vector<report::Seconds> usual;
    for (const auto& line : m_list->lines())
        usual.push_back(report::usualTime(runs, line.id, where->name));
    auto* dialog = new RunManyDialog(m_theme, m_list->lines(), std::move(usual), *where, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog]() {
        m_desk.startPlan(dialog->request(), onUi<std::int64_t>(this, [this](Result<std::int64_t> started) {
                             if (!started)
                                 return complain(started.error());
                             refresh();
                             showPlan(true);
                         }));
    });
    dialog->open();
}

void DrillsScreen::savePlan(std::int64_t plan) {
    const QString file = m_chooseFile(QStringLiteral("drill-plan-%1.html").arg(plan));
    if (file.isEmpty())
        return;
    const QString ending = QFileInfo(file).suffix().toLower();
    const auto format = ending == QStringLiteral("pdf")    ? ports::ExportFormat::pdf
                        : ending == QStringLiteral("md")   ? ports::ExportFormat::markdown
                        : ending == QStringLiteral("json") ? ports::ExportFormat::json
                        : ending == QStringLiteral("xml")  ? ports::ExportFormat::junit
                                                           : ports::ExportFormat::html;
    m_desk.exportPlan(plan, format, QFileInfo(file).absoluteFilePath().toStdString(),
                      onUi(this, [this, file](Result<> done) {
                          if (!done)
                              return complain(done.error());
                          if (navigator() != nullptr)
                              navigator()->say(tr("The result is written to %1").arg(file));
                      }));
}

void DrillsScreen::stopDrill(std::int64_t run) {
    m_desk.stopDrill(run);
    if (navigator() != nullptr)
        navigator()->say(tr("Drill %1 is being stopped; what it broke is put back").arg(run));
}

void DrillsScreen::putBack(std::int64_t run) {
    m_desk.withdrawDrill(run, onUi(this, [this, run](Result<> done) {
                             if (!done)
                                 return complain(done.error());
                             if (navigator() != nullptr)
                                 navigator()->say(tr("Drill %1: what it broke is put back").arg(run));
                             refresh();
                         }));
}

void DrillsScreen::complain(const Error& error) {
    if (navigator() != nullptr)
        navigator()->complain(said(error.what), said(error.why), said(error.next));
}

} // namespace muster::ui
