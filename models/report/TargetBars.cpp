#include "models/report/Axis.h"
#include "models/report/Charts.h"
#include "models/report/Words.h"

#include <algorithm>

namespace muster::report {
namespace {

constexpr double left = 64;
constexpr double right = drawingWidth - 16;
constexpr double barHeight = 22;
constexpr double rowHeight = 74;

struct Row {
    std::string name;
    Seconds measured, target, error;
    std::string words; // the figure as it is known
    bool atLeast = false;
};

// The bar's end is the figure; the part that the error leaves open is hatched; the target is a line with its
// word above.
void draw(Drawing& drawing, const Row& row, double top) {
    const Judgement judged = judge(row.measured, row.target, row.atLeast);
    const double most = std::max({row.measured.value_or(0), row.target.value_or(0), 0.001}) * 1.18;
    const auto at = [&](double seconds) { return left + seconds / most * (right - left); };
    const double y = top + 26;
    drawing.shapes.emplace_back(Label{0, y + 16, row.name, Ink::text, 15, Anchor::start, true});
    drawing.shapes.emplace_back(Box{left, y, right - left, barHeight, Ink::band, Pattern::solid, false});
    const Ink ink = judged.tone == Tone::good ? Ink::good : judged.tone == Tone::bad ? Ink::bad : Ink::accent;
    const Pattern pattern = judged.tone == Tone::bad ? Pattern::crossed : Pattern::solid;
    double end = left;
    if (row.measured) {
        end = std::max(at(*row.measured), left + 3); // a zero that was measured is seen
        const double certain =
            row.error ? std::max(at(std::max(*row.measured - *row.error, 0.0)), left) : end;
        drawing.shapes.emplace_back(Box{left, y, certain - left, barHeight, ink, pattern, true});
        if (end > certain)
            drawing.shapes.emplace_back(
                Box{certain, y, end - certain, barHeight, ink, Pattern::hatched, true});
    }
    std::string words = row.measured ? row.words : "not measured";
    if (judged.word != words)
        words += ", " + judged.word;
    // Beside the bar where there is room before the target's line, else below it.
    const double targetX = row.target ? at(*row.target) : right;
    if (end + 8 + widthOf(words, 12) < std::min(targetX > end ? targetX : right, right))
        drawing.shapes.emplace_back(Label{end + 8, y + 15.5, words, Ink::text, 12, Anchor::start, true});
    else
        drawing.shapes.emplace_back(
            Label{left, y + barHeight + 15, words, Ink::text, 12, Anchor::start, true});
    if (!row.target)
        return;
    drawing.shapes.emplace_back(Line{targetX, y - 5, targetX, y + barHeight + 5, Ink::text, 2, false});
    drawing.shapes.emplace_back(Mark{targetX, y - 8, MarkShape::triangle, Ink::text, 8});
    drawing.shapes.emplace_back(Label{targetX, y - 14, "target " + figure(row.target), Ink::text, 11,
                                      targetX > drawingWidth - 70 ? Anchor::end : Anchor::middle, false});
}

} // namespace

std::optional<Drawing> targetBars(const Report& report) {
    if (!report.rto && !report.rpo && !report.rtoTarget && !report.rpoTarget)
        return std::nullopt;
    Drawing drawing;
    drawing.width = drawingWidth;
    drawing.height = 2 * rowHeight;
    drawing.title = "RTO and RPO against their targets";
    const Row rows[2] = {{"RTO", report.rto, report.rtoTarget, report.probeError, rtoFigure(report), false},
                         {"RPO", report.rpo, report.rpoTarget, std::nullopt,
                          (report.rpoAtLeast ? "at least " : "") + figure(report.rpo), report.rpoAtLeast}};
    double top = 0;
    for (const auto& row : rows) {
        draw(drawing, row, top);
        top += rowHeight;
        drawing.description += (drawing.description.empty() ? "" : " ") + row.name + ": " + row.words +
                               " of " + figure(row.target) + ", " +
                               judge(row.measured, row.target, row.atLeast).word + ".";
    }
    if (report.unattended)
        drawing.description += " Unattended.";
    return drawing;
}

} // namespace muster::report
