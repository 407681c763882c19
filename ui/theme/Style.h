// Fusion, with the few things that a style sheet cannot say: arrows, boxes to tick and the focus ring in the
// theme's roles.
#pragma once

#include <QProxyStyle>

namespace muster::ui {

class Theme;

class Style : public QProxyStyle {
public:
    explicit Style(const Theme& theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option,
                       const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;

private:
    const Theme& m_theme;
};

} // namespace muster::ui
