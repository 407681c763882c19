#include "ui/drills/DrillPage.h"

#include "models/report/Standing.h"
#include "ui/drills/DrillAbout.h"
#include "ui/drills/DrillHistory.h"
#include "ui/drills/DrillRunView.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>

namespace muster::ui {
namespace {

enum Tab { resultTab, historyTab, whatTab };

} // namespace

DrillPage::DrillPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_theme(theme) {
    build(events);
}

void DrillPage::build(DeskEvents& events) {
    auto* column = new QVBoxLayout(this);
    const int pad = m_theme.space(Space::wide);
    column->setContentsMargins(pad, m_theme.space(Space::large), m_theme.space(Space::large), 0);
    column->setSpacing(m_theme.space(Space::small));

    m_title = new WrapLabel({}, this);
    m_title->setObjectName(QStringLiteral("drill.title"));
    Theme::setType(m_title, Type::title);
    m_runIt = new Button(m_theme, tr("Drill: run it …"), QStringLiteral("drill.runIt"), this,
                         Button::Kind::primary);
    m_runIt->setGlyph(QStringLiteral("play"));
    auto* top = new QHBoxLayout;
    new Bend(top, this, m_theme, 560);
    top->addWidget(m_title, 1);
    top->addWidget(m_runIt, 0, Qt::AlignTop | Qt::AlignLeft);
    column->addLayout(top);

    const auto quiet = [&](Role role) {
        auto* label = new WrapLabel({}, this);
        Theme::setType(label, Type::small);
        Theme::setTone(label, role);
        return label;
    };
    const auto withIcon = [&](QLabel*& icon, WrapLabel*& text, Role role) {
        icon = new QLabel(this);
        text = quiet(role);
        auto* row = new QHBoxLayout;
        row->setSpacing(m_theme.space(Space::small));
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        column->addLayout(row);
    };
    m_about = quiet(Role::faint);
    column->addWidget(m_about);
    withIcon(m_freshIcon, m_fresh, Role::text);
    m_fresh->setObjectName(QStringLiteral("drill.freshness"));
    withIcon(m_obstacleIcon, m_obstacle, Role::warning);
    m_obstacle->setObjectName(QStringLiteral("drill.obstacle"));

    auto* card = new Card(m_theme, this, Role::raised);
    card->setObjectName(QStringLiteral("drill.interrupted"));
    m_interrupted = card;
    m_interruptedText = new WrapLabel({}, card);
    m_putBack = new Button(m_theme, tr("Drill: put back now"), QStringLiteral("drill.putBack"), card,
                           Button::Kind::primary);
    auto* row = new QHBoxLayout;
    row->addWidget(m_interruptedText, 1);
    row->addWidget(m_putBack, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    column->addWidget(card);

    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("drill.tabs"));
    m_tabs->setAccessibleName(tr("Parts of the drill"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const auto& word : {tr("Last result"), tr("History"), tr("What it does")})
        m_tabs->addTab(word);
    column->addWidget(m_tabs);

    m_stack = new QStackedWidget(this);
    m_result = new QStackedWidget(m_stack);
    m_run = new DrillRunView(m_desk, events, m_theme, m_result);
    m_result->addWidget(m_run);
    m_result->addWidget(new EmptyState(
        m_theme, QStringLiteral("drills"), tr("This drill has not been run here"),
        tr("Run it: it breaks what it says under “What it does”, recovers by the runbook, and measures how "
           "long that took and what was lost."),
        m_result));
    m_history = new DrillHistory(m_desk, m_theme, m_stack);
    m_what = new DrillAbout(m_theme, m_stack);
    m_stack->addWidget(m_result);
    m_stack->addWidget(m_history);
    m_stack->addWidget(m_what);
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &DrillPage::showTab);
    connect(m_runIt, &QPushButton::clicked, this, &DrillPage::runAsked);
    connect(m_putBack, &QPushButton::clicked, this, [this]() { emit putBackAsked(m_line.openRun); });
    connect(m_run, &DrillRunView::stopAsked, this, &DrillPage::stopAsked);
    connect(m_run, &DrillRunView::reportAsked, this, &DrillPage::reportAsked);
    connect(m_run, &DrillRunView::failed, this, &DrillPage::failed);
    connect(m_history, &DrillHistory::runChosen, this, &DrillPage::openRun);
}

void DrillPage::header(const DrillLine& line) {
    m_title->setText(line.title);
    const auto library = m_desk.library();
    const auto* entry = findDrill(*library, line.id);
    QString about = tr("Exercises %1").arg(line.about);
    const auto* runbook = entry == nullptr ? nullptr : findRunbook(*library, entry->runbook);
    const auto* where = findEnvironment(*library, m_desk.watched());
    if (runbook != nullptr && where != nullptr) {
        const auto service = where->services.find(runbook->runbook.service);
        const auto target = [](const std::optional<Milliseconds>& value) {
            return value ? said(report::spoken(static_cast<double>(value->count()) / 1e3)) : tr("none");
        };
        const auto& own = runbook->runbook;
        if (service != where->services.end())
            about += tr(" · targets RTO %1, RPO %2")
                         .arg(target(own.rto ? own.rto : service->second.rto),
                              target(own.rpo ? own.rpo : service->second.rpo));
        about += tr(" · on %1").arg(environmentTitle(*library, where->name));
    }
    m_about->setText(about);

    const int side = m_theme.pixels(15);
    QString fresh = said(line.freshness.words);
    if (!fresh.isEmpty())
        fresh[0] = fresh[0].toUpper();
    m_fresh->setText(fresh);
    const Role role = line.freshness.runbookChanged ? Role::warning : Role::faint;
    Theme::setTone(m_fresh, role);
    m_freshIcon->setPixmap(
        m_theme
            .icon(line.freshness.runbookChanged ? QStringLiteral("warning") : QStringLiteral("clock"), role)
            .pixmap(side, side));

    const auto readOnly = m_desk.readOnly();
    const auto obstacle = line.obstacle ? line.obstacle : readOnly;
    m_obstacle->setVisible(obstacle.has_value());
    m_obstacleIcon->setVisible(obstacle.has_value());
    if (obstacle) {
        m_obstacle->setText(
            tr("It does not run here: %1. Next: %2.")
                .arg(said(obstacle->why.empty() ? obstacle->what : obstacle->why), said(obstacle->next)));
        m_obstacleIcon->setPixmap(m_theme.icon(QStringLiteral("lock"), Role::warning).pixmap(side, side));
    }
    m_runIt->setVisible(line.openRun == 0);
    m_runIt->setEnabled(!obstacle);
    m_runIt->setToolTip(obstacle ? said(obstacle->why).toHtmlEscaped()
                                 : tr("Asks first, and says what it will break"));
    m_interrupted->setVisible(line.interrupted);
    m_putBack->setEnabled(!readOnly);
    if (line.interrupted)
        m_interruptedText->setText(tr("Run %1 of this drill was interrupted. What it broke may still be "
                                      "broken. It cannot be resumed, since its measurement has "
                                      "a hole: put it back, then run it again.")
                                       .arg(line.openRun));
}

void DrillPage::setLine(const DrillLine& line) {
    const bool another = line.id != m_line.id;
    const bool began = line.openRun != 0 && !line.interrupted && m_line.openRun != line.openRun;
    if (another || began)
        m_asked = 0;
    m_line = line;
    header(line);
    std::vector<ports::RunSummary> runs;
    for (const auto& each : m_desk.runs())
        if (each.kind == "drill" && each.drill == line.id && each.environment == m_desk.watched() &&
            !each.verdict.empty())
            runs.push_back(each);
    const std::int64_t newest = line.openRun != 0 ? line.openRun : runs.empty() ? 0 : runs.front().run;
    const std::int64_t shown = m_asked != 0 ? m_asked : newest;
    m_tabs->setTabText(resultTab, line.openRun != 0 && shown == line.openRun && !line.interrupted ? tr("Now")
                                  : shown != 0 && shown != newest ? tr("Run %1").arg(shown)
                                                                  : tr("Last result"));
    m_result->setCurrentIndex(shown == 0 ? 1 : 0);
    m_run->showRun(shown);
    m_history->setRuns(std::move(runs));
    const auto library = m_desk.library();
    if (const auto* entry = findDrill(*library, line.id))
        m_what->setDrill(*entry, findEnvironment(*library, m_desk.watched()));
    if (another)
        m_tabs->setCurrentIndex(shown == 0 ? whatTab : resultTab);
    else if (began)
        m_tabs->setCurrentIndex(resultTab);
    emit runIsShown();
}

void DrillPage::openRun(std::int64_t run) {
    m_asked = run;
    setLine(m_line);
    m_tabs->setCurrentIndex(resultTab);
}

std::int64_t DrillPage::run() const {
    return m_tabs->currentIndex() == resultTab ? m_run->run() : 0;
}

void DrillPage::showTab(int tab) {
    m_stack->setCurrentIndex(tab);
    emit runIsShown();
}

} // namespace muster::ui
