// Paints a chart of a report with lines, boxes and words: vectors in a PDF, sharp at any scale on screen.
// Patterns are drawn stroke by stroke, so that paper and screen show the same.
#pragma once

#include "models/report/Drawing.h"

#include <QColor>
#include <QFont>
#include <array>

class QPainter;
class QPointF;

namespace muster::paper {

struct Inks {
    std::array<QColor, 8> colours; // in the order of report::Ink
    QColor ground;                 // behind the drawing
    [[nodiscard]] QColor of(report::Ink ink) const { return colours.at(static_cast<std::size_t>(ink)); }
};

const Inks& printInks(); // for white paper

// `scale`: units of the painter for one of the drawing. `font`: its family is used, sizes are the drawing's.
void paint(QPainter& painter, const report::Drawing& drawing, const QPointF& at, double scale,
           const Inks& inks, const QFont& font);

} // namespace muster::paper
