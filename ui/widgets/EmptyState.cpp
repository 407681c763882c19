#include "ui/widgets/EmptyState.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>

namespace muster::ui {

EmptyState::EmptyState(const Theme& theme, const QString& icon, const QString& what, const QString& next,
                       QWidget* parent)
    : QWidget(parent), m_theme(theme), m_iconName(icon) {
    m_icon = new QLabel(this);
    m_icon->setAlignment(Qt::AlignCenter);
    m_what = new WrapLabel(what, this);
    m_what->setAlignment(Qt::AlignCenter);
    Theme::setType(m_what, Type::heading);
    m_next = new WrapLabel(next, this);
    m_next->setAlignment(Qt::AlignCenter);
    Theme::setTone(m_next, Role::faint);
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    for (auto* each : {m_icon, static_cast<QLabel*>(m_what), static_cast<QLabel*>(m_next)})
        column->addWidget(each);
    column->addStretch(3);
    connect(&theme, &Theme::changed, this, &EmptyState::arrange);
    arrange();
}

void EmptyState::setTexts(const QString& what, const QString& next) {
    m_what->setText(what);
    m_next->setText(next);
}

Button* EmptyState::offer(const QString& text, const QString& name) {
    auto* button = new Button(m_theme, text, name, this, Button::Kind::primary);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::arrange() {
    const int side = m_theme.pixels(44);
    m_icon->setPixmap(m_theme.icon(m_iconName, Role::faint).pixmap(QSize(side, side), devicePixelRatioF()));
    layout()->setSpacing(m_theme.space(Space::medium));
    const int edge = m_theme.space(Space::wide);
    layout()->setContentsMargins(edge, edge, edge, edge);
}

} // namespace muster::ui
