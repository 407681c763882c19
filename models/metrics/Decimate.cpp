#include "models/metrics/Decimate.h"

#include <algorithm>
#include <array>

namespace muster::metrics {
namespace {

void keepFour(std::span<const Point> column, std::vector<Point>& out) {
    const auto [low, high] = std::minmax_element(column.begin(), column.end(),
                                                 [](const auto& a, const auto& b) { return a.y < b.y; });
    std::array<std::ptrdiff_t, 4> kept{0, low - column.begin(), high - column.begin(),
                                       std::ssize(column) - 1};
    std::sort(kept.begin(), kept.end());
    std::ptrdiff_t before = -1;
    for (const auto at : kept) {
        if (at != before)
            out.push_back(column[static_cast<std::size_t>(at)]);
        before = at;
    }
}

} // namespace

std::vector<Point> decimate(std::span<const Point> points, double from, double to, int columns) {
    if (points.empty() || columns < 1 || !(from < to))
        return {};
    const auto byX = [](const Point& point, double x) { return point.x < x; };
    auto first = std::lower_bound(points.begin(), points.end(), from, byX);
    auto last =
        std::upper_bound(first, points.end(), to, [](double x, const Point& point) { return x < point.x; });
    std::vector<Point> out;
    out.reserve(static_cast<std::size_t>(columns) * 4 + 2);
    if (first != points.begin())
        out.push_back(*(first - 1));
    if (last - first <= std::ptrdiff_t{columns} * 4) {
        out.insert(out.end(), first, last);
    } else {
        const double width = (to - from) / columns;
        for (int column = 0; column < columns && first != last; ++column) {
            const double end = from + width * (column + 1);
            const auto next = column + 1 == columns ? last : std::lower_bound(first, last, end, byX);
            if (next != first)
                keepFour({first, next}, out);
            first = next;
        }
    }
    if (last != points.end())
        out.push_back(*last);
    return out;
}

} // namespace muster::metrics
