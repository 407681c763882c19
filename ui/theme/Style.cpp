#include "ui/theme/Style.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>

namespace muster::ui {
namespace {

void box(QPainter* painter, const QRectF& rect, const QColor& fill, const QColor& outline, qreal width,
         qreal radius) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(QPen(outline, width));
    const qreal inset = width / 2;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

} // namespace

Style::Style(const Theme& theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(theme) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const auto& rect = option->rect;
    switch (element) {
    case PE_FrameFocusRect:
        if (qobject_cast<const QTabBar*>(widget) != nullptr)
            return; // the style sheet draws its ring
        box(painter, rect, Qt::transparent, m_theme.colour(Role::accent), 2, 4);
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowRight: {
        const int side = std::min({rect.width(), rect.height(), m_theme.pixels(16)});
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        m_theme
            .icon(element == PE_IndicatorArrowDown ? QStringLiteral("chevron-down")
                                                   : QStringLiteral("chevron-right"))
            .paint(painter, square);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const bool on = option->state & State_On;
        const bool enabled = option->state & State_Enabled;
        const auto fill = on ? (enabled ? Role::accent : Role::edge) : Role::raised;
        box(painter, rect, m_theme.colour(fill), m_theme.colour(on && enabled ? Role::accent : Role::edge),
            1.5, 4);
        if (on)
            m_theme.icon(QStringLiteral("check"), Role::onAccent).paint(painter, rect.adjusted(1, 1, -1, -1));
        return;
    }
    case PE_IndicatorRadioButton: {
        const bool on = option->state & State_On;
        const qreal radius = rect.width() / 2.0;
        box(painter, rect, m_theme.colour(Role::raised), m_theme.colour(on ? Role::accent : Role::edge),
            on ? 2 : 1.5, radius);
        if (on) {
            const qreal inset = rect.width() * 0.28;
            box(painter, QRectF(rect).adjusted(inset, inset, -inset, -inset), m_theme.colour(Role::accent),
                m_theme.colour(Role::accent), 1, radius);
        }
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (control != CC_ComboBox || !combo || combo->editable) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    const bool focused = option->state & State_HasFocus;
    box(painter, option->rect, m_theme.colour(Role::raised),
        m_theme.colour(focused ? Role::accent : Role::edge), focused ? 2 : 1, 6);
    QStyleOption arrow(*option);
    arrow.rect = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_theme.pixels(18);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return m_theme.pixels(18);
    case PM_FocusFrameHMargin: // what keeps the text of a cell off its edge: under the title of its column
        return qobject_cast<const QTableView*>(widget) != nullptr
                   ? m_theme.space(Space::small) - 1
                   : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return m_theme.space(Space::small);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    // The other styles look through the icon themes of the desktop for it, which takes a tenth of a start.
    if (which == SP_LineEditClearButton)
        return m_theme.icon(QStringLiteral("cross"), Role::faint);
    return QProxyStyle::standardIcon(which, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returned) const {
    if (hint == SH_EtchDisabledText || hint == SH_UnderlineShortcut)
        return hint == SH_UnderlineShortcut ? 1 : 0;
    if (hint == SH_ComboBox_Popup)
        return 0; // a list below the box, not a menu over it
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace muster::ui
