#include "ui/widgets/Card.h"

#include <QStyle>

namespace muster::ui {

Card::Card(const Theme& theme, QWidget* parent, Role panel) : QFrame(parent), m_theme(theme) {
    setProperty("card", true);
    Theme::setPanel(this, panel);
    m_body = new QVBoxLayout(this);
    connect(&theme, &Theme::changed, this, &Card::arrange);
    arrange();
}

void Card::arrange() {
    const int edge = m_theme.space(Space::large);
    m_body->setContentsMargins(edge, m_theme.space(Space::medium), edge, m_theme.space(Space::medium));
    m_body->setSpacing(m_theme.space(Space::small));
}

void Card::setChosen(bool chosen) {
    setProperty("chosen", chosen);
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace muster::ui
