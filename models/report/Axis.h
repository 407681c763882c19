// A time axis with round steps. Inside models/report only.
#pragma once

#include "models/report/Drawing.h"

#include <string>
#include <vector>

namespace muster::report {

struct Axis {
    double from = 0, to = 1;    // seconds
    double left = 0, right = 1; // in the drawing

    [[nodiscard]] double at(double seconds) const;
    // A line for each round step between `top` and `bottom`, its word below.
    void draw(Drawing& drawing, double top, double bottom) const;
};

// "0", "+30 s", "-2 s", "+1 m 30 s", "+2 h".
std::string axisWord(double seconds);

// How wide words are, about: Inter's letters, on the safe side.
double widthOf(const std::string& text, double size);
// At most so wide, cut with "…".
std::string fitted(const std::string& text, double size, double width);

} // namespace muster::report
