#include "ui/incident/Pieces.h"

#include <QPainter>

namespace muster::ui {

QLabel* words(const QString& text, Type type, Role tone, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    Theme::setType(label, type);
    Theme::setTone(label, tone);
    return label;
}

void retone(QLabel* label, Role tone) {
    Theme::setTone(label, tone);
}

Glyph::Glyph(Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Glyph::show(const QString& icon, Role role, const QString& spoken) {
    m_icon = icon.isEmpty() ? QIcon() : m_theme.icon(icon, role);
    setAccessibleName(spoken);
    setToolTip(spoken);
    update();
}

QSize Glyph::sizeHint() const {
    const int side = m_theme.pixels(18);
    return {side, side};
}

void Glyph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

void pad(Theme& theme, QLayout* layout, const Padding& padding) {
    const auto apply = [&theme, layout, padding] {
        layout->setContentsMargins(theme.pixels(padding.left), theme.pixels(padding.top),
                                   theme.pixels(padding.right), theme.pixels(padding.bottom));
        layout->setSpacing(theme.pixels(padding.between));
    };
    apply();
    QObject::connect(&theme, &Theme::changed, layout, apply);
}

QString plainTip(const QString& text) {
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

void empty(QLayout* layout) {
    while (auto* item = layout->takeAt(0)) {
        if (item->layout() != nullptr)
            empty(item->layout());
        if (auto* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace muster::ui
