#include "ui/widgets/KeyHint.h"

#include "ui/theme/Theme.h"

#include <QPainter>

namespace muster::ui {

KeyHint::KeyHint(const Theme& theme, const QKeySequence& keys, QWidget* parent)
    : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
    setKeys(keys);
}

void KeyHint::setKeys(const QKeySequence& keys) {
    m_text = keys.toString(QKeySequence::NativeText);
    setAccessibleName(QStringLiteral("Shortcut ") + m_text);
    setVisible(!m_text.isEmpty());
    updateGeometry();
    update();
}

QSize KeyHint::sizeOf(const Theme& theme, const QString& text) {
    if (text.isEmpty())
        return {0, 0};
    const QFontMetrics metrics(theme.font(Type::monoSmall));
    return {metrics.horizontalAdvance(text) + 2 * theme.pixels(5), metrics.height() + theme.pixels(2)};
}

void KeyHint::paint(QPainter& painter, const Theme& theme, const QRect& rect, const QString& text,
                    const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(theme.font(Type::monoSmall));
    painter.drawText(rect, Qt::AlignCenter, text);
    painter.restore();
}

void KeyHint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, m_theme, rect(), m_text, m_theme.colour(Role::faint));
}

} // namespace muster::ui
