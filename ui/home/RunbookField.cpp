#include "ui/home/RunbookField.h"

#include "ui/home/Phrases.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QLineEdit>
#include <QStandardItemModel>

namespace muster::ui {

using namespace home;

namespace {
constexpr int idRole = Qt::UserRole;
constexpr int mostOffers = 8;
} // namespace

RunbookField::RunbookField(const ports::LibraryView& library, const runbook::Search& search, QWidget* parent)
    : QComboBox(parent), m_search(std::make_shared<runbook::Search>(search)),
      m_offers(new QStandardItemModel(this)) {
    setObjectName(QStringLiteral("declare.runbook"));
    setAccessibleName(QStringLiteral("Runbook"));
    setToolTip(QStringLiteral("Type a symptom or a word of the title, or choose with the arrow keys"));
    setEditable(true);
    setInsertPolicy(NoInsert);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(30);
    for (const auto& entry : library.runbooks)
        addItem(plain(entry.runbook.title), QString::fromStdString(entry.runbook.id));
    auto* completer = new QCompleter(m_offers, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer->setCompletionRole(Qt::EditRole);
    completer->setMaxVisibleItems(mostOffers);
    lineEdit()->setObjectName(QStringLiteral("declare.runbook.text"));
    lineEdit()->setAccessibleName(QStringLiteral("Runbook"));
    lineEdit()->setCompleter(completer);
    connect(lineEdit(), &QLineEdit::textEdited, this, &RunbookField::offer);
    connect(completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { choose(index.data(idRole).toString()); });
    connect(this, &QComboBox::activated, this, [this](int row) { emit chosen(itemData(row).toString()); });
}

QString RunbookField::runbook() const {
    return currentData().toString();
}

void RunbookField::choose(const QString& id) {
    const int row = findData(id);
    if (row < 0)
        return;
    setCurrentIndex(row);
    setEditText(itemText(row));
    emit chosen(id);
}

void RunbookField::offer(const QString& typed) {
    m_offers->clear();
    for (const auto& hit : m_search->find(typed.toStdString())) {
        if (m_offers->rowCount() == mostOffers)
            break;
        const int row = static_cast<int>(hit.index);
        // What is shown says why; what completes is the title.
        auto* item = new QStandardItem(itemText(row));
        item->setData(itemText(row) + QStringLiteral("   (") +
                          (hit.reasons.empty() ? QString() : plain(hit.reasons.front())) + QLatin1Char(')'),
                      Qt::DisplayRole);
        item->setData(itemData(row), idRole);
        m_offers->appendRow(item);
    }
}

void RunbookField::focusOutEvent(QFocusEvent* event) {
    QComboBox::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && currentIndex() >= 0)
        setEditText(itemText(currentIndex())); // half a word is no runbook
}

} // namespace muster::ui
