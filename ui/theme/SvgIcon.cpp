#include "ui/theme/SvgIcon.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace muster::ui {

QColor SvgIcon::colour(QIcon::Mode mode) const {
    if (!m_theme)
        return Qt::gray;
    if (mode == QIcon::Disabled)
        return m_theme->colour(Role::faint);
    if (mode == QIcon::Selected)
        return m_theme->colour(Role::onAccent);
    return m_theme->colour(m_role);
}

void SvgIcon::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
}

QPixmap SvgIcon::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1.0);
}

// `size` is in device pixels already, as QIcon gives it.
QPixmap SvgIcon::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) {
    const auto paintedIn = colour(mode);
    const auto key = QStringLiteral("muster:%1:%2:%3x%4:%5")
                         .arg(m_name, paintedIn.name())
                         .arg(size.width())
                         .arg(size.height())
                         .arg(scale);
    QPixmap drawn;
    if (QPixmapCache::find(key, &drawn))
        return drawn;
    drawn = QPixmap(size);
    drawn.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (file.open(QIODevice::ReadOnly)) {
        auto svg = file.readAll();
        svg.replace("currentColor", paintedIn.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&drawn);
        const int side = std::min(size.width(), size.height());
        renderer.render(&painter,
                        QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    }
    drawn.setDevicePixelRatio(scale);
    QPixmapCache::insert(key, drawn);
    return drawn;
}

} // namespace muster::ui
