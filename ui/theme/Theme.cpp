#include "ui/theme/Theme.h"

#include "resources/fonts/Fonts.h"
#include "ui/theme/DesktopChoice.h"
#include "ui/theme/Style.h"
#include "ui/theme/StyleSheet.h"
#include "ui/theme/SvgIcon.h"
#include "ui/theme/Words.h"

#include <QApplication>
#include <QStyle>
#include <QToolTip>
#include <QWidget>
#include <algorithm>
#include <cmath>

static void initialiseIcons() {
    Q_INIT_RESOURCE(muster_icons);
}

namespace muster::ui {
namespace {

template <class Table, class Key> QString wordOf(const Table& table, Key key) {
    for (const auto& [each, word] : table)
        if (each == key)
            return QLatin1String(word);
    return {};
}

template <class Kinds>
void setWord(QWidget* widget, const Kinds& kinds, const char* name, const QString& word) {
    Q_ASSERT_X(
        std::any_of(kinds.begin(), kinds.end(), [&](const char* kind) { return widget->inherits(kind); }),
        name, "the style sheet does not look for this word at this kind of widget");
    if (widget->property(name).toString() == word)
        return;
    widget->setProperty(name, word);
    // A style sheet looks at properties when a widget is polished and never again by itself.
    if (widget->testAttribute(Qt::WA_WState_Polished)) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
        widget->update();
    }
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Role from) { palette.setColor(role, theme.colour(from)); };
    set(QPalette::Window, Role::window);
    set(QPalette::WindowText, Role::text);
    set(QPalette::Base, Role::surface);
    set(QPalette::AlternateBase, Role::window);
    set(QPalette::ToolTipBase, Role::raised);
    set(QPalette::ToolTipText, Role::text);
    set(QPalette::PlaceholderText, Role::faint);
    set(QPalette::Text, Role::text);
    set(QPalette::Button, Role::raised);
    set(QPalette::ButtonText, Role::text);
    set(QPalette::BrightText, Role::text);
    set(QPalette::Light, Role::raised);
    set(QPalette::Midlight, Role::raised);
    set(QPalette::Mid, Role::line);
    set(QPalette::Dark, Role::edge);
    set(QPalette::Shadow, Role::sunken);
    set(QPalette::Highlight, Role::accent);
    set(QPalette::HighlightedText, Role::onAccent);
    set(QPalette::Link, Role::accent);
    set(QPalette::LinkVisited, Role::accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.colour(Role::faint));
    return palette;
}

} // namespace

Theme::Theme(QObject* parent) : QObject(parent) {
    initialiseIcons();
}

void Theme::choose(SchemeChoice choice) {
    const auto before = m_scheme;
    const bool another = choice != m_choice;
    m_choice = choice;
    decide();
    if (another && m_scheme == before)
        emit changed(); // looks the same, and is to be kept all the same
}

void Theme::decide() {
    const auto before = m_scheme;
    switch (m_choice) {
    case SchemeChoice::desktop:
        m_scheme = m_desktop;
        break;
    case SchemeChoice::dark:
        m_scheme = Scheme::dark;
        break;
    case SchemeChoice::light:
        m_scheme = Scheme::light;
        break;
    case SchemeChoice::highContrast:
        m_scheme = Scheme::highContrast;
        break;
    }
    if (m_scheme != before && qApp)
        apply();
}

void Theme::followDesktop() {
    auto* desktop = new DesktopChoice(this);
    connect(desktop, &DesktopChoice::said, this, [this](Scheme scheme) {
        m_desktop = scheme;
        decide();
    });
    desktop->ask();
}

void Theme::setTextSize(int percent) {
    const int size = std::clamp(percent, 100, 200);
    if (size == m_textSize)
        return;
    m_textSize = size;
    if (qApp)
        apply();
}

QFont Theme::font(Type type) const {
    const auto made = [this](const char* family, int size, QFont::Weight weight) {
        QFont font;
        font.setFamily(QLatin1String(family));
        font.setStyleHint(family[0] == 'J' ? QFont::Monospace : QFont::SansSerif);
        font.setPixelSize(pixels(size));
        font.setWeight(weight);
        return font;
    };
    constexpr auto words = "Inter";
    constexpr auto code = "JetBrains Mono";
    switch (type) {
    case Type::small:
        return made(words, 13, QFont::Normal);
    case Type::strong:
        return made(words, 14, QFont::DemiBold);
    case Type::heading:
        return made(words, 17, QFont::DemiBold);
    case Type::title:
        return made(words, 23, QFont::Bold);
    case Type::caption:
        return made(words, 12, QFont::DemiBold);
    case Type::mono:
        return made(code, 13, QFont::Normal);
    case Type::monoSmall:
        return made(code, 12, QFont::Normal);
    case Type::figure:
        return made(code, 24, QFont::Normal);
    case Type::clock:
        return made(code, 40, QFont::Bold);
    case Type::body:
        break;
    }
    return made(words, 14, QFont::Normal);
}

int Theme::space(Space space) const {
    return pixels(static_cast<int>(space));
}

int Theme::pixels(int at100) const {
    return static_cast<int>(std::lround(at100 * m_textSize / 100.0));
}

QIcon Theme::icon(const QString& name, Role role) const {
    return QIcon(new SvgIcon(this, name, role));
}

void Theme::setType(QWidget* widget, Type type) {
    setWord(widget, typeKinds, "type", wordOf(typeWords, type));
}

void Theme::setTone(QWidget* widget, Role role) {
    setWord(widget, toneKinds, "tone", wordOf(roleWords, role));
}

void Theme::setPanel(QWidget* widget, Role role) {
    widget->setAttribute(Qt::WA_StyledBackground);
    setWord(widget, panelKinds, "panel", wordOf(roleWords, role));
}

void Theme::apply() {
    muster::resources::loadFonts();
    if (!m_styled) {
        QApplication::setStyle(new Style(*this));
        m_styled = true;
    }
    QApplication::setPalette(paletteOf(*this));
    QApplication::setFont(font(Type::body));
    QToolTip::setFont(font(Type::small));
    QToolTip::setPalette(paletteOf(*this));
    qApp->setStyleSheet(styleSheet(*this));
    emit changed();
}

} // namespace muster::ui
