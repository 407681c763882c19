#include "ui/home/RunbookField.h"

#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace muster::ui {

using namespace home;

namespace {
constexpr int idRole = Qt::UserRole;
constexpr int mostOffers = 8;
} // namespace

RunbookField::RunbookField(const Theme& theme, const ports::LibraryView& library,
                           const runbook::Search& search, QWidget* parent)
    : QLineEdit(parent), m_search(std::make_shared<runbook::Search>(search)),
      m_offers(new QStandardItemModel(this)) {
    setObjectName(QStringLiteral("declare.runbook"));
    setAccessibleName(QStringLiteral("Runbook"));
    setToolTip(QStringLiteral("Type a symptom or a word of the title; Down shows all runbooks"));
    setPlaceholderText(QStringLiteral("Type a symptom, or press Down for all runbooks"));
    for (const auto& entry : library.runbooks)
        m_entries.push_back({QString::fromStdString(entry.runbook.id), plain(entry.runbook.title)});
    auto* completer = new QCompleter(m_offers, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer->setCompletionRole(Qt::DisplayRole);
    completer->setMaxVisibleItems(mostOffers);
    completer->setWidget(this); // and not setCompleter(): what is shown is longer than what is chosen
    auto* all = addAction(theme.icon(QStringLiteral("chevron-down"), Role::text), TrailingPosition);
    all->setText(QStringLiteral("Runbooks: show all"));
    all->setToolTip(QStringLiteral("Show all runbooks (Down)"));
    connect(all, &QAction::triggered, this, &RunbookField::offerAll);
    connect(this, &QLineEdit::textEdited, this,
            [this](const QString& typed) { offer(m_search->find(typed.toStdString())); });
    connect(completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { choose(index.data(idRole).toString()); });
}

void RunbookField::choose(const QString& id) {
    for (const auto& entry : m_entries)
        if (entry.id == id) {
            m_chosen = id;
            showChosen();
            emit chosen(id);
        }
}

void RunbookField::showChosen() {
    for (const auto& entry : m_entries)
        if (entry.id == m_chosen)
            setText(entry.title);
    setCursorPosition(0); // a long title shows its beginning
}

void RunbookField::offer(const std::vector<runbook::SearchHit>& hits) {
    auto* completer = findChild<QCompleter*>();
    m_offers->clear();
    for (const auto& hit : hits) {
        if (m_offers->rowCount() == mostOffers)
            break;
        const auto& entry = m_entries[hit.index];
        auto* item = new QStandardItem(
            hit.reasons.empty() ? entry.title
                                : QStringLiteral("%1   (%2)").arg(entry.title, plain(hit.reasons.front())));
        item->setData(entry.id, idRole);
        m_offers->appendRow(item);
    }
    if (m_offers->rowCount() == 0) {
        completer->popup()->hide();
        return;
    }
    completer->complete();
    completer->popup()->setCurrentIndex(
        completer->completionModel()->index(0, 0)); // Enter takes the best one
}

void RunbookField::offerAll() {
    setFocus(Qt::OtherFocusReason);
    m_offers->clear();
    for (const auto& entry : m_entries) {
        auto* item = new QStandardItem(entry.title);
        item->setData(entry.id, idRole);
        m_offers->appendRow(item);
    }
    findChild<QCompleter*>()->complete();
}

void RunbookField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Down) {
        offerAll();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void RunbookField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        showChosen();
}

} // namespace muster::ui
