#include "ui/incident/ChecklistView.h"

#include "ui/incident/Pieces.h"
#include "ui/incident/TickBox.h"
#include "ui/incident/Words.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <algorithm>

namespace muster::ui {

ChecklistView::ChecklistView(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("checklist"));
    pad(theme, m_column, even(0, 6));
}

void ChecklistView::show(const std::vector<report::ChecklistItem>& items) {
    const bool same =
        items.size() == m_rows.size() &&
        std::equal(items.begin(), items.end(), m_rows.begin(), [](const auto& item, const auto& row) {
            return item.text == row.item.text && item.section == row.item.section;
        });
    if (!same)
        build(items);
    for (std::size_t i = 0; i < items.size(); ++i) {
        m_rows[i].item = items[i];
        tell(m_rows[i]);
    }
}

void ChecklistView::build(const std::vector<report::ChecklistItem>& items) {
    empty(m_column);
    m_rows.clear();
    m_trouble = words({}, Type::small, Role::bad, this);
    m_trouble->hide();
    m_column->addWidget(m_trouble);
    if (items.empty())
        m_column->addWidget(
            words(QStringLiteral("This run pinned no checklist."), Type::body, Role::faint, this));
    std::string section;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].section != section && !items[i].section.empty())
            m_column->addWidget(words(shown(items[i].section), Type::caption, Role::faint, this));
        section = items[i].section;
        Row row;
        row.item = items[i];
        row.box = new TickBox(m_theme, shown(items[i].text), this);
        row.box->box()->setObjectName(QStringLiteral("item%1").arg(i));
        row.who = words({}, Type::small, Role::faint, row.box);
        row.note = new QLineEdit(row.box);
        row.note->setObjectName(QStringLiteral("itemNote%1").arg(i));
        row.note->setPlaceholderText(QStringLiteral("note, Enter keeps it"));
        row.note->setAccessibleName(QStringLiteral("Note beside: ") + shown(items[i].text));
        row.note->setMinimumWidth(m_theme.pixels(360));
        row.note->setText(m_restored.value(QString::number(i)).toString());
        row.box->below()->addWidget(row.note, 0, Qt::AlignLeft);
        row.box->below()->addWidget(row.who);
        const int index = static_cast<int>(i);
        connect(row.box->box(), &QCheckBox::clicked, this, [this, index](bool on) {
            m_trouble->hide();
            emit ticked(index, on, m_rows[static_cast<std::size_t>(index)].note->text().trimmed());
        });
        connect(row.note, &QLineEdit::returnPressed, this, [this, index] {
            auto& mine = m_rows[static_cast<std::size_t>(index)];
            mine.box->setTicked(true);
            emit ticked(index, true, mine.note->text().trimmed());
        });
        m_column->addWidget(row.box);
        m_rows.push_back(std::move(row));
    }
}

void ChecklistView::tell(Row& row) {
    row.box->setTicked(row.item.done);
    QStringList parts;
    if (row.item.done && !row.item.person.empty())
        parts << shown(row.item.person);
    if (row.item.done && row.item.utcMs != 0)
        parts << timeOfDay(row.item.utcMs, false) + QStringLiteral(" UTC");
    QString text = parts.join(QStringLiteral(", "));
    if (!row.item.note.empty())
        text = QStringLiteral("“%1”").arg(shown(row.item.note)) +
               (text.isEmpty() ? QString() : QStringLiteral(" – ") + text);
    row.who->setText(text);
    row.who->setVisible(!text.isEmpty());
    if (!row.item.note.empty() && row.note->text().trimmed() == shown(row.item.note))
        row.note->clear();
    row.note->setVisible(!row.item.done);
}

void ChecklistView::refused(int item, const Error& error) {
    if (item >= 0 && item < static_cast<int>(m_rows.size()))
        tell(m_rows[static_cast<std::size_t>(item)]);
    if (m_trouble != nullptr) {
        m_trouble->setText(shown(error.text()));
        m_trouble->show();
    }
}

QWidget* ChecklistView::firstOpen() const {
    for (const auto& row : m_rows)
        if (!row.item.done)
            return row.box->box();
    return nullptr;
}

QVariantMap ChecklistView::unfinished() const {
    QVariantMap out;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (!m_rows[i].note->text().isEmpty())
            out[QString::number(i)] = m_rows[i].note->text();
    return out;
}

void ChecklistView::restore(const QVariantMap& unfinished) {
    m_restored = unfinished;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (const auto text = unfinished.value(QString::number(i)).toString(); !text.isEmpty())
            m_rows[i].note->setText(text);
}

} // namespace muster::ui
