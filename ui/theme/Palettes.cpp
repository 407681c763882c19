// The three tables of colours, and the measure that they are held against (tests/ui/theme).
#include "ui/theme/Theme.h"

#include <array>
#include <cmath>

namespace muster::ui {
namespace {

constexpr std::size_t roles = static_cast<std::size_t>(Role::onPractice) + 1;
using Table = std::array<QRgb, roles>;

// In the order of Role.
constexpr Table dark{
    0xff10141a, 0xff181e27, 0xff222a35, 0xff0a0d11, // window, surface, raised, sunken
    0xff2d3643, 0xff7a889a,                         // line, edge
    0xffedf1f6, 0xffa7b2c0,                         // text, faint
    0xff62b6f2, 0xff06131f,                         // accent, onAccent
    0xff3cc48d, 0xfff0b03f, 0xffff8066, 0xff0a0d11, // good, warning, bad, onStatus
    0xffd5202f, 0xffffffff,                         // live, onLive
    0xff2b7686, 0xffffffff,                         // practice, onPractice
};

constexpr Table light{
    0xfff2f4f7, 0xffffffff, 0xffe9edf2, 0xffe6eaef, //
    0xffd0d7df, 0xff6f7b88,                         //
    0xff141a22, 0xff4b5663,                         //
    0xff0a5cae, 0xffffffff,                         //
    0xff08613e, 0xff7d4a00, 0xffae2218, 0xffffffff, //
    0xffc00d2e, 0xffffffff,                         //
    0xff1f6875, 0xffffffff,                         //
};

constexpr Table highContrast{
    0xff000000, 0xff000000, 0xff161616, 0xff000000, //
    0xff9a9a9a, 0xffffffff,                         //
    0xffffffff, 0xffe4e4e4,                         //
    0xffffe14d, 0xff000000,                         //
    0xff66ffa3, 0xffffc400, 0xffffa08c, 0xff000000, //
    0xffff4545, 0xff000000,                         //
    0xff5cd6ff, 0xff000000,                         //
};

const Table& table(Scheme scheme) {
    switch (scheme) {
    case Scheme::light:
        return light;
    case Scheme::highContrast:
        return highContrast;
    case Scheme::dark:
        break;
    }
    return dark;
}

// WCAG 2.1, "relative luminance".
double luminance(const QColor& colour) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

QColor Theme::colour(Scheme scheme, Role role) {
    return QColor::fromRgb(table(scheme)[static_cast<std::size_t>(role)]);
}

double Theme::contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace muster::ui
