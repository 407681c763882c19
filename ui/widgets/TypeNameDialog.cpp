#include "ui/widgets/TypeNameDialog.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace muster::ui {
namespace {

class TypedField : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

protected:
    void keyPressEvent(QKeyEvent* event) override {
        if (event->matches(QKeySequence::Paste))
            return;
        QLineEdit::keyPressEvent(event);
    }
    void dropEvent(QDropEvent*) override {}
    void contextMenuEvent(QContextMenuEvent*) override {}
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (event->button() != Qt::MiddleButton) // which pastes on X11
            QLineEdit::mouseReleaseEvent(event);
    }
};

} // namespace

TypeNameDialog::TypeNameDialog(const Theme& theme, const QString& title, const QString& text,
                               const QString& name, const QString& confirm, QWidget* parent)
    : Dialog(theme, QStringLiteral("typeName"), title, text, parent) {
    const auto purpose = QStringLiteral("Type %1 to go on").arg(name);
    auto* label = new QLabel(purpose, this);
    label->setTextFormat(Qt::PlainText);
    Theme::setType(label, Type::strong);
    m_field = new TypedField(this);
    m_field->setObjectName(QStringLiteral("typeName.text"));
    m_field->setAccessibleName(purpose);
    Theme::setType(m_field, Type::mono);
    label->setBuddy(m_field);
    body()->addWidget(label);
    body()->addWidget(m_field);
    auto* button = addAction(confirm, QStringLiteral("confirm"), Button::Kind::danger);
    button->setEnabled(false);
    connect(m_field, &QLineEdit::textChanged, this, [this, button, name] {
        const bool right = m_field->text() == name;
        button->setEnabled(right);
        // Cancel stays what Return does until the whole name stands there.
        (right ? button : cancel())->setDefault(true);
    });
    m_field->setFocus();
}

} // namespace muster::ui
