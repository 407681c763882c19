#include "ui/home/HealthStrip.h"

#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QPainter>

namespace muster::ui {
namespace {
constexpr int seconds = 60;
}

HealthStrip::HealthStrip(Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void HealthStrip::show(const std::vector<ports::ServiceHealth::Tick>& lastMinute) {
    if (lastMinute == m_ticks && !accessibleName().isEmpty())
        return;
    m_ticks = lastMinute;
    setAccessibleName(home::spoken(lastMinute));
    setToolTip(
        accessibleName() +
        QStringLiteral(" High bars are failed seconds, hollow ones unknown; the newest is on the right."));
    update();
}

QSize HealthStrip::sizeHint() const {
    return {m_theme.pixels(seconds * 4), m_theme.pixels(22)};
}

QSize HealthStrip::minimumSizeHint() const {
    return {seconds * 3, m_theme.pixels(22)};
}

void HealthStrip::paintEvent(QPaintEvent* event) {
    using Tick = ports::ServiceHealth::Tick;
    Q_UNUSED(event)
    QPainter painter(this);
    const qreal pitch = static_cast<qreal>(width()) / seconds;
    const qreal bar = std::max<qreal>(1.5, pitch - 1.5);
    const qreal full = height();
    const int missing = seconds - static_cast<int>(std::min<std::size_t>(m_ticks.size(), seconds));
    for (int i = 0; i < seconds; ++i) {
        const auto tick =
            i < missing ? Tick::none : m_ticks[m_ticks.size() - static_cast<std::size_t>(seconds - i)];
        const qreal x = i * pitch;
        switch (tick) {
        case Tick::ok:
            painter.fillRect(QRectF(x, full * 0.5, bar, full * 0.5), m_theme.colour(Role::edge));
            break;
        case Tick::failed:
            painter.fillRect(QRectF(x, 0, bar, full), m_theme.colour(Role::bad));
            break;
        case Tick::unknown:
            painter.setPen(QPen(m_theme.colour(Role::warning), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(x + 0.5, full * 0.25 + 0.5, bar - 1, full * 0.75 - 1.5));
            break;
        case Tick::none:
            painter.fillRect(QRectF(x, full - 2, bar, 2), m_theme.colour(Role::line));
            break;
        }
    }
}

} // namespace muster::ui
