#include "ui/shell/MainWindow.h"

#include "ui/shell/DeskEvents.h"
#include "ui/shell/Frame.h"
#include "ui/shell/Rail.h"
#include "ui/shell/StatusLine.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QStackedWidget>

namespace muster::ui {

MainWindow::MainWindow(ports::Desk& desk, DeskEvents& events, Theme& theme, std::vector<ScreenEntry> screens)
    : m_desk(desk), m_events(events), m_theme(theme), m_entries(std::move(screens)) {
    setObjectName(QStringLiteral("window"));
    resize(1440, 900);
    m_frame = new Frame(theme, this);
    auto* content = new QWidget(m_frame);
    m_rail = new Rail(theme, m_entries, content);
    m_stack = new QStackedWidget(content);
    m_stack->setObjectName(QStringLiteral("screens"));
    m_status = new StatusLine(desk, theme, content);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    m_frame->setContent(content);
    setCentralWidget(m_frame);

    connect(m_rail, &Rail::chosen, this, &MainWindow::openScreen);
    connect(&events, &DeskEvents::libraryIsNew, this, &MainWindow::refreshFrame);
    connect(&events, &DeskEvents::runsAreNew, this, &MainWindow::refreshFrame);
    connect(&events, &DeskEvents::healthIsNew, this, &MainWindow::refreshFrame);
    refreshFrame();
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
        openScreen(reports->name());
    }
}

void MainWindow::declare(const QString& runbook) {
    if (auto* home = screen(QStringLiteral("home"))) {
        openScreen(home->name());
        home->declare(runbook);
    }
}

void MainWindow::say(const QString& text) {
    Q_UNUSED(text)
}

void MainWindow::complain(const QString& what, const QString& why, const QString& next) {
    Q_UNUSED(what)
    Q_UNUSED(why)
    Q_UNUSED(next)
}

void MainWindow::refreshFrame() {
    auto* shown = m_shown.isEmpty() ? nullptr : screen(m_shown);
    m_frame->setState(
        frameState(*m_desk.library(), m_desk.runs(), m_desk.watched(), shown ? shown->run() : 0));
    setWindowTitle(m_frame->state().sentence() + QStringLiteral(" - Muster"));
    m_status->refresh();
}

} // namespace muster::ui
