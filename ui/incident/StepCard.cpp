#include "ui/incident/StepCard.h"

#include "ui/incident/ActsView.h"
#include "ui/incident/CardForm.h"
#include "ui/incident/CardScroll.h"
#include "ui/incident/ChoiceBar.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/ProseView.h"

#include <QDateTime>
#include <QScrollBar>
#include <algorithm>

namespace muster::ui {
namespace {

using ports::Question;
using ports::Stage;

QString questionKey(const Question& question) {
    QString key =
        QString::number(static_cast<int>(question.kind)) + QLatin1Char('/') + QString::number(question.at);
    for (const auto& choice : question.choices)
        key += QLatin1Char('/') + QString::fromStdString(choice.id);
    for (const auto& act : question.preview)
        key += QLatin1Char('/') + QString::fromStdString(act.host + act.text);
    return key + QString::fromStdString(question.text + question.previewTrouble);
}

} // namespace

StepCard::StepCard(ports::Desk& desk, Theme& theme, QWidget* parent)
    : QFrame(parent), m_desk(desk), m_theme(theme), m_glyph(new Glyph(theme, this)),
      m_title(words({}, Type::heading, Role::text, this)), m_state(words({}, Type::small, Role::faint, this)),
      m_facts(words({}, Type::small, Role::faint, this)), m_scroll(new CardScroll(this)),
      m_trouble(words({}, Type::body, Role::bad, this)), m_choices(new ChoiceBar(theme, this)) {
    setObjectName(QStringLiteral("stepCard"));
    setProperty("card", true);
    Theme::setPanel(this, Role::surface);
    setFocusPolicy(Qt::ClickFocus);
    m_title->setObjectName(QStringLiteral("stepTitle"));
    m_state->setObjectName(QStringLiteral("stepState"));
    m_state->setWordWrap(false);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_facts->setObjectName(QStringLiteral("stepFacts"));
    m_trouble->setObjectName(QStringLiteral("stepTrouble"));

    auto* column = new QVBoxLayout(this);
    pad(theme, column, {20, 16, 20, 16, 10});
    auto* head = new QHBoxLayout;
    pad(theme, head, even(0, 10));
    head->addWidget(m_glyph, 0, Qt::AlignTop);
    auto* titles = new QVBoxLayout;
    pad(theme, titles, even(0, 2));
    titles->addWidget(m_title);
    titles->addWidget(m_facts);
    auto* beside = new QHBoxLayout;
    pad(theme, beside, even(0, 10));
    new Bend(beside, this, theme, 420);
    beside->addLayout(titles, 1);
    beside->addWidget(m_state, 0, Qt::AlignTop | Qt::AlignLeft);
    head->addLayout(beside, 1);
    column->addLayout(head);

    auto* inside = new QWidget;
    inside->setProperty("scrolled", true);
    m_body = new QVBoxLayout(inside);
    pad(theme, m_body, {0, 0, 4, 0, 12});
    m_scroll->setContent(inside);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_trouble);
    column->addWidget(m_choices);
    m_trouble->hide();

    connect(m_choices, &ChoiceBar::decided, this, &StepCard::decide);
    connect(m_choices, &ChoiceBar::stopAsked, this, &StepCard::stopAsked);
    connect(m_choices, &ChoiceBar::resumeAsked, this, [this] {
        m_choices->setBusy(true);
        emit resumeAsked();
    });
}

const runbook::Step* StepCard::step() const {
    const auto found = m_view->documents->runbooks.find(m_row.position.runbook);
    return found == m_view->documents->runbooks.end() ? nullptr : found->second.find(m_row.position.step);
}

const report::Step* StepCard::told() const {
    if (!m_view->report)
        return nullptr;
    for (const auto& each : m_view->report->steps)
        if (each.runbook == m_row.position.runbook && each.step == m_row.position.step)
            return &each;
    return nullptr;
}

std::vector<report::Act> StepCard::actsOf(const std::string& part, bool lastAttempt) const {
    std::vector<report::Act> out;
    const auto* reported = told();
    if (reported == nullptr)
        return out;
    std::int64_t last = 0;
    for (const auto& act : reported->acts)
        if (act.part == part)
            last = std::max(last, act.attempt);
    for (const auto& act : reported->acts)
        if ((part.empty() || act.part == part) && (!lastAttempt || act.attempt == last))
            out.push_back(act);
    return out;
}

QString StepCard::identity() const {
    QString key =
        QStringLiteral("%1/%2/%3/%4")
            .arg(QString::fromStdString(m_row.position.runbook), QString::fromStdString(m_row.position.step))
            .arg(m_row.visit)
            .arg(m_current);
    if (!m_current)
        return key + QString::fromStdString(m_row.state);
    key += QLatin1Char('/') + QString::number(static_cast<int>(m_view->stage));
    if (m_view->stage == Stage::asking && m_view->question) {
        key += questionKey(*m_view->question);
        // The same words asked after another attempt are another question.
        if (const auto* visit = m_view->state->visit(m_view->question->at))
            key += QStringLiteral("/%1/%2/%3")
                       .arg(visit->acts.size())
                       .arg(visit->grantedAttempt)
                       .arg(visit->approvals);
    }
    for (const auto& acting : m_view->acting)
        key += QLatin1Char('/') + QString::fromStdString(acting.host);
    return key;
}

void StepCard::show(const std::shared_ptr<const ports::RunView>& view, const OutlineRow& row, bool current) {
    m_view = view;
    m_row = row;
    m_current = current;
    if (current && view->stage == Stage::asking && view->question && !view->question->preview.empty()) {
        m_previewVisit = view->question->at;
        m_previews = view->question->preview;
    }
    // Between two states there is nothing to read: what is there stays, but takes no answer.
    if (current && view->stage == Stage::working && !m_shown.isEmpty() && m_choices->isVisibleTo(this)) {
        m_choices->setBusy(true);
        buildHead();
        return;
    }
    const QString now = identity();
    if (now == m_shown) {
        buildHead();
        return;
    }
    m_shown = now;
    build();
}

void StepCard::buildHead() {
    const auto* at = step();
    const bool undoing = m_view->question && m_view->question->kind == Question::Kind::undone && m_current;
    m_title->setText(undoing ? shown(m_view->question->title)
                             : (m_row.number.isEmpty() ? QString() : m_row.number + QStringLiteral("  ")) +
                                   m_row.text);
    auto look = stateLook(m_row.state);
    const auto* question =
        m_current && m_view->stage == Stage::asking && m_view->question ? &*m_view->question : nullptr;
    if (question != nullptr && question->simulated)
        look = {QStringLiteral("rehearsal: it is only shown"), QStringLiteral("eye"), Role::faint};
    m_glyph->show(look.icon, look.role, look.word);
    QString state = look.word;
    if (!m_current && m_row.actual && m_row.state != "not-reached")
        state += QStringLiteral(" · ") + stepTime(m_row.actual);
    m_state->setText(state);
    Theme::setTone(m_state, look.role);

    QStringList facts;
    std::string risk = question != nullptr ? question->risk : std::string();
    if (at != nullptr && at->action && risk.empty() && !at->action->target.empty())
        risk = riskOf(*at->action);
    const bool toldBelow = question != nullptr && !question->preview.empty();
    if (undoing) // the card is about the way on, not about this step
        risk.clear();
    if (at != nullptr && at->action && !at->action->target.empty() && !toldBelow && !undoing)
        facts << QStringLiteral("on ") + shown(at->action->target);
    if (!risk.empty())
        facts << riskWord(risk);
    if (m_row.planned && !undoing)
        facts << QStringLiteral("planned ") + stepTime(m_row.planned);
    if (m_row.times > 1)
        facts << QStringLiteral("visited %1 times").arg(m_row.times);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setToolTip(risk.empty() ? QString() : riskMeaning(risk));
    m_facts->setVisible(!facts.isEmpty());
    setAccessibleName(QStringLiteral("Step %1: %2, %3").arg(m_row.number, m_row.text, state));
}

void StepCard::build() {
    m_running = nullptr;
    m_acts = nullptr;
    m_form = nullptr;
    m_wantsRoom = false;
    m_trouble->hide();
    empty(m_body);
    m_choices->clear();
    buildHead();
    const auto* at = step();
    if (at != nullptr && !at->prose.empty()) {
        auto* prose = new ProseView(m_theme, m_scroll->widget());
        prose->setObjectName(QStringLiteral("prose"));
        prose->setProse(shown(at->prose));
        m_body->addWidget(prose);
    }
    if (!m_current)
        buildPast();
    else if (m_view->stage == Stage::asking && m_view->question)
        buildQuestion(*m_view->question);
    else if (m_view->stage == Stage::acting || m_view->stage == Stage::working)
        buildRunning();
    else if (m_view->stage == Stage::interrupted) {
        buildPast();
        m_choices->offerResume();
    } else
        buildPast();
    m_body->addStretch(1);
    m_choices->setVisible(m_current && m_view->stage != Stage::broken && m_view->stage != Stage::closed);
    m_scroll->verticalScrollBar()->setValue(0);
    m_scroll->updateGeometry();
    applyReady();
}

void StepCard::applyRestored() {
    if (m_restored.isEmpty() || !m_current || !m_view || !m_view->question || m_view->stage != Stage::asking)
        return;
    const auto& question = *m_view->question;
    if (m_restored.value(QStringLiteral("visit")).toInt() != question.at ||
        m_restored.value(QStringLiteral("kind")).toInt() != static_cast<int>(question.kind))
        return;
    const auto kept = std::exchange(m_restored, {});
    if (m_form != nullptr)
        m_form->restore(kept.value(QStringLiteral("form")).toMap());
    m_choices->restore(kept.value(QStringLiteral("choice")).toMap());
    applyReady();
}

void StepCard::tick(std::int64_t now) {
    if (m_running == nullptr || m_view == nullptr)
        return;
    QStringList hosts;
    std::int64_t since = now;
    for (const auto& acting : m_view->acting) {
        hosts << shown(acting.host);
        since = std::min(since, acting.sinceUtcMs);
    }
    QString text = hosts.isEmpty() ? QStringLiteral("Running")
                                   : QStringLiteral("Running on %1").arg(hosts.join(QStringLiteral(", ")));
    text += QStringLiteral(" for ") + clockTime(now - since);
    if (m_row.planned)
        text += QStringLiteral(", planned ") + stepTime(m_row.planned);
    if (m_running->text() != text)
        m_running->setText(text);
}

void StepCard::applyReady() {
    const auto* form = m_form;
    m_choices->setReady([form](const std::string& choice) { return form == nullptr || form->ready(choice); });
}

void StepCard::decide(const QString& choice, const QString& reason) {
    ports::Answer answer;
    answer.choice = choice.toStdString();
    if (m_view->question)
        answer.at = m_view->question->at;
    const auto id = answer.choice;
    const bool filled = id == "done" || id == "confirm" || id == "approve" || id == "sent" || id == "kept";
    if (m_form != nullptr && filled) {
        if (const QString missing = m_form->fill(answer); !missing.isEmpty()) {
            m_trouble->setText(missing);
            m_trouble->show();
            if (auto* first = m_form->first())
                first->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    if (id != "confirm")
        answer.reason = reason.toStdString();
    m_trouble->hide();
    m_choices->setBusy(true);
    emit answered(answer);
}

void StepCard::refused(const Error& error) {
    m_choices->setBusy(false);
    applyReady();
    m_trouble->setText(shown(error.text()));
    m_trouble->show();
    takeFocus();
}

void StepCard::takeFocus() {
    if (m_choices->asksReason())
        return;
    QWidget* first = m_form != nullptr ? m_form->first() : nullptr;
    if (first == nullptr)
        first = m_choices->primary();
    if (first == nullptr || !first->isEnabled())
        first = this;
    first->setFocus(Qt::OtherFocusReason);
}

QVariantMap StepCard::unfinished() const {
    if (!m_current || !m_view || !m_view->question)
        return m_restored;
    QVariantMap out{{QStringLiteral("visit"), m_view->question->at},
                    {QStringLiteral("kind"), static_cast<int>(m_view->question->kind)}};
    if (m_form != nullptr)
        out[QStringLiteral("form")] = m_form->unfinished();
    if (const auto choice = m_choices->unfinished(); !choice.isEmpty())
        out[QStringLiteral("choice")] = choice;
    return out.size() > 2 ? out : QVariantMap();
}

void StepCard::restore(const QVariantMap& unfinished) {
    m_restored = unfinished;
    applyRestored();
}

} // namespace muster::ui
