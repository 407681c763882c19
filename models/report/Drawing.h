// A chart as values: lines, boxes, words and marks in units of its own, before anybody decides whether it
// becomes SVG, a page of a PDF or a picture in the window. Meaning is carried by pattern, shape and words;
// ink comes last, so that a copy in grey says the same.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace muster::report {

// What a colour is for. Whoever draws has a table, one for light and one for dark ground.
enum class Ink { text, faint, line, band, good, warning, bad, accent };

enum class Pattern { none, solid, hatched, crossed, dotted };
enum class Anchor { start, middle, end };
enum class MarkShape { disc, diamond, triangle, cross, square };

struct Line {
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    Ink ink = Ink::line;
    double width = 1;
    bool dashed = false;
};
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    Ink ink = Ink::band;
    Pattern pattern = Pattern::solid;
    bool outlined = false;
};
// One line of words; `y` is its baseline, `size` the height of its letters' square.
struct Label {
    double x = 0, y = 0;
    std::string text;
    Ink ink = Ink::text;
    double size = 11;
    Anchor anchor = Anchor::start;
    bool strong = false;
};
struct Mark {
    double x = 0, y = 0;
    MarkShape shape = MarkShape::disc;
    Ink ink = Ink::text;
    double size = 8; // across
};

using Shape = std::variant<Line, Box, Label, Mark>;

struct Drawing {
    double width = 0, height = 0;
    std::string title;         // what it shows
    std::string description;   // what is to be seen in it, in words, for whoever does not see it
    std::vector<Shape> shapes; // from the back to the front
};

} // namespace muster::report
