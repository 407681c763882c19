#include "ui/home/InputsBox.h"

#include "models/document/Pattern.h"
#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

InputsBox::InputsBox(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.space(Space::small));
}

void InputsBox::show(const std::vector<runbook::Input>& inputs) {
    empty(m_column);
    m_rows.clear();
    m_rows.reserve(inputs.size());
    for (const auto& input : inputs) {
        auto* field = new QLineEdit(QString::fromStdString(input.defaultValue));
        field->setObjectName(QStringLiteral("declare.input.") + plain(input.name));
        field->setAccessibleName(QStringLiteral("Input ") + plain(input.name));
        field->setAccessibleDescription(plain(input.help));
        field->setToolTip(plain(input.help));
        auto* name = oneLine(plain(input.name), "mono", "text");
        name->setBuddy(field);
        auto* line = new QHBoxLayout;
        line->setSpacing(m_theme.space(Space::medium));
        line->addWidget(name);
        line->addWidget(field, 1);
        auto* hint = label({}, "small", "faint");
        m_column->addLayout(line);
        m_column->addWidget(hint);
        m_rows.push_back({input, field, hint, {}});
    }
    for (auto& row : m_rows) {
        check(row);
        connect(row.field, &QLineEdit::textChanged, this, [this, &row] {
            check(row);
            emit changed();
        });
    }
    setVisible(!m_rows.empty());
    emit changed();
}

void InputsBox::check(Row& row) {
    const auto text = row.field->text().toStdString();
    row.wrong.clear();
    if (!row.input.match.empty()) {
        const auto pattern = document::Pattern::compile(row.input.match);
        if (pattern && !pattern->matchesWhole(text))
            row.wrong = QStringLiteral("It must be of the form %1").arg(plain(row.input.match));
    } else if (text.empty() && row.input.defaultValue.empty()) {
        row.wrong = QStringLiteral("It needs a value");
    }
    const auto help = plain(row.input.help);
    row.hint->setText(row.wrong.isEmpty() ? help
                      : help.isEmpty()    ? row.wrong
                                          : row.wrong + QStringLiteral(". ") + help);
    row.hint->setVisible(!row.hint->text().isEmpty());
    setTone(row.hint, row.wrong.isEmpty() ? "faint" : "bad");
}

std::map<std::string, std::string> InputsBox::values() const {
    std::map<std::string, std::string> out;
    for (const auto& row : m_rows)
        if (const auto text = row.field->text().toStdString(); text != row.input.defaultValue)
            out.emplace(row.input.name, text);
    return out;
}

QString InputsBox::wrong() const {
    for (const auto& row : m_rows)
        if (!row.wrong.isEmpty())
            return QStringLiteral("Input %1: %2").arg(plain(row.input.name), row.wrong);
    return {};
}

} // namespace muster::ui
