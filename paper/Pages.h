// Pages as lists of what is drawn on them, filled from the top: laying out comes before painting, so that the
// first page can say how many there are. Distances are device units, 20 a point, which makes the metrics of
// type exact enough for whole numbers.
#pragma once

#include "models/report/Sheet.h"

#include <QColor>
#include <QFont>
#include <QString>
#include <variant>
#include <vector>

class QPainter;

namespace muster::paper {

inline constexpr double unit = 20; // a point
inline constexpr int dotsPerInch = 1440;

enum class Face {
    body,
    strong,
    small,
    smallStrong,
    code,
    title,
    heading,
    subheading,
    figure,
    verdict,
    running
};

const QFont& font(Face face);
double lineHeight(Face face);
double ascent(Face face);
double advance(Face face, const QString& text);

struct Words {
    double x = 0, y = 0; // of the baseline
    QString text;
    Face face = Face::body;
    report::Ink ink = report::Ink::text;
};
struct Area {
    double x = 0, y = 0, width = 0, height = 0;
    report::Ink ink = report::Ink::band;
    bool filled = true; // false: its outline
};
struct Picture {
    double x = 0, y = 0, scale = 1;
    const report::Drawing* drawing = nullptr; // lives as long as the sheet
};
using Thing = std::variant<Words, Area, Picture>;

class Pages {
public:
    // The room for the sheet's own content, running head and foot left out.
    Pages(double width, double height) : m_width(width), m_height(height) { turn(); }

    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }
    [[nodiscard]] double y() const { return m_y; }
    [[nodiscard]] double left() const { return m_height - m_y; } // room on this page
    [[nodiscard]] bool fresh() const { return m_y <= 0; }

    void turn(); // a new page
    // A new page, if there is less room than this on the present one and it is not fresh.
    void need(double room);
    void skip(double distance); // none at the top of a page
    void advanceBy(double distance) { m_y += distance; }
    void put(Thing thing) { m_pages.back().push_back(std::move(thing)); }

    [[nodiscard]] std::size_t count() const { return m_pages.size(); }
    void paint(QPainter& painter, std::size_t page, double x, double y) const;

private:
    double m_width, m_height;
    double m_y = 0;
    std::vector<std::vector<Thing>> m_pages;
};

// Words broken into lines of at most this width: at blanks, and anywhere within what is longer than a line.
std::vector<QString> broken(const QString& text, Face face, double width);

report::Ink inkOf(report::Tone tone);

} // namespace muster::paper
