#include "ui/incident/ActButton.h"

#include "ui/incident/Pieces.h"
#include "ui/widgets/KeyHint.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace muster::ui {
namespace {

const char* word(ActButton::Kind kind) {
    switch (kind) {
    case ActButton::Kind::primary:
        return "primary";
    case ActButton::Kind::danger:
        return "danger";
    case ActButton::Kind::quiet:
        return "quiet";
    case ActButton::Kind::plain:
        break;
    }
    return "plain";
}

constexpr int wraps = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

} // namespace

ActButton::ActButton(Theme& theme, Kind kind, const QString& text, QWidget* parent)
    : QPushButton(parent), m_theme(theme), m_kind(kind) {
    setProperty("kind", QLatin1String(word(kind)));
    setAutoDefault(false);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QPushButton::clicked, this, [this] {
        if (armed())
            emit chosen();
    });
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    setLabel(text);
}

void ActButton::setKind(Kind kind) {
    m_kind = kind;
    setProperty("kind", QLatin1String(word(kind)));
    style()->unpolish(this);
    style()->polish(this);
    update();
}

void ActButton::setLabel(const QString& text) {
    m_label = text;
    setText(QString(text).replace(QLatin1Char('&'), QLatin1String("&&")));
    say();
    updateGeometry();
}

void ActButton::setGlyph(const QString& icon) {
    m_glyph = icon;
    updateGeometry();
}

void ActButton::setHint(const QString& shortcut) {
    m_hint = shortcut;
    say();
    updateGeometry();
}

void ActButton::setDetail(const QString& detail) {
    m_detail = detail;
    m_large = true;
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    say();
    updateGeometry();
}

void ActButton::setDetailShown(bool shown) {
    m_detailShown = shown;
    updateGeometry();
    update();
}

void ActButton::say() {
    setAccessibleName(m_label);
    setAccessibleDescription(m_detail);
    const QString tip = m_detail.isEmpty() ? m_label : m_label + QStringLiteral(". ") + m_detail;
    setToolTip(plainTip(m_hint.isEmpty() ? tip : tip + QStringLiteral(" (%1)").arg(m_hint)));
}

void ActButton::arm() {
    m_since.start();
}

bool ActButton::armed() const {
    return !m_since.isValid() || m_since.elapsed() >= armedAfterMs;
}

void ActButton::press() {
    if (isEnabled() && armed())
        emit chosen();
}

QColor ActButton::ink() const {
    if (!isEnabled())
        return m_theme.colour(Role::faint);
    if (m_kind == Kind::primary)
        return m_theme.colour(Role::onAccent);
    return m_theme.colour(m_kind == Kind::danger ? Role::bad : Role::text);
}

int ActButton::inset() const {
    return m_theme.pixels(14);
}

QSize ActButton::sizeHint() const {
    const QFontMetrics strong(m_theme.font(Type::strong));
    int width = strong.horizontalAdvance(m_label) + 2 * inset() + 2;
    if (!m_glyph.isEmpty())
        width += m_theme.pixels(16 + 8);
    if (!m_hint.isEmpty())
        width += KeyHint::sizeOf(m_theme, m_hint).width() + m_theme.pixels(10);
    if (!m_large)
        return {width, strong.height() + m_theme.pixels(16)};
    width = std::min(std::max(width, m_theme.pixels(260)), m_theme.pixels(420));
    return {width, heightForWidth(width)};
}

QSize ActButton::minimumSizeHint() const {
    const QFontMetrics strong(m_theme.font(Type::strong));
    const int around = 2 * inset() + 2 + (m_glyph.isEmpty() ? 0 : m_theme.pixels(24));
    if (!m_large)
        return {strong.horizontalAdvance(m_label) + around, sizeHint().height()};
    int widest = 0;
    for (const auto& word : m_label.split(QLatin1Char(' ')))
        widest = std::max(widest, strong.horizontalAdvance(word));
    return {widest + around, strong.height() + m_theme.pixels(16)};
}

// The key is shown where the words have their room beside it; the tip names it anywhere.
int ActButton::hintWidth(int inner) const {
    if (m_hint.isEmpty())
        return 0;
    const int width = KeyHint::sizeOf(m_theme, m_hint).width() + m_theme.pixels(10);
    const QFontMetrics strong(m_theme.font(Type::strong));
    return strong.horizontalAdvance(m_label) + width <= inner + 1 ? width : 0;
}

int ActButton::heightForWidth(int width) const {
    if (!m_large)
        return sizeHint().height();
    const QFontMetrics strong(m_theme.font(Type::strong));
    const QFontMetrics small(m_theme.font(Type::small));
    int inner = width - 2 * inset() - (m_glyph.isEmpty() ? 0 : m_theme.pixels(24));
    const int title =
        strong.boundingRect(QRect(0, 0, std::max(1, inner - hintWidth(inner)), 10000), wraps, m_label)
            .height();
    if (!hasDetail())
        return title + m_theme.pixels(16);
    const int detail = small.boundingRect(QRect(0, 0, std::max(1, inner), 10000), wraps, m_detail).height();
    return title + detail + m_theme.pixels(2 + 20);
}

void ActButton::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & ~Qt::KeypadModifier)) {
        if (!event->isAutoRepeat())
            click();
        event->accept();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void ActButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    painter.drawControl(QStyle::CE_PushButtonBevel, option);

    const QFont strong = m_theme.font(Type::strong);
    const QFont small = m_theme.font(Type::small);
    const bool large = m_large;
    const int above = !large ? 0 : m_theme.pixels(hasDetail() ? 10 : 8);
    QRect area = rect().adjusted(inset(), above, -inset(), large ? -m_theme.pixels(8) : 0);
    if (!m_glyph.isEmpty()) {
        const int side = m_theme.pixels(16);
        const int line = large ? QFontMetrics(strong).height() : height();
        const QRect spot(area.left(), area.top() + (line - side) / 2, side, side);
        const Role role = !isEnabled()              ? Role::faint
                          : m_kind == Kind::primary ? Role::onAccent
                          : m_kind == Kind::danger  ? Role::bad
                                                    : Role::text;
        m_theme.icon(m_glyph, role).paint(&painter, spot);
        area.setLeft(area.left() + m_theme.pixels(24));
    }
    painter.setPen(ink());
    QRect title = area;
    if (hintWidth(area.width()) > 0) {
        const QSize cap = KeyHint::sizeOf(m_theme, m_hint);
        const int line = large ? QFontMetrics(strong).height() : height();
        const QRect spot(area.right() + 1 - cap.width(), area.top() + (line - cap.height()) / 2, cap.width(),
                         cap.height());
        KeyHint::paint(painter, m_theme, spot, m_hint, ink());
        title.setRight(spot.left() - m_theme.pixels(10));
    }
    painter.setFont(strong);
    if (!large) {
        painter.drawText(title, Qt::AlignVCenter | Qt::AlignLeft, m_label);
        return;
    }
    QRect used;
    painter.drawText(title, wraps, m_label, &used);
    if (!hasDetail())
        return;
    area.setTop(used.bottom() + 1 + m_theme.pixels(2));
    painter.setFont(small);
    painter.drawText(area, wraps, m_detail);
}

} // namespace muster::ui
