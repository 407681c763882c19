#include "ui/widgets/ReasonDialog.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>

namespace muster::ui {

ReasonDialog::ReasonDialog(const Theme& theme, const QString& title, const QString& text,
                           const QString& purpose, const QString& confirm, QWidget* parent, Button::Kind kind)
    : Dialog(theme, QStringLiteral("reason"), title, text, parent) {
    auto* label = new QLabel(purpose, this);
    Theme::setType(label, Type::strong);
    m_field = new QPlainTextEdit(this);
    m_field->setObjectName(QStringLiteral("reason.text"));
    m_field->setProperty("field", true);
    m_field->setAccessibleName(purpose);
    m_field->setTabChangesFocus(true);
    m_field->setFixedHeight(theme.pixels(96));
    m_field->installEventFilter(this);
    label->setBuddy(m_field);
    body()->addWidget(label);
    body()->addWidget(m_field);
    m_confirm = addAction(confirm, QStringLiteral("confirm"), kind);
    m_confirm->setHint(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_confirm->setEnabled(false);
    connect(m_field, &QPlainTextEdit::textChanged, this,
            [this] { m_confirm->setEnabled(!reason().isEmpty()); });
    m_field->setFocus();
}

QString ReasonDialog::reason() const {
    return m_field->toPlainText().trimmed();
}

void ReasonDialog::setReason(const QString& text) {
    m_field->setPlainText(text);
    m_field->moveCursor(QTextCursor::End);
}

bool ReasonDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            m_confirm->click();
            return true;
        }
    }
    return Dialog::eventFilter(watched, event);
}

} // namespace muster::ui
