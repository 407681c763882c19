#include "ui/widgets/Dialog.h"

#include "ui/widgets/WrapLabel.h"

#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>

namespace muster::ui {

Dialog::Dialog(const Theme& theme, const QString& name, const QString& title, const QString& text,
               QWidget* parent)
    : QDialog(parent), m_theme(theme) {
    setObjectName(name);
    setWindowTitle(title);
    setAccessibleName(title);
    Theme::setPanel(this, Role::surface);
    auto* inside = new QWidget;
    inside->setProperty("scrolled", true);
    auto* heading = new WrapLabel(title, inside);
    Theme::setType(heading, Type::heading);
    m_text = new WrapLabel(text, inside);
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
    const int edge = theme.space(Space::wide);
    auto* content = new QVBoxLayout(inside);
    content->setContentsMargins(edge, edge, edge, 0);
    content->setSpacing(theme.space(Space::large));
    content->addWidget(heading);
    content->addWidget(m_text);
    content->addLayout(m_body);
    content->addStretch(1);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // it scrolls with what has the focus inside
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(inside);
    m_buttons->setContentsMargins(edge, 0, edge, edge);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(theme.space(Space::large));
    column->addWidget(m_scroll, 1);
    column->addLayout(m_buttons);
}

void Dialog::setWidth(int at100) {
    m_width = at100;
}

QSize Dialog::sizeHint() const {
    auto* inside = m_scroll->widget()->layout();
    inside->activate();
    const auto room = parentWidget() ? parentWidget()->window()->size() : QSize(1280, 720);
    const int wide = std::min(std::max({m_theme.pixels(m_width), layout()->minimumSize().width(),
                                        inside->minimumSize().width() + 2}),
                              room.width());
    const int content =
        inside->hasHeightForWidth() ? inside->heightForWidth(wide - 2) : inside->sizeHint().height();
    const int high = content + layout()->spacing() + m_buttons->sizeHint().height() + 2;
    return {wide, std::min(high, room.height())};
}

void Dialog::setVisible(bool visible) {
    const bool first = visible && !testAttribute(Qt::WA_Resized);
    if (first)
        resize(sizeHint());
    QDialog::setVisible(visible);
    if (!first)
        return;
    // Only what is shown has the font that the style sheet gives it, and knows how it wraps.
    auto wish = sizeHint().expandedTo(size());
    const int room = parentWidget() ? parentWidget()->window()->height() : wish.height();
    resize(wish);
    wish.setHeight(
        std::min(wish.height() + m_scroll->verticalScrollBar()->maximum(), std::max(room, wish.height())));
    const auto corner = pos() + QPoint(0, height() - wish.height()) / 2;
    resize(wish);
    move(corner);
}

void Dialog::done(int result) {
    giveKeysBack(*this);
    QDialog::done(result);
}

void giveKeysBack(const QDialog& dialog) {
    if (dialog.isActiveWindow() && dialog.parentWidget())
        dialog.parentWidget()->window()->activateWindow();
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
