// A long series for a narrow chart: what a person would see of all points, in as few as the chart can show.
// Pure.
#pragma once

#include <span>
#include <vector>

namespace muster::metrics {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

// `points` by rising x. Of each of `columns` equal parts of [from, to] the first, the lowest, the highest and
// the last point are kept, in their order: at most four a column, and no spike is lost. The nearest point on
// either side of the window is kept too, so that a line runs out of the chart and does not end in it.
// Where there are no more points than that, they are returned as they are.
std::vector<Point> decimate(std::span<const Point> points, double from, double to, int columns);

} // namespace muster::metrics
