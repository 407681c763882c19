#include "models/report/Axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace muster::report {
namespace {

constexpr double letterWidth = 0.54; // of its height, on average

constexpr std::array<double, 21> steps{0.1, 0.2, 0.5, 1,    2,    5,    10,   15,    20,    30,   60,
                                       120, 300, 600, 1200, 1800, 3600, 7200, 21600, 43200, 86400};

double stepFor(double span) {
    for (const double step : steps)
        if (span / step <= 9)
            return step;
    return std::ceil(span / 86400 / 9) * 86400;
}

std::size_t codePoints(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

} // namespace

double Axis::at(double seconds) const {
    const double share = to > from ? (std::clamp(seconds, from, to) - from) / (to - from) : 0;
    return left + share * (right - left);
}

void Axis::draw(Drawing& drawing, double top, double bottom) const {
    const double step = stepFor(to - from);
    const auto first = std::llround(std::ceil(from / step - 1e-9));
    const auto last = std::llround(std::floor(to / step + 1e-9));
    for (auto i = first; i <= last; ++i) {
        const double x = at(static_cast<double>(i) * step);
        drawing.shapes.emplace_back(Line{x, top, x, bottom, Ink::line, i == 0 ? 1.2 : 0.6, false});
        drawing.shapes.emplace_back(Label{x, bottom + 14, axisWord(static_cast<double>(i) * step), Ink::faint,
                                          10, Anchor::middle, false});
    }
}

std::string axisWord(double seconds) {
    const auto tenths = std::llround(std::abs(seconds) * 10);
    if (tenths == 0)
        return "0";
    std::string out = seconds < 0 ? "-" : "+";
    if (tenths % 10 != 0)
        return out + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
    const auto whole = tenths / 10;
    if (whole < 60)
        return out + std::to_string(whole) + " s";
    if (whole < 3600)
        return out + std::to_string(whole / 60) + " m" +
               (whole % 60 != 0 ? " " + std::to_string(whole % 60) + " s" : "");
    return out + std::to_string(whole / 3600) + " h" +
           (whole / 60 % 60 != 0 ? " " + std::to_string(whole / 60 % 60) + " m" : "");
}

double widthOf(const std::string& text, double size) {
    return static_cast<double>(codePoints(text)) * size * letterWidth;
}

std::string fitted(const std::string& text, double size, double width) {
    if (widthOf(text, size) <= width)
        return text;
    const auto room = static_cast<std::size_t>(std::max(width / (size * letterWidth) - 1, 1.0));
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xc0U) != 0x80U && seen++ == room)
            break;
    while (end > 0 && text[end - 1] == ' ')
        --end;
    return text.substr(0, end) + "…";
}

} // namespace muster::report
