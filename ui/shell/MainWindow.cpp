#include "ui/shell/MainWindow.h"

#include "ui/shell/CloseDialog.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/ErrorBar.h"
#include "ui/shell/Frame.h"
#include "ui/shell/HostKeyDialog.h"
#include "ui/shell/Rail.h"
#include "ui/shell/StatusLine.h"
#include "ui/shell/Toasts.h"
#include "ui/shell/WindowState.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ScreenReader.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QDateTime>
#include <QStackedWidget>
#include <QTimer>

namespace muster::ui {
namespace {

constexpr int unfinishedEveryMs = 1500; // what is typed is lost by a kill for this long at most

} // namespace

MainWindow::MainWindow(ports::Desk& desk, DeskEvents& events, Theme& theme, WindowState& state,
                       std::vector<ScreenEntry> screens)
    : m_desk(desk), m_events(events), m_theme(theme), m_state(state), m_entries(std::move(screens)) {
    setObjectName(QStringLiteral("window"));
    installScreenReaderRoles();
    setMinimumSize(960, 600);
    m_frame = new Frame(theme, this);
    auto* content = new QWidget(m_frame);
    m_rail = new Rail(theme, m_entries, content);
    m_errors = new ErrorBar(theme, content);
    m_stack = new QStackedWidget(content);
    m_stack->setObjectName(QStringLiteral("screens"));
    m_status = new StatusLine(desk, theme, content);
    auto* work = new QVBoxLayout;
    work->setSpacing(0);
    work->addWidget(m_errors);
    work->addWidget(m_stack, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(work, 1);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    m_frame->setContent(content);
    setCentralWidget(m_frame);
    m_toasts = new Toasts(theme, this);

    connect(m_rail, &Rail::chosen, this, &MainWindow::openScreen);
    connect(&events, &DeskEvents::libraryIsNew, this, &MainWindow::refreshFrame);
    connect(&events, &DeskEvents::runsAreNew, this, &MainWindow::refreshFrame);
    connect(&events, &DeskEvents::healthIsNew, this, &MainWindow::refreshFrame);
    connect(&events, &DeskEvents::runIsNew, this, &MainWindow::closeWhenQuiet);
    connect(&events, &DeskEvents::runsAreNew, this, &MainWindow::closeWhenQuiet);
    connect(&events, &DeskEvents::hostKeyIsAsked, this, &MainWindow::askHostKey);
    m_unfinishedTimer = new QTimer(this);
    connect(m_unfinishedTimer, &QTimer::timeout, this, &MainWindow::keepUnfinished);
    m_unfinishedTimer->start(unfinishedEveryMs);

    addActions();
    refreshFrame();
    resize(1440, 900);
    restoreGeometry(m_state.value(QStringLiteral("window/geometry")).toByteArray());
}

void MainWindow::openFirst(const QString& wanted) {
    for (const auto& name : {wanted, m_state.value(QStringLiteral("window/screen")).toString()}) {
        openScreen(name);
        if (!m_shown.isEmpty())
            return;
    }
    if (!m_entries.empty())
        openScreen(m_entries.front().name);
}

Screen* MainWindow::screen(const QString& name) {
    if (const auto made = m_made.find(name); made != m_made.end())
        return made->second;
    for (const auto& entry : m_entries) {
        if (entry.name != name)
            continue;
        auto* made = entry.make(m_desk, m_events, m_theme, m_stack);
        made->setNavigator(this);
        made->restore(m_state.value(QStringLiteral("unfinished/") + name).toMap());
        m_stack->addWidget(made);
        m_made[name] = made;
        connect(made, &Screen::badgeChanged, m_rail,
                [this, name](const QString& text) { m_rail->setBadge(name, text); });
        connect(made, &Screen::runIsShown, this, &MainWindow::refreshFrame);
        return made;
    }
    return nullptr;
}

void MainWindow::openScreen(const QString& name) {
    auto* wanted = screen(name);
    if (!wanted)
        return;
    m_shown = name;
    m_rail->select(name);
    m_stack->setCurrentWidget(wanted);
    wanted->shown();
    m_state.set(QStringLiteral("window/screen"), name);
    refreshFrame();
}

void MainWindow::openRun(std::int64_t run) {
    QString name = QStringLiteral("incident");
    for (const auto& each : m_desk.runs()) {
        if (each.run == run && each.kind == "drill")
            name = QStringLiteral("drills");
        else if (each.run == run && !each.verdict.empty())
            name = QStringLiteral("reports");
    }
    auto* wanted = screen(name);
    if (!wanted)
        return;
    wanted->open(run);
    openScreen(name);
}

void MainWindow::openReport(std::int64_t run) {
    if (auto* reports = screen(QStringLiteral("reports"))) {
        reports->open(run);
        openScreen(QStringLiteral("reports"));
    }
}

void MainWindow::openHost(const QString& environment, const QString& host) {
    if (auto* setup = screen(QStringLiteral("setup"))) {
        openScreen(QStringLiteral("setup"));
        setup->reveal(environment, host);
    }
}

void MainWindow::declare(const QString& runbook) {
    if (auto* home = screen(QStringLiteral("home"))) {
        openScreen(QStringLiteral("home"));
        home->declare(runbook);
    }
}

void MainWindow::say(const QString& text) {
    m_toasts->say(text);
}

void MainWindow::complain(const QString& what, const QString& why, const QString& next) {
    m_errors->complain(what, why, next);
}

void MainWindow::refreshFrame() {
    const auto made = m_made.find(m_shown);
    const auto run = made == m_made.end() ? 0 : made->second->run();
    m_frame->setState(frameState(*m_desk.library(), m_desk.runs(), m_desk.watched(), run));
    setWindowTitle(m_frame->state().sentence() + QStringLiteral(" - Muster"));
    m_status->refresh();
    if (const auto watched = QString::fromStdString(m_desk.watched()); !watched.isEmpty())
        m_state.set(QStringLiteral("window/environment"), watched);
}

void MainWindow::comeForward() {
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

// One question at a time, in the order in which the hosts asked.
void MainWindow::askHostKey(const ports::HostKeyAsk& ask) {
    m_hostKeys.push_back(ask);
    nextHostKey();
}

void MainWindow::nextHostKey() {
    if (m_hostKeyShown || m_hostKeys.empty())
        return;
    m_hostKeyShown = true;
    const auto ask = m_hostKeys.front();
    m_hostKeys.pop_front();
    auto* dialog = new HostKeyDialog(m_theme, ask, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, ask](int result) {
        m_desk.answerHostKey(ask.ticket, result == QDialog::Accepted);
        m_hostKeyShown = false;
        nextHostKey();
    });
    dialog->open();
}

void MainWindow::keepGeometry() {
    if (isVisible())
        m_state.set(QStringLiteral("window/geometry"), saveGeometry());
}

void MainWindow::keepUnfinished() {
    for (const auto& [name, made] : m_made)
        m_state.set(QStringLiteral("unfinished/") + name, made->unfinished());
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    keepGeometry();
}

void MainWindow::moveEvent(QMoveEvent* event) {
    QMainWindow::moveEvent(event);
    keepGeometry();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    keepUnfinished();
    keepGeometry();
    const auto running = runningNow(m_desk, QDateTime::currentMSecsSinceEpoch());
    if (running.empty() || m_closing) {
        event->accept();
        return;
    }
    event->ignore();
    if (findChild<CloseDialog*>())
        return;
    auto* dialog = new CloseDialog(m_theme, running, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, dialog, running] {
        switch (dialog->choice()) {
        case CloseDialog::stay:
            return;
        case CloseDialog::leaveAndClose:
            m_closing = true;
            close();
            return;
        case CloseDialog::stopAndClose:
            break;
        }
        m_closing = true;
        say(QStringLiteral("Stopping what runs; the window closes then"));
        for (const auto& each : running) {
            if (each.drill)
                m_desk.stopDrill(each.run);
            else
                m_desk.stopAct(each.run);
        }
    });
    dialog->open();
}

void MainWindow::closeWhenQuiet() {
    if (m_closing && runningNow(m_desk, QDateTime::currentMSecsSinceEpoch()).empty())
        close();
}

} // namespace muster::ui
