#include "ui/incident/FinishPage.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/CardScroll.h"
#include "ui/incident/ChecklistView.h"
#include "ui/incident/Clock.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"

#include <QDateTime>
#include <algorithm>

namespace muster::ui {
namespace {

using ports::Stage;

QString closedWords(const report::Report& report) {
    const auto& verdict = report.verdict;
    if (verdict == "completed")
        return QStringLiteral("Closed: completed");
    if (verdict == "rehearsed")
        return QStringLiteral("Closed: rehearsed, nothing was changed");
    return QStringLiteral("Closed: ") + shown(verdict);
}

} // namespace

FinishPage::FinishPage(Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_glyph(new Glyph(theme, this)),
      m_title(words({}, Type::heading, Role::text, this)), m_why(words({}, Type::body, Role::faint, this)),
      m_figuresArea(new QWidget(this)), m_left(words({}, Type::strong, Role::text, this)),
      m_trouble(words({}, Type::body, Role::bad, this)),
      m_close(new ActButton(theme, ActButton::Kind::primary, QStringLiteral("Close the incident"), this)),
      m_report(new ActButton(theme, ActButton::Kind::plain, QStringLiteral("Open the report"), this)),
      m_checklist(new ChecklistView(theme, this)) {
    setObjectName(QStringLiteral("finishPage"));
    setProperty("card", true);
    Theme::setPanel(this, Role::surface);
    m_title->setObjectName(QStringLiteral("finishTitle"));
    m_why->setObjectName(QStringLiteral("finishWhy"));
    m_left->setObjectName(QStringLiteral("finishLeft"));
    m_trouble->setObjectName(QStringLiteral("finishTrouble"));
    m_close->setObjectName(QStringLiteral("close"));
    m_close->setGlyph(QStringLiteral("check"));
    m_close->setHint(QStringLiteral("Ctrl+Shift+Enter"));
    m_report->setObjectName(QStringLiteral("openReport"));
    m_report->setGlyph(QStringLiteral("reports"));
    m_trouble->hide();

    auto* column = new QVBoxLayout(this);
    pad(theme, column, {20, 16, 20, 16, 12});
    auto* head = new QHBoxLayout;
    pad(theme, head, even(0, 10));
    head->addWidget(m_glyph, 0, Qt::AlignTop);
    auto* titles = new QVBoxLayout;
    pad(theme, titles, even(0, 2));
    titles->addWidget(m_title);
    titles->addWidget(m_why);
    head->addLayout(titles, 1);
    column->addLayout(head);
    m_figures = new QVBoxLayout(m_figuresArea);
    pad(theme, m_figures, even(0, 4));
    column->addWidget(m_figuresArea);
    auto* buttons = new QHBoxLayout;
    pad(theme, buttons, {0, 2, 0, 6, 10});
    buttons->addWidget(m_close);
    buttons->addWidget(m_report);
    buttons->addStretch(1);
    column->addWidget(m_trouble);
    column->addLayout(buttons);
    column->addWidget(m_left);
    auto* scroll = new CardScroll(this);
    m_checklist->setProperty("scrolled", true);
    scroll->setContent(m_checklist);
    column->addWidget(scroll, 1);

    connect(m_close, &ActButton::chosen, this, [this] {
        m_close->setEnabled(false);
        emit closeAsked();
    });
    connect(m_report, &ActButton::chosen, this, &FinishPage::reportAsked);
}

void FinishPage::show(const std::shared_ptr<const ports::RunView>& view) {
    m_view = view;
    if (!view || !view->state || !view->report)
        return;
    const bool closed = view->stage == Stage::closed;
    const bool over = closed || view->stage == Stage::finished;
    const bool halted = view->state->halted || view->state->cancelled;
    QString title = QStringLiteral("Post-incident checklist");
    QString why = QStringLiteral("It can be ticked at any time, also after the incident is closed.");
    if (closed) {
        title = closedWords(*view->report);
        QStringList reasons;
        for (const auto& each : view->report->why)
            reasons << shown(each);
        why = reasons.join(QStringLiteral("; "));
    } else if (over) {
        title = halted ? QStringLiteral("The run was stopped") : QStringLiteral("The runbook is at its end");
        why = view->state->cancelled ? shown(*view->state->cancelled)
              : view->closable
                  ? QStringLiteral(
                        "Look whether all is well, then close it. Notes and the checklist stay open.")
                  : QStringLiteral("It can be closed as soon as what runs has ended.");
    }
    m_title->setText(title);
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    const auto look =
        !over ? StateLook{{}, QStringLiteral("list"), Role::faint} : stateLook(halted ? "skipped" : "done");
    m_glyph->show(look.icon, look.role, title);
    tellFigures();
    m_figuresArea->setVisible(over);

    const auto& items = view->report->checklist;
    const auto open = std::count_if(items.begin(), items.end(), [](const auto& item) { return !item.done; });
    m_left->setText(items.empty() ? QString()
                    : open == 0   ? QStringLiteral("Checklist: all %1 items are done").arg(items.size())
                                  : QStringLiteral("Checklist: %1 of %2 left").arg(open).arg(items.size()));
    m_left->setVisible(!items.empty());
    m_checklist->show(items);
    m_checklist->setVisible(!items.empty());

    m_close->setVisible(over && !closed);
    if (view->closable && !m_wasClosable)
        m_close->arm();
    m_wasClosable = view->closable;
    m_close->setEnabled(view->closable && !closed);
    if (closed)
        m_report->setKind(ActButton::Kind::primary);
}

void FinishPage::tellFigures() {
    empty(m_figures);
    const auto clock = readClock(*m_view, QDateTime::currentMSecsSinceEpoch());
    using Alarm = ClockReading::Alarm;
    const bool rehearsal = m_view->state->mode == incident::Mode::rehearsal;
    const auto add = [&](const QString& icon, Role role, const QString& text) {
        auto* row = new QHBoxLayout;
        pad(m_theme, row, even(0, 8));
        auto* glyph = new Glyph(m_theme, m_figuresArea);
        glyph->show(icon, role, text);
        row->addWidget(glyph, 0, Qt::AlignTop);
        row->addWidget(words(text, Type::body, Role::text, m_figuresArea), 1);
        m_figures->addLayout(row);
    };
    if (rehearsal) {
        add(QStringLiteral("eye"), Role::faint,
            QStringLiteral(
                "A rehearsal: steps that change something were only shown, and nothing was measured."));
        return;
    }
    if (!clock.recovered.isEmpty())
        add(clock.recoveryStable ? QStringLiteral("check") : QStringLiteral("clock"),
            clock.recoveryStable ? Role::good : Role::warning, clock.recovered);
    else
        add(QStringLiteral("question"), Role::warning,
            QStringLiteral(
                "Recovery unknown: the probes have seen no unbroken run of good writes since the fault."));
    const bool back = m_view->recoveredUtcMs != 0;
    add(clock.alarm == Alarm::over ? QStringLiteral("cross")
        : back                     ? QStringLiteral("check")
                                   : QStringLiteral("clock"),
        clock.alarm == Alarm::over ? Role::bad
        : back                     ? Role::good
                                   : Role::faint,
        QStringLiteral("RTO: %1 %2").arg(clock.figure, clock.words));
    if (back && !clock.recoveryStable && m_view->stage != Stage::closed)
        add(QStringLiteral("warning"), Role::warning,
            QStringLiteral(
                "Close it when it is called stable: closed before that, the report says that the RTO "
                "was not measured."));
    const bool known = m_view->report->rpo.has_value();
    add(known ? QStringLiteral("check") : QStringLiteral("question"), known ? Role::good : Role::faint,
        QStringLiteral("RPO %1: %2").arg(clock.rpo, clock.rpoWhy));
}

void FinishPage::closeRefused(const Error& error) {
    m_trouble->setText(shown(error.text()));
    m_trouble->show();
    m_close->setEnabled(m_view && m_view->closable);
    takeFocus();
}

void FinishPage::takeFocus() {
    if (m_close->isVisibleTo(this) && m_close->isEnabled())
        m_close->setFocus(Qt::OtherFocusReason);
    else if (m_view && m_view->stage == Stage::closed)
        m_report->setFocus(Qt::OtherFocusReason);
    else if (auto* open = m_checklist->firstOpen())
        open->setFocus(Qt::OtherFocusReason);
}

void FinishPage::pressClose() {
    if (m_close->isVisibleTo(this))
        m_close->press();
}

} // namespace muster::ui
