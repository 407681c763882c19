#include "ui/widgets/Button.h"

#include "ui/widgets/KeyHint.h"

#include <QAction>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

namespace muster::ui {

Button::Button(const Theme& theme, const QString& text, const QString& name, QWidget* parent, Kind kind)
    : QPushButton(text, parent), m_theme(theme) {
    setObjectName(name);
    setAutoDefault(false);
    setKind(kind);
    // The style sheet has the font from the application; a new size needs a new layout.
    connect(&theme, &Theme::changed, this, [this] {
        setIconSize(QSize(m_theme.pixels(18), m_theme.pixels(18)));
        updateGeometry();
    });
    setIconSize(QSize(theme.pixels(18), theme.pixels(18)));
}

void Button::setKind(Kind kind) {
    if (kind == m_kind && property("kind").isValid())
        return; // to polish a widget again costs a layout
    m_kind = kind;
    const char* word = kind == Kind::primary  ? "primary"
                       : kind == Kind::danger ? "danger"
                       : kind == Kind::quiet  ? "quiet"
                                              : "";
    setProperty("kind", QLatin1String(word));
    style()->unpolish(this);
    style()->polish(this);
    if (!m_glyph.isEmpty())
        setGlyph(m_glyph);
}

Role Button::textRole() const {
    if (!isEnabled())
        return Role::faint;
    return m_kind == Kind::primary ? Role::onAccent : m_kind == Kind::danger ? Role::bad : Role::text;
}

void Button::setGlyph(const QString& icon) {
    m_glyph = icon;
    setIcon(m_theme.icon(icon, m_kind == Kind::primary  ? Role::onAccent
                               : m_kind == Kind::danger ? Role::bad
                                                        : Role::text));
}

void Button::setHint(const QKeySequence& keys) {
    m_hint = keys.toString(QKeySequence::NativeText);
    if (!m_hint.isEmpty())
        setToolTip(QStringLiteral("%1 (%2)").arg(text().remove(QLatin1Char('&')), m_hint));
    updateGeometry();
    update();
}

void Button::follow(QAction* action) {
    const auto take = [this, action] {
        setEnabled(action->isEnabled());
        setHint(action->shortcut());
        if (!action->toolTip().isEmpty() && action->toolTip() != action->text())
            setToolTip(action->shortcut().isEmpty()
                           ? action->toolTip()
                           : QStringLiteral("%1 (%2)").arg(action->toolTip(), m_hint));
    };
    connect(action, &QAction::changed, this, take);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    take();
}

QSize Button::sizeHint() const {
    auto size = QPushButton::sizeHint();
    if (!m_hint.isEmpty())
        size.rwidth() += KeyHint::sizeOf(m_theme, m_hint).width() + m_theme.space(Space::small);
    return size;
}

void Button::paintEvent(QPaintEvent* event) {
    if (m_hint.isEmpty()) {
        QPushButton::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const auto size = KeyHint::sizeOf(m_theme, m_hint);
    const int wide = size.width() + m_theme.space(Space::small);
    option.rect = style()->subElementRect(QStyle::SE_PushButtonContents, &option, this);
    option.rect.adjust(0, 0, -wide, 0);
    style()->drawControl(QStyle::CE_PushButtonLabel, &option, &painter, this);
    const QRect cap(option.rect.right() + 1 + m_theme.space(Space::small) - m_theme.space(Space::tight),
                    (height() - size.height()) / 2, size.width(), size.height());
    KeyHint::paint(painter, m_theme, cap, m_hint, m_theme.colour(textRole()));
}

} // namespace muster::ui
