// The forms of the step card: items to tick with their blanks, a name to type, who approves, a text to send.
#include "models/base/Printable.h"
#include "ui/incident/CardForm.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/TickBox.h"
#include "ui/incident/Words.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <algorithm>

namespace muster::ui {
namespace {

using ports::Answer;
using ports::Question;

class TicksForm : public CardForm {
public:
    TicksForm(const Question& question, Theme& theme, QWidget* parent) : CardForm(parent) {
        auto* column = new QVBoxLayout(this);
        pad(theme, column, even(0, 8));
        for (const auto& field : question.fields)
            add(column, theme, shown(field));
    }

    QString fill(Answer& answer) const override {
        for (const auto& item : m_items) {
            if (!item.box->ticked())
                return QStringLiteral(
                           "“%1” is not ticked. Tick what you saw, or skip the step with a reason.")
                    .arg(item.text);
            QStringList values;
            for (const auto* blank : item.blanks) {
                if (blank->text().trimmed().isEmpty())
                    return QStringLiteral("“%1” has a blank: write what you observed.").arg(item.text);
                values << blank->text().trimmed();
            }
            answer.values.push_back(values.join(QStringLiteral(" | ")).toStdString());
        }
        return {};
    }

    QWidget* first() override {
        for (const auto& item : m_items)
            if (auto* open = openIn(item))
                return open;
        return nullptr;
    }

    QVariantMap unfinished() const override {
        QVariantList ticks, texts;
        for (const auto& item : m_items) {
            ticks << item.box->ticked();
            for (const auto* blank : item.blanks)
                texts << blank->text();
        }
        return {{QStringLiteral("ticks"), ticks}, {QStringLiteral("texts"), texts}};
    }

    void restore(const QVariantMap& unfinished) override {
        const auto ticks = unfinished.value(QStringLiteral("ticks")).toList();
        const auto texts = unfinished.value(QStringLiteral("texts")).toList();
        qsizetype text = 0;
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            for (auto* blank : m_items[i].blanks)
                blank->setText(texts.value(text++).toString());
            m_items[i].box->setTicked(ticks.value(static_cast<qsizetype>(i)).toBool());
        }
    }

private:
    struct Item {
        QString text;
        TickBox* box = nullptr;
        std::vector<QLineEdit*> blanks;
    };

    void add(QVBoxLayout* column, Theme& theme, const QString& text) {
        Item item;
        item.text = text;
        item.box = new TickBox(theme, text, this);
        const auto number = m_items.size();
        item.box->box()->setObjectName(QStringLiteral("tick%1").arg(number));
        const auto parts = text.split(QStringLiteral("____"));
        for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
            auto* blank = new QLineEdit(item.box);
            blank->setObjectName(QStringLiteral("blank%1_%2").arg(number).arg(i));
            blank->setPlaceholderText(QStringLiteral("what you observed"));
            blank->setAccessibleName(QStringLiteral("Blank of: ") + text);
            blank->setMinimumWidth(theme.pixels(320));
            item.box->below()->addWidget(blank, 0, Qt::AlignLeft);
            item.blanks.push_back(blank);
            // Who writes what was seen has seen it.
            QObject::connect(blank, &QLineEdit::textEdited, this, [this, number](const QString&) {
                const auto& mine = m_items[number];
                mine.box->setTicked(
                    std::none_of(mine.blanks.begin(), mine.blanks.end(),
                                 [](const auto* each) { return each->text().trimmed().isEmpty(); }));
                emit edited();
            });
            QObject::connect(blank, &QLineEdit::returnPressed, this, [this, blank] { goOn(blank); });
        }
        QObject::connect(item.box->box(), &QCheckBox::clicked, this, [this, number](bool on) {
            emit edited();
            if (on)
                goOn(m_items[number].box->box());
        });
        column->addWidget(item.box);
        m_items.push_back(std::move(item));
    }

    static QWidget* openIn(const Item& item) {
        for (auto* blank : item.blanks)
            if (blank->text().trimmed().isEmpty())
                return blank;
        return item.box->ticked() ? nullptr : item.box->box();
    }

    // To the next thing that is open, behind the one that was just done; then from the top.
    void goOn(QWidget* from) {
        if (auto* line = qobject_cast<QLineEdit*>(from); line != nullptr && line->text().trimmed().isEmpty())
            return;
        if (auto* open = first())
            open->setFocus(Qt::TabFocusReason);
        else
            emit completed();
    }

    std::vector<Item> m_items;
};

// One line: the target's name (confirm) or who agreed (approval).
class LineForm : public CardForm {
public:
    LineForm(const Question& question, Theme& theme, QWidget* parent)
        : CardForm(parent), m_confirm(question.kind == Question::Kind::confirm), m_typed(question.typed),
          m_line(new QLineEdit(this)) {
        auto* column = new QVBoxLayout(this);
        pad(theme, column, even(0, 6));
        const QString ask = m_confirm ? QStringLiteral("Type %1 to let it run").arg(shown(m_typed))
                                      : QStringLiteral("Who agreed? Somebody other than you");
        auto* label = words(ask, Type::strong, Role::text, this);
        label->setBuddy(m_line);
        m_line->setObjectName(m_confirm ? QStringLiteral("typedName") : QStringLiteral("approvedBy"));
        m_line->setAccessibleName(ask);
        column->addWidget(label);
        m_line->setMinimumWidth(theme.pixels(360));
        column->addWidget(m_line, 0, Qt::AlignLeft);
        QObject::connect(m_line, &QLineEdit::textEdited, this, [this] { emit edited(); });
        QObject::connect(m_line, &QLineEdit::returnPressed, this, [this] { emit completed(); });
    }

    QString fill(Answer& answer) const override {
        const auto text = m_line->text().trimmed().toStdString();
        (m_confirm ? answer.reason : answer.by) = text;
        if (!m_confirm)
            return text.empty() ? QStringLiteral("An approval needs a name: write who agreed.") : QString();
        return text == m_typed
                   ? QString()
                   : QStringLiteral("The name does not match. Type %1 exactly.").arg(shown(m_typed));
    }

    QWidget* first() override { return m_line; }
    QVariantMap unfinished() const override {
        return m_confirm ? QVariantMap() : QVariantMap{{QStringLiteral("line"), m_line->text()}};
    }
    void restore(const QVariantMap& unfinished) override {
        m_line->setText(unfinished.value(QStringLiteral("line")).toString());
    }
    bool ready(const std::string& choice) const override {
        if (choice != "confirm" && choice != "approve")
            return true;
        const auto text = m_line->text().trimmed().toStdString();
        return m_confirm ? text == m_typed : !text.empty();
    }

private:
    bool m_confirm;
    std::string m_typed;
    QLineEdit* m_line;
};

class MessageForm : public CardForm {
public:
    MessageForm(const Question& question, Theme& theme, QWidget* parent)
        : CardForm(parent), m_edit(new QPlainTextEdit(this)) {
        auto* column = new QVBoxLayout(this);
        pad(theme, column, even(0, 6));
        m_edit->setObjectName(QStringLiteral("messageText"));
        m_edit->setAccessibleName(QStringLiteral("Text of the message"));
        m_edit->setProperty("field", true);
        m_edit->setTabChangesFocus(true);
        m_edit->setPlainText(unwrapped(shown(question.text)));
        m_edit->setMinimumHeight(theme.pixels(150));
        column->addWidget(
            words(QStringLiteral("The text, filled in from the incident. Change what is wrong."), Type::small,
                  Role::faint, this));
        column->addWidget(m_edit);
        QObject::connect(m_edit, &QPlainTextEdit::textChanged, this, [this] { emit edited(); });
    }

    QString fill(Answer& answer) const override {
        answer.text = m_edit->toPlainText().toStdString();
        return m_edit->toPlainText().trimmed().isEmpty()
                   ? QStringLiteral("The message is empty: write what is to be said.")
                   : QString();
    }
    QWidget* first() override { return nullptr; }
    QVariantMap unfinished() const override { return {{QStringLiteral("text"), m_edit->toPlainText()}}; }
    void restore(const QVariantMap& unfinished) override {
        m_edit->setPlainText(unfinished.value(QStringLiteral("text")).toString());
    }

private:
    QPlainTextEdit* m_edit;
};

} // namespace

CardForm* formFor(const Question& question, Theme& theme, QWidget* parent) {
    switch (question.kind) {
    case Question::Kind::ticks:
        return new TicksForm(question, theme, parent);
    case Question::Kind::confirm:
    case Question::Kind::approval:
        return new LineForm(question, theme, parent);
    case Question::Kind::message:
        return new MessageForm(question, theme, parent);
    default:
        return nullptr;
    }
}

} // namespace muster::ui
