#include "ui/incident/IncidentScreen.h"

#include "ui/incident/RunSwitcher.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"

#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace muster::ui {
namespace {

using Act = RunPane::Act;

// Drills have a screen of their own.
bool belongsHere(const ports::RunSummary& run) {
    return run.kind != "drill";
}

} // namespace

IncidentScreen::IncidentScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : Screen(parent), m_desk(desk), m_theme(theme), m_switcher(new RunSwitcher(desk, theme, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(
          theme, QStringLiteral("incident"), QStringLiteral("No incident is open"),
          QStringLiteral(
              "Declare one when something is wrong, or rehearse a runbook: nothing is changed then."),
          m_stack)) {
    setObjectName(QStringLiteral("incidentScreen"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_switcher);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_empty);
    auto* declare = m_empty->offer(QStringLiteral("Declare an incident"), QStringLiteral("emptyDeclare"));
    connect(declare, &QPushButton::clicked, this, [this] {
        if (navigator() != nullptr)
            navigator()->declare();
    });
    addActions();
    connect(m_switcher, &RunSwitcher::chosen, this, [this](qint64 run) { show(run); });
    connect(&events, &DeskEvents::runIsNew, this, [this](qint64 run) { refresh(run); });
    connect(&events, &DeskEvents::runsAreNew, this, &IncidentScreen::runsChanged);
    connect(&events, &DeskEvents::libraryIsNew, this, [this] { updateActions(); });
    connect(&events, &DeskEvents::outputCame, this,
            [this](qint64 run, const QString& host, bool errorStream, const QByteArray& bytes) {
                if (const auto found = m_panes.find(run); found != m_panes.end())
                    found->second->output(host, errorStream, bytes);
            });
    runsChanged();
}

QAction* IncidentScreen::add(const QString& text, const QKeySequence& keys, Act act) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setAutoRepeat(false);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, act] {
        if (auto* front = pane())
            front->perform(act);
    });
    addAction(action);
    m_acts.emplace_back(action, act);
    return action;
}

void IncidentScreen::addActions() {
    auto* go = add(QStringLiteral("Step: do what comes next"), {}, Act::go);
    go->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    add(QStringLiteral("Command: stop what runs"), QKeySequence(Qt::CTRL | Qt::Key_Period), Act::stopAct);
    add(QStringLiteral("Step: skip it, with a reason"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
        Act::skip);
    add(QStringLiteral("Step: done by hand, with what was seen"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H), Act::byHand);
    add(QStringLiteral("Steps: undo what was done so far"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
        Act::undo);
    add(QStringLiteral("Run: stop it"), {}, Act::stopRun);
    add(QStringLiteral("Command: copy it as it is shown"), QKeySequence(Qt::ALT | Qt::Key_C), Act::copy);
    add(QStringLiteral("Command: copy it as ssh"), {}, Act::copySsh);
    add(QStringLiteral("Command: copy it as curl"), {}, Act::copyCurl);
    add(QStringLiteral("Host: open my terminal on it"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
        Act::terminal);
    add(QStringLiteral("Timeline: write a note"), QKeySequence(Qt::Key_N), Act::note);
    add(QStringLiteral("Timeline: show or hide it"), QKeySequence(Qt::CTRL | Qt::Key_T), Act::timeline);
    add(QStringLiteral("Stakeholders: write an update"), QKeySequence(Qt::CTRL | Qt::Key_U), Act::message);
    add(QStringLiteral("Output: find in it"), QKeySequence(Qt::CTRL | Qt::Key_F), Act::find);
    add(QStringLiteral("Checklist: look at it"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
        Act::checklist);
    auto* close = add(QStringLiteral("Incident: close it"), {}, Act::close);
    close->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)});
    add(QStringLiteral("Incident: open its report"), {}, Act::report);
    add(QStringLiteral("Steps that only read: let them run by themselves, or wait"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), Act::readsByThemselves);
    add(QStringLiteral("Step: back to the one at work (Esc)"), {}, Act::back);

    const auto move = [this](const QString& text, const QKeySequence& keys, int by) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, by] { step(by); });
        addAction(action);
    };
    move(QStringLiteral("Incident: to the next one"), QKeySequence(Qt::CTRL | Qt::Key_Tab), 1);
    move(QStringLiteral("Incident: to the one before"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab),
         -1);
}

RunPane* IncidentScreen::pane() const {
    return qobject_cast<RunPane*>(m_stack->currentWidget());
}

std::int64_t IncidentScreen::run() const {
    const auto* front = pane();
    return front != nullptr ? front->run() : 0;
}

void IncidentScreen::runsChanged() {
    const auto runs = m_desk.runs();
    // Open ones come by themselves; one that was closed stays until the person leaves it.
    for (auto run = runs.rbegin(); run != runs.rend(); ++run)
        if (belongsHere(*run) && run->verdict.empty() &&
            std::find(m_order.begin(), m_order.end(), run->run) == m_order.end())
            m_order.push_back(run->run);
    const auto open = std::count_if(runs.begin(), runs.end(),
                                    [](const auto& run) { return belongsHere(run) && run.verdict.empty(); });
    emit badgeChanged(open > 0 ? QString::number(open) : QString());
    if (pane() == nullptr && !m_order.empty())
        show(m_order.back());
    else
        m_switcher->show(m_order, run());
}

void IncidentScreen::refresh(std::int64_t run) {
    if (const auto found = m_panes.find(run); found != m_panes.end())
        found->second->refresh();
    else if (std::find(m_order.begin(), m_order.end(), run) != m_order.end() && pane() == nullptr)
        show(run);
}

RunPane* IncidentScreen::paneOf(std::int64_t run) {
    if (const auto found = m_panes.find(run); found != m_panes.end())
        return found->second;
    auto* made = new RunPane(m_desk, m_theme, run, m_stack);
    made->setNavigator(navigator());
    made->restore(m_unfinished.value(QString::number(run)).toMap());
    m_unfinished.remove(QString::number(run));
    made->refresh();
    connect(made, &RunPane::possibleChanged, this, &IncidentScreen::updateActions);
    m_stack->addWidget(made);
    m_panes[run] = made;
    return made;
}

void IncidentScreen::show(std::int64_t run) {
    if (!m_desk.view(run)) {
        // It is not in memory yet: the pane comes when it is.
        m_desk.load(run, onUi(this, [this, run](Result<> done) {
                        if (!done && navigator() != nullptr)
                            navigator()->complain(QString::fromStdString(done.error().what),
                                                  QString::fromStdString(done.error().why),
                                                  QString::fromStdString(done.error().next));
                        if (done && m_desk.view(run))
                            show(run);
                    }));
        return;
    }
    // Closed runs that nobody looks at any more go from the tabs.
    const auto leaving = this->run();
    if (leaving != 0 && leaving != run)
        dismiss(leaving);
    if (std::find(m_order.begin(), m_order.end(), run) == m_order.end())
        m_order.push_back(run);
    auto* front = paneOf(run);
    front->setNavigator(navigator());
    m_stack->setCurrentWidget(front);
    m_switcher->show(m_order, run);
    if (isVisible())
        front->takeFocus();
    updateActions();
    emit runIsShown();
}

void IncidentScreen::dismiss(std::int64_t run) {
    const auto view = m_desk.view(run);
    if (!view || view->stage != ports::Stage::closed)
        return;
    m_order.erase(std::remove(m_order.begin(), m_order.end(), run), m_order.end());
    if (const auto found = m_panes.find(run); found != m_panes.end()) {
        const auto kept = found->second->unfinished();
        if (!kept.isEmpty())
            m_unfinished[QString::number(run)] = kept;
        found->second->deleteLater();
        m_panes.erase(found);
    }
}

void IncidentScreen::open(std::int64_t run) {
    show(run);
}

void IncidentScreen::shown() {
    if (auto* front = pane())
        front->takeFocus();
    else if (auto* declare = m_empty->findChild<QPushButton*>(QStringLiteral("emptyDeclare")))
        declare->setFocus(Qt::OtherFocusReason);
}

void IncidentScreen::step(int by) {
    if (m_order.size() < 2)
        return;
    const auto at = std::find(m_order.begin(), m_order.end(), run());
    const auto size = static_cast<std::ptrdiff_t>(m_order.size());
    const auto index = (at - m_order.begin() + by + size) % size;
    show(m_order[static_cast<std::size_t>(index)]);
}

void IncidentScreen::updateActions() {
    auto* front = pane();
    for (const auto& [action, act] : m_acts)
        action->setEnabled(front != nullptr && front->possible(act));
}

QVariantMap IncidentScreen::unfinished() const {
    QVariantMap out = m_unfinished;
    for (const auto& [run, made] : m_panes)
        if (const auto kept = made->unfinished(); !kept.isEmpty())
            out[QString::number(run)] = kept;
    return out;
}

void IncidentScreen::restore(const QVariantMap& unfinished) {
    m_unfinished = unfinished;
    for (const auto& [run, made] : m_panes) {
        const auto key = QString::number(run);
        if (!m_unfinished.contains(key))
            continue;
        made->restore(m_unfinished.take(key).toMap());
        made->refresh();
    }
}

} // namespace muster::ui
