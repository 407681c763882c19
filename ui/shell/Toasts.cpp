#include "ui/shell/Toasts.h"

#include "ui/theme/Theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QTimer>

namespace muster::ui {

Toasts::Toasts(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setObjectName(QStringLiteral("toast"));
    setProperty("card", true);
    setProperty("toast", true);
    Theme::setPanel(this, Role::raised);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_timer = new QTimer(this);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

QString Toasts::text() const {
    return isHidden() ? QString() : m_text->text();
}

void Toasts::say(const QString& text) {
    m_text->setText(text);
    setAccessibleName(text);
    const int side = m_theme.pixels(18);
    m_icon->setPixmap(
        m_theme.icon(QStringLiteral("check"), Role::good).pixmap(QSize(side, side), devicePixelRatioF()));
    const int edge = m_theme.space(Space::medium);
    layout()->setContentsMargins(edge, m_theme.space(Space::small), edge, m_theme.space(Space::small));
    layout()->setSpacing(m_theme.space(Space::small));
    show();
    place();
    raise();
    // Long enough to be read: four seconds, and more for more.
    m_timer->start(4000 + 40 * static_cast<int>(text.size()));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toasts::place() {
    const auto* over = parentWidget();
    const int room = over->width() - 2 * m_theme.space(Space::page);
    const QFontMetrics metrics(m_text->font());
    const int wish = metrics.horizontalAdvance(m_text->text()) + m_theme.pixels(64);
    const int wide = std::min({wish, room, m_theme.pixels(560)});
    const int high = layout()->hasHeightForWidth() ? layout()->heightForWidth(wide) : sizeHint().height();
    setGeometry((over->width() - wide) / 2, over->height() - high - m_theme.pixels(52), wide, high);
}

bool Toasts::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace muster::ui
