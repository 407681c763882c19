#include "ui/widgets/StatusChip.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace muster::ui {
namespace {

Role onto(Role role) {
    switch (role) {
    case Role::accent:
        return Role::onAccent;
    case Role::live:
        return Role::onLive;
    case Role::practice:
        return Role::onPractice;
    case Role::good:
    case Role::warning:
    case Role::bad:
        return Role::onStatus;
    default:
        return Role::window;
    }
}

} // namespace

StatusChip::StatusChip(const Theme& theme, QWidget* parent, Look look)
    : QFrame(parent), m_theme(theme), m_look(look) {
    m_icon = new QLabel(this);
    m_word = new QLabel(this);
    m_word->setTextFormat(Qt::PlainText);
    Theme::setType(m_word, Type::strong);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_word);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    connect(&theme, &Theme::changed, this, &StatusChip::arrange);
    arrange();
}

StatusChip::StatusChip(const Theme& theme, const QString& icon, const QString& word, Role role,
                       QWidget* parent, Look look)
    : StatusChip(theme, parent, look) {
    set(icon, word, role);
}

void StatusChip::set(const QString& icon, const QString& word, Role role) {
    m_iconName = icon;
    m_text = word;
    m_role = role;
    arrange();
}

void StatusChip::arrange() {
    const bool plain = m_look == Look::plain;
    const int side = plain ? 0 : m_theme.space(Space::small);
    const int above = plain ? 0 : m_theme.space(Space::hair);
    layout()->setContentsMargins(side, above, side, above);
    layout()->setSpacing(m_theme.space(Space::tight) + m_theme.space(Space::hair) / 2);
    const auto role = m_look == Look::filled ? onto(m_role) : m_role;
    const int pixels = m_theme.pixels(16);
    m_icon->setVisible(!m_iconName.isEmpty());
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(m_theme.icon(m_iconName, role).pixmap(QSize(pixels, pixels), devicePixelRatioF()));
    m_word->setText(m_text);
    Theme::setTone(m_word, role);
    setAccessibleName(m_text);
    update();
}

void StatusChip::paintEvent(QPaintEvent*) {
    if (m_look == Look::plain)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto colour = m_theme.colour(m_role);
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(m_look == Look::filled ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.6, 0.6, -0.6, -0.6), 5, 5);
}

} // namespace muster::ui
