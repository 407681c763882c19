#include "ui/charts/Patterns.h"

#include <QSizePolicy>

namespace muster::ui {

void paintLook(QPainter& painter, const QRectF& where, const Look& look, const Theme& theme, double radius) {
    if (where.width() <= 0 || where.height() <= 0)
        return;
    const QColor colour = theme.colour(look.role);
    painter.save();
    if (where.width() < 2) { // narrower than its own outline
        painter.fillRect(where, colour);
        painter.restore();
        return;
    }
    QColor tint = colour;
    tint.setAlphaF(static_cast<float>(look.tint));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRoundedRect(where, radius, radius);
    if (look.pattern != Qt::NoBrush) {
        painter.setBrush(QBrush(colour, look.pattern));
        painter.drawRoundedRect(where, radius, radius);
    }
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

Legend::Legend(Theme& theme, QList<Entry> entries, QWidget* parent) : QWidget(parent), m_theme(theme) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setEntries(std::move(entries));
    connect(&m_theme, &Theme::changed, this, [this]() {
        updateGeometry();
        update();
    });
}

void Legend::setEntries(QList<Entry> entries) {
    m_entries = std::move(entries);
    QStringList words;
    for (const auto& entry : m_entries)
        words += entry.word;
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize Legend::sizeHint() const {
    const int width = m_theme.pixels(480);
    return {width, heightForWidth(width)};
}

QSize Legend::minimumSizeHint() const {
    return {m_theme.pixels(120), QFontMetrics(m_theme.font(Type::small)).height()};
}

int Legend::heightForWidth(int width) const {
    return layOut(width, nullptr);
}

int Legend::layOut(int width, QPainter* painter) const {
    const QFontMetrics metrics(m_theme.font(Type::small));
    const int swatch = m_theme.pixels(22), gap = m_theme.space(Space::small) - 2,
              apart = m_theme.space(Space::large);
    const int row = metrics.height() + m_theme.space(Space::tight);
    int x = 0, y = 0;
    for (const auto& entry : m_entries) {
        const int wide = swatch + gap + metrics.horizontalAdvance(entry.word);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += row;
        }
        if (painter != nullptr) {
            const QRectF box(x, y + (row - m_theme.pixels(12)) / 2, swatch, m_theme.pixels(12));
            if (entry.line) {
                painter->setPen(QPen(m_theme.colour(entry.look.role), 2,
                                     entry.look.pattern == Qt::NoBrush ? Qt::SolidLine : Qt::DashLine));
                painter->drawLine(QPointF(box.left(), box.center().y()),
                                  QPointF(box.right(), box.center().y()));
            } else {
                paintLook(*painter, box, entry.look, m_theme);
            }
            painter->setPen(m_theme.colour(Role::faint));
            painter->setFont(m_theme.font(Type::small));
            painter->drawText(QRect(x + swatch + gap, y, metrics.horizontalAdvance(entry.word) + 2, row),
                              Qt::AlignVCenter | Qt::AlignLeft, entry.word);
        }
        x += wide + apart;
    }
    return y + row;
}

void Legend::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    layOut(width(), &painter);
}

} // namespace muster::ui
