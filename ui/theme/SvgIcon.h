// An icon drawn from an SVG of strokes in `currentColor`, in the colour that its role has when it is painted.
#pragma once

#include "ui/theme/Theme.h"

#include <QIconEngine>
#include <QPointer>

namespace muster::ui {

class SvgIcon : public QIconEngine {
public:
    SvgIcon(const Theme* theme, QString name, Role role)
        : m_theme(theme), m_name(std::move(name)), m_role(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override { return new SvgIcon(*this); }
    QString key() const override { return QStringLiteral("muster"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode) const;

    QPointer<const Theme> m_theme;
    QString m_name;
    Role m_role;
};

} // namespace muster::ui
