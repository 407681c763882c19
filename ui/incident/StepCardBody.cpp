// What stands on the card for each state of its step.
#include "ui/incident/ActsView.h"
#include "ui/incident/CardForm.h"
#include "ui/incident/CardScroll.h"
#include "ui/incident/ChoiceBar.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/ReturnedView.h"
#include "ui/incident/RunbookText.h"
#include "ui/incident/StepCard.h"
#include "ui/incident/Words.h"
#include "ui/widgets/ProseView.h"

#include <QDateTime>
#include <QScrollBar>

namespace muster::ui {
namespace {

using ports::Question;
using ports::Stage;

constexpr int lastLinesShown = 8;

} // namespace

QLabel* StepCard::say(const QString& text, Type type, Role tone) {
    auto* label = words(text, type, tone, m_scroll->widget());
    m_body->addWidget(label);
    return label;
}

void StepCard::headline(const QString& icon, Role role, const QString& text) {
    auto* row = new QHBoxLayout;
    pad(m_theme, row, even(0, 8));
    auto* glyph = new Glyph(m_theme, m_scroll->widget());
    glyph->show(icon, role, text);
    row->addWidget(glyph, 0, Qt::AlignTop);
    row->addWidget(words(text, Type::strong, role, m_scroll->widget()), 1);
    m_body->addLayout(row);
}

void StepCard::buildQuestion(const Question& question) {
    switch (question.kind) {
    case Question::Kind::failed:
    case Question::Kind::unknown:
    case Question::Kind::undoFailed:
        buildFailure(question);
        break;
    case Question::Kind::confirm:
        headline(QStringLiteral("warning"), Role::warning, QStringLiteral("This cannot be undone"));
        break;
    case Question::Kind::confirmUndo:
        headline(QStringLiteral("undo"), Role::warning, QStringLiteral("Undo this step with this command?"));
        break;
    case Question::Kind::approval:
    case Question::Kind::undone:
        say(shown(question.text), Type::body, Role::text);
        break;
    case Question::Kind::decision:
        headline(QStringLiteral("decision"), Role::accent, QStringLiteral("Which of these do you see?"));
        m_wantsRoom = true;
        break;
    default:
        break;
    }
    if (!question.preview.empty()) {
        m_acts = new ActsView(m_theme, m_scroll->widget());
        m_acts->show(question.preview, m_view->documents->environment, false);
        m_body->addWidget(m_acts);
    } else if (const auto* at = step(); at != nullptr && question.kind == Question::Kind::begin) {
        if (!question.previewTrouble.empty()) {
            headline(QStringLiteral("warning"), Role::warning,
                     QStringLiteral("What will run cannot be shown now"));
            say(shown(question.previewTrouble), Type::body, Role::text);
        }
        showActs(*at);
    }
    if (question.simulated)
        say(QStringLiteral(
                "This is a rehearsal. The step is shown and recorded; nothing on the host is changed."),
            Type::small, Role::faint);
    if (auto* form = formFor(question, m_theme, m_scroll->widget())) {
        m_form = form;
        m_wantsRoom = true;
        m_body->addWidget(form);
        connect(form, &CardForm::edited, this, [this] {
            m_trouble->hide();
            applyReady();
        });
        connect(form, &CardForm::completed, this, [this] {
            applyReady();
            if (m_choices->primary() != nullptr && m_choices->primary()->isEnabled())
                m_choices->primary()->setFocus(Qt::TabFocusReason);
        });
    }
    m_choices->offer(question, *m_view->documents);
    applyRestored();
}

void StepCard::buildFailure(const Question& question) {
    const bool unknown = question.kind == Question::Kind::unknown;
    const bool undo = question.kind == Question::Kind::undoFailed;
    headline(
        unknown ? QStringLiteral("question") : QStringLiteral("cross"), unknown ? Role::warning : Role::bad,
        unknown ? QStringLiteral("Nobody knows whether it happened. Look at the target before you choose.")
        : undo  ? QStringLiteral("Its undo failed")
                : QStringLiteral("The step failed. This is what came back:"));
    auto acts = actsOf(undo ? "undo" : "action", true);
    auto* returned = new ReturnedView(m_desk, m_theme, m_scroll->widget());
    returned->show(acts, lastLinesShown, true);
    m_body->addWidget(returned);
    if (acts.empty())
        say(shown(question.text), Type::body, Role::text);
    const auto book = m_view->documents->runbooks.find(question.runbook);
    const auto* at = step();
    if (book == m_view->documents->runbooks.end() || at == nullptr || undo)
        return;
    const auto advice = sectionProse(book->second, *at, "If it fails");
    const auto diagnosed = actsOf("if-it-fails", true);
    if (advice.empty() && diagnosed.empty())
        return;
    say(QStringLiteral("What the runbook says"), Type::strong, Role::text);
    if (!advice.empty()) {
        auto* prose = new ProseView(m_theme, m_scroll->widget());
        prose->setObjectName(QStringLiteral("ifItFails"));
        prose->setProse(shown(advice));
        m_body->addWidget(prose);
    }
    if (!diagnosed.empty()) {
        auto* seen = new ReturnedView(m_desk, m_theme, m_scroll->widget());
        seen->show(diagnosed, 2 * lastLinesShown, false);
        m_body->addWidget(seen);
    }
}

void StepCard::showActs(const runbook::Step& at) {
    if (!at.action || at.action->text.empty() || at.action->target.empty())
        return;
    ports::Preview act;
    act.host = at.action->target;
    act.kind = at.action->kind == runbook::ActionKind::http  ? "http"
               : at.action->kind == runbook::ActionKind::sql ? "sql"
                                                             : "sh";
    act.text = at.action->text;
    m_acts = new ActsView(m_theme, m_scroll->widget());
    m_acts->show({act}, m_view->documents->environment, true);
    m_body->addWidget(m_acts);
}

void StepCard::buildRunning() {
    if (m_view->stage == Stage::acting) {
        m_running = say({}, Type::strong, Role::text);
        m_running->setObjectName(QStringLiteral("runningFor"));
        tick(QDateTime::currentMSecsSinceEpoch());
    }
    const auto* at = step();
    if (m_previewVisit == m_row.visit && m_previewVisit != 0 && !m_previews.empty()) {
        m_acts = new ActsView(m_theme, m_scroll->widget());
        m_acts->show(m_previews, m_view->documents->environment, false);
        m_body->addWidget(m_acts);
    } else if (at != nullptr) {
        showActs(*at);
    }
    if (m_view->stage == Stage::acting)
        m_choices->offerStop();
}

void StepCard::buildPast() {
    const auto* at = step();
    const auto* reported = told();
    if (reported != nullptr && m_row.visit != 0) {
        if (!reported->reason.empty())
            say(QStringLiteral("“%1”").arg(shown(reported->reason)) +
                    (reported->person.empty() ? QString()
                                              : QStringLiteral(" – %1").arg(shown(reported->person))),
                Type::body, Role::text);
        if (!reported->decision.empty())
            say(QStringLiteral("Decided: ") + shown(reported->decision), Type::body, Role::text);
        for (const auto& seen : reported->observed)
            say(QStringLiteral("Observed: ") + shown(seen), Type::body, Role::text);
        auto acts = actsOf({}, false);
        if (m_current && m_view->stage == Stage::interrupted)
            for (auto& act : acts)
                if (act.result == "open")
                    act.result = "unknown";
        if (!acts.empty()) {
            auto* returned = new ReturnedView(m_desk, m_theme, m_scroll->widget());
            returned->show(acts, 0, true);
            m_body->addWidget(returned);
        }
    } else if (m_row.visit == 0) {
        say(m_row.state == "left-out" ? QStringLiteral("The run went past this step.")
                                      : QStringLiteral("This step comes later."),
            Type::small, Role::faint);
    }
    if (at != nullptr) {
        showActs(*at);
        for (const auto& tick : at->ticks)
            say(QStringLiteral("· ") + shown(tick.text), Type::body, Role::faint);
    }
}

} // namespace muster::ui
