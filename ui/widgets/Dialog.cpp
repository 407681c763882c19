#include "ui/widgets/Dialog.h"

#include "ui/widgets/WrapLabel.h"

namespace muster::ui {

Dialog::Dialog(const Theme& theme, const QString& name, const QString& title, const QString& text,
               QWidget* parent)
    : QDialog(parent), m_theme(theme) {
    setObjectName(name);
    setWindowTitle(title);
    setAccessibleName(title);
    Theme::setPanel(this, Role::surface);
    auto* heading = new WrapLabel(title, this);
    Theme::setType(heading, Type::heading);
    m_text = new WrapLabel(text, this);
    m_text->setVisible(!text.isEmpty());
    m_body = new QVBoxLayout;
    m_body->setSpacing(theme.space(Space::medium));
    m_cancel = new Button(theme, QStringLiteral("Cancel"), name + QStringLiteral(".cancel"), this);
    m_cancel->setDefault(true);
    m_cancel->setHint(Qt::Key_Escape);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(theme.space(Space::medium));
    m_buttons->addWidget(m_cancel);
    m_buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    const int edge = theme.space(Space::wide);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(theme.space(Space::large));
    column->addWidget(heading);
    column->addWidget(m_text);
    column->addLayout(m_body);
    column->addStretch(1);
    column->addLayout(m_buttons);
    setMinimumWidth(theme.pixels(460));
}

Button* Dialog::addAction(const QString& text, const QString& name, Button::Kind kind, bool closes) {
    auto* button = new Button(m_theme, text, objectName() + QLatin1Char('.') + name, this, kind);
    m_buttons->addWidget(button);
    if (closes)
        connect(button, &QPushButton::clicked, this, &QDialog::accept);
    return button;
}

void Dialog::setText(const QString& text) {
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

} // namespace muster::ui
