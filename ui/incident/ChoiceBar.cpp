#include "ui/incident/ChoiceBar.h"

#include "ui/incident/ChoiceFlow.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"
#include "ui/widgets/Bend.h"

#include <QApplication>
#include <QGridLayout>
#include <QLineEdit>
#include <algorithm>

namespace muster::ui {
namespace {

using ports::Question;

bool severalWays(Question::Kind kind) {
    switch (kind) {
    case Question::Kind::failed:
    case Question::Kind::unknown:
    case Question::Kind::decision:
    case Question::Kind::confirmUndo:
    case Question::Kind::undoFailed:
    case Question::Kind::undone:
        return true;
    default:
        return false;
    }
}

// What goes on with the work; the engine's first choice where nothing of the kind does.
std::string primaryOf(const Question& question) {
    for (const char* id : {"run", "done", "approve", "sent", "confirm"})
        for (const auto& choice : question.choices)
            if (choice.id == id)
                return id;
    if (question.kind == Question::Kind::confirmUndo)
        return "undo";
    return question.choices.empty() ? std::string() : question.choices.front().id;
}

QString hintOf(const std::string& choice) {
    if (choice == "skip")
        return QStringLiteral("Ctrl+Shift+S");
    if (choice == "by-hand")
        return QStringLiteral("Ctrl+Shift+H");
    if (choice == "undo")
        return QStringLiteral("Ctrl+Shift+Z");
    return {};
}

QString glyphOf(const std::string& choice) {
    if (choice == "run" || choice == "confirm")
        return QStringLiteral("play");
    if (choice == "again")
        return QStringLiteral("refresh");
    if (choice == "by-hand")
        return QStringLiteral("hand");
    if (choice == "skip")
        return QStringLiteral("skip");
    if (choice == "undo")
        return QStringLiteral("undo");
    if (choice == "stop")
        return QStringLiteral("stop");
    if (choice == "sent")
        return QStringLiteral("message");
    if (choice == "done" || choice == "approve")
        return QStringLiteral("check");
    return {};
}

// Short forms for the row, where the words of the engine are too long to stand side by side.
QString shortLabel(const ports::Choice& choice) {
    if (choice.id == "skip")
        return QStringLiteral("Skip…");
    if (choice.id == "by-hand")
        return QStringLiteral("Done by hand…");
    if (choice.id == "undo")
        return QStringLiteral("Undo…");
    if (choice.id == "stop")
        return QStringLiteral("Stop the run…");
    return shown(choice.label);
}

// A branch: its own words, and where it leads.
std::pair<QString, QString> branchWords(const ports::Choice& choice, const Question& question,
                                        const ports::RunDocuments& documents) {
    const auto label = shown(choice.label);
    const auto book = documents.runbooks.find(question.runbook);
    const auto* step = book == documents.runbooks.end() ? nullptr : book->second.find(question.step);
    const auto index =
        choice.id.find(':') == std::string::npos ? std::string() : choice.id.substr(choice.id.find(':') + 1);
    if (step == nullptr || choice.id.compare(0, 7, "branch:") != 0 || index.empty())
        return {label, {}};
    const auto at = QString::fromStdString(index).toULongLong();
    if (at >= step->branches.size())
        return {label, {}};
    const auto& branch = step->branches[at];
    const QString own = shown(branch.label);
    if (branch.go == runbook::Branch::Go::step) {
        const auto& steps = book->second.steps;
        const auto to = std::find_if(steps.begin(), steps.end(),
                                     [&](const auto& each) { return each.slug == branch.step; });
        if (to == steps.end())
            return {own, {}};
        return {own, QStringLiteral("Goes to step %1, %2").arg(to - steps.begin() + 1).arg(shown(to->title))};
    }
    QString title = shown(branch.document);
    for (const auto& [id, other] : documents.runbooks)
        if (other.document.name == branch.document)
            title = shown(other.title);
    return {own, branch.go == runbook::Branch::Go::call
                     ? QStringLiteral("Calls: %1. It comes back here afterwards").arg(title)
                     : QStringLiteral("Goes on in: %1. It does not come back").arg(title)};
}

} // namespace

ChoiceBar::ChoiceBar(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)), m_largeArea(new QWidget(this)),
      m_large(new QGridLayout(m_largeArea)), m_rowArea(new QWidget(this)), m_row(new QHBoxLayout(m_rowArea)),
      m_flow(new ChoiceFlow(Qt::AlignRight)), m_reasonArea(new QWidget(this)) {
    setObjectName(QStringLiteral("choices"));
    pad(theme, m_column, even(0, 10));
    pad(theme, m_large, even(0, 8));
    pad(theme, m_row, even(0, 24));
    pad(theme, m_flow, even(0, 8));
    m_column->addWidget(m_largeArea);
    new Bend(m_row, m_rowArea, theme, 460);
    m_column->addWidget(m_rowArea);
    m_column->addWidget(m_reasonArea);
    m_row->addLayout(m_flow, 1);
    buildReason();
    clear();
}

void ChoiceBar::buildReason() {
    auto* column = new QVBoxLayout(m_reasonArea);
    pad(m_theme, column, even(0, 6));
    m_reasonAsk = words({}, Type::strong, Role::text, m_reasonArea);
    m_reason = new QLineEdit(m_reasonArea);
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reasonAsk->setBuddy(m_reason);
    m_reasonMissing = words({}, Type::small, Role::bad, m_reasonArea);
    m_reasonTake = new ActButton(m_theme, ActButton::Kind::primary, QStringLiteral("Keep"), m_reasonArea);
    m_reasonTake->setObjectName(QStringLiteral("reasonTake"));
    auto* back = new ActButton(m_theme, ActButton::Kind::plain, QStringLiteral("Back"), m_reasonArea);
    back->setObjectName(QStringLiteral("reasonBack"));
    back->setHint(QStringLiteral("Esc"));
    auto* row = new QHBoxLayout;
    pad(m_theme, row, {0, 4, 0, 0, 8});
    row->addWidget(m_reasonTake);
    row->addWidget(back);
    row->addStretch(1);
    column->addWidget(m_reasonAsk);
    column->addWidget(m_reason);
    column->addWidget(m_reasonMissing);
    column->addLayout(row);
    connect(m_reason, &QLineEdit::returnPressed, this, &ChoiceBar::takeReason);
    connect(m_reason, &QLineEdit::textEdited, this, [this] { m_reasonMissing->hide(); });
    connect(m_reasonTake, &ActButton::chosen, this, &ChoiceBar::takeReason);
    connect(back, &ActButton::chosen, this, &ChoiceBar::leaveReason);
}

void ChoiceBar::clear() {
    m_buttons.clear();
    m_primary = nullptr;
    m_held = false;
    m_wanting.clear();
    m_busy = false;
    m_question = {};
    empty(m_large);
    empty(m_flow);
    while (m_row->count() > 1) {
        auto* item = m_row->takeAt(0);
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_largeArea->hide();
    m_rowArea->hide();
    m_reasonArea->hide();
    m_reason->clear();
    m_reasonMissing->hide();
    emit possibleChanged();
}

ActButton* ChoiceBar::add(const ports::Choice& choice, ActButton::Kind kind, const QString& label) {
    auto* button = new ActButton(m_theme, kind, label, this);
    button->setObjectName(QStringLiteral("choice-") + shown(choice.id));
    button->setGlyph(glyphOf(choice.id));
    connect(button, &ActButton::chosen, this, [this, id = choice.id] { choose(id); });
    m_buttons[choice.id] = button;
    return button;
}

void ChoiceBar::addLarge(const ports::Choice& choice, const QString& label, const QString& detail,
                         bool primary) {
    auto* button = add(choice, primary ? ActButton::Kind::primary : ActButton::Kind::plain, label);
    button->setDetail(detail);
    button->setHint(primary ? QStringLiteral("Ctrl+Enter") : hintOf(choice.id));
    const int count = m_large->count();
    m_large->addWidget(button, count / 2, count % 2);
    if (m_primary == nullptr || primary)
        m_primary = button;
}

void ChoiceBar::offer(const Question& question, const ports::RunDocuments& documents) {
    clear();
    m_question = question;
    const std::string first = primaryOf(question);
    const bool large = severalWays(question.kind);
    // Which way to go is for the person to say: no branch is held out.
    m_held = question.kind != Question::Kind::decision && question.kind != Question::Kind::undone;
    for (const auto& choice : question.choices) {
        const bool aside = choice.id == "stop" || (choice.id == "none" && question.choices.size() > 2);
        if (large && !aside) {
            auto [label, detail] = branchWords(choice, question, documents);
            if (detail.isEmpty())
                detail = consequence(question, choice.id);
            addLarge(choice, label, detail, m_held && choice.id == first);
        } else if (choice.id == first) {
            m_primary = add(choice, ActButton::Kind::primary, shown(choice.label));
            m_primary->setHint(QStringLiteral("Ctrl+Enter"));
            m_row->insertWidget(0, m_primary, 0, Qt::AlignTop);
        } else {
            auto* button = add(choice, choice.id == "stop" ? ActButton::Kind::quiet : ActButton::Kind::plain,
                               shortLabel(choice));
            button->setToolTip(plainTip(
                shown(choice.label) + QStringLiteral(". ") + consequence(question, choice.id) +
                (hintOf(choice.id).isEmpty() ? QString() : QStringLiteral(" (%1)").arg(hintOf(choice.id)))));
            m_flow->addWidget(button);
        }
    }
    m_large->setColumnStretch(0, 1);
    m_large->setColumnStretch(1, m_large->count() > 1 ? 1 : 0);
    m_largeArea->setVisible(large);
    m_rowArea->setVisible(m_flow->count() > 0 || !large);
    showDetails();
    arm();
    emit possibleChanged();
}

void ChoiceBar::setCompact(bool compact) {
    if (m_compact == compact)
        return;
    m_compact = compact;
    showDetails();
}

void ChoiceBar::showDetails() {
    // Where each branch leads is what a decision is about, and it has the room.
    const bool shown = !m_compact || m_question.kind == Question::Kind::decision;
    for (const auto& [id, button] : m_buttons)
        button->setDetailShown(shown);
}

void ChoiceBar::offerStop() {
    clear();
    auto* stop = new ActButton(m_theme, ActButton::Kind::danger, QStringLiteral("Stop what runs"), this);
    stop->setObjectName(QStringLiteral("stopAct"));
    stop->setGlyph(QStringLiteral("stop"));
    stop->setHint(QStringLiteral("Ctrl+."));
    connect(stop, &ActButton::chosen, this, [this, stop] {
        stop->setEnabled(false);
        emit stopAsked();
    });
    m_flow->addWidget(stop);
    m_rowArea->show();
    stop->arm();
}

void ChoiceBar::offerResume() {
    clear();
    m_primary = new ActButton(m_theme, ActButton::Kind::primary, QStringLiteral("Resume here"), this);
    m_primary->setObjectName(QStringLiteral("resume"));
    m_primary->setGlyph(QStringLiteral("play"));
    m_primary->setHint(QStringLiteral("Ctrl+Enter"));
    connect(m_primary, &ActButton::chosen, this, &ChoiceBar::resumeAsked);
    m_held = true;
    m_row->insertWidget(0, m_primary);
    m_rowArea->show();
    arm();
    emit possibleChanged();
}

bool ChoiceBar::has(const std::string& choice) const {
    const auto found = m_buttons.find(choice);
    return !m_busy && found != m_buttons.end() && found->second->isEnabled();
}

void ChoiceBar::choose(const std::string& choice) {
    if (!has(choice))
        return;
    const auto wanted = wantedFor(m_question.kind, choice);
    if (!wanted.ask.isEmpty())
        askReason(choice, wanted.ask, wanted.must);
    else
        emit decided(QString::fromStdString(choice), {});
}

void ChoiceBar::pressPrimary() {
    if (m_busy)
        return;
    if (asksReason()) {
        takeReason();
        return;
    }
    for (const auto& [id, button] : m_buttons)
        if (button->hasFocus() && severalWays(m_question.kind)) {
            button->press();
            return;
        }
    if (m_primary != nullptr && m_held)
        m_primary->press();
    else if (m_primary != nullptr)
        m_primary->setFocus(Qt::ShortcutFocusReason);
}

void ChoiceBar::setReady(const std::function<bool(const std::string&)>& ready) {
    for (const auto& [id, button] : m_buttons) {
        const bool was = button->isEnabled();
        button->setEnabled(!m_busy && ready(id));
        if (!was && button->isEnabled())
            button->arm();
    }
    emit possibleChanged();
}

void ChoiceBar::setBusy(bool busy) {
    if (m_busy == busy)
        return;
    m_busy = busy;
    // A disabled button would hand the focus to whatever comes next in the window.
    if (busy && parentWidget() != nullptr && isAncestorOf(QApplication::focusWidget()))
        parentWidget()->setFocus(Qt::OtherFocusReason);
    for (auto* button : findChildren<ActButton*>())
        button->setEnabled(!busy);
    emit possibleChanged();
}

void ChoiceBar::askReason(const std::string& choice, const QString& ask, bool must) {
    m_wanting = choice;
    m_must = must;
    m_reasonAsk->setText(ask);
    m_reason->setAccessibleName(ask);
    m_reason->setPlaceholderText(must ? QString() : QStringLiteral("may stay empty"));
    const auto found = m_buttons.find(choice);
    const QString label = choice == "skip"           ? QStringLiteral("Skip the step")
                          : choice == "by-hand"      ? QStringLiteral("Keep it as done by hand")
                          : choice == "stop"         ? QStringLiteral("Stop the run")
                          : choice == "undo"         ? QStringLiteral("Begin to undo")
                          : found != m_buttons.end() ? found->second->label()
                                                     : QStringLiteral("Go on");
    m_reasonTake->setLabel(label);
    m_reasonTake->setHint(QStringLiteral("Enter"));
    m_largeArea->hide();
    m_rowArea->hide();
    m_reasonMissing->hide();
    m_reasonArea->show();
    m_reasonTake->arm();
    m_reason->setFocus(Qt::ShortcutFocusReason);
}

void ChoiceBar::takeReason() {
    const QString reason = m_reason->text().trimmed();
    if (m_busy || m_wanting.empty())
        return;
    if (m_must && reason.isEmpty()) {
        m_reasonMissing->setText(
            QStringLiteral("Write a few words first: without them the report says nothing."));
        m_reasonMissing->show();
        m_reason->setFocus();
        return;
    }
    // "Stop" and "undo" go without words, so the Enter that chose them must not also confirm them.
    if (!m_reasonTake->armed() && reason.isEmpty())
        return;
    emit decided(QString::fromStdString(m_wanting), reason);
}

bool ChoiceBar::leaveReason() {
    if (!asksReason())
        return false;
    const auto was = m_wanting;
    m_wanting.clear();
    m_reasonArea->hide();
    m_largeArea->setVisible(severalWays(m_question.kind));
    m_rowArea->setVisible(m_flow->count() > 0 || !severalWays(m_question.kind));
    if (const auto found = m_buttons.find(was); found != m_buttons.end())
        found->second->setFocus();
    return true;
}

QVariantMap ChoiceBar::unfinished() const {
    if (!asksReason() || m_reason->text().isEmpty())
        return {};
    return {{QStringLiteral("choice"), QString::fromStdString(m_wanting)},
            {QStringLiteral("reason"), m_reason->text()}};
}

void ChoiceBar::restore(const QVariantMap& unfinished) {
    const auto choice = unfinished.value(QStringLiteral("choice")).toString().toStdString();
    if (choice.empty() || !has(choice))
        return;
    choose(choice);
    m_reason->setText(unfinished.value(QStringLiteral("reason")).toString());
}

void ChoiceBar::arm() {
    for (const auto& [id, button] : m_buttons)
        button->arm();
    if (m_primary != nullptr)
        m_primary->arm();
}

} // namespace muster::ui
