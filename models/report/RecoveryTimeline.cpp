#include "models/base/Utc.h"
#include "models/report/Axis.h"
#include "models/report/Charts.h"
#include "models/report/Words.h"

#include <algorithm>

namespace muster::report {
namespace {

constexpr double left = 214;
constexpr double right = drawingWidth - 10;
constexpr double laneHeight = 20;
constexpr double barHeight = 12;

struct Bar {
    double from = 0, to = 0;
    Ink ink = Ink::accent;
    Pattern pattern = Pattern::solid;
    std::string word; // in or beside it
};

struct Lane {
    std::string name;
    std::vector<Bar> bars;
    bool strong = false;
};

struct Moment {
    double at = 0;
    std::string name;
};

// The fault, counted from the opening of the run; everything is shown relative to it. Without one: the
// opening.
double faultSinceOpening(const Report& report) {
    const auto fault = parseUtc(report.milestones.faultUtc);
    return fault ? static_cast<double>(*fault - report.openedUtcMs) / 1000 : 0;
}

Bar barOf(const Step& step, double from, double to) {
    const auto& state = step.state;
    if (state == "failed")
        return {from, to, Ink::bad, Pattern::crossed, state};
    if (state == "done" || state == "by-hand")
        return {from, to, Ink::accent, Pattern::solid, state == "done" ? "" : "by hand"};
    if (state == "simulated" || state == "assumed")
        return {from, to, Ink::faint, Pattern::dotted, state};
    return {from, to, Ink::warning, Pattern::hatched, state};
}

std::vector<Lane> stepLanes(const Report& report, double zero, double end) {
    std::vector<Lane> lanes;
    for (const auto& step : report.steps) {
        if (!step.began)
            continue;
        const double from = *step.began - zero;
        const std::string number = step.number > 0 ? std::to_string(step.number) + "  " : "";
        lanes.push_back(
            {(step.runbook == "drill" ? "" : number) + (step.title.empty() ? step.step : step.title),
             {barOf(step, from, step.ended ? *step.ended - zero : end)},
             false});
    }
    std::stable_sort(lanes.begin(), lanes.end(),
                     [](const auto& a, const auto& b) { return a.bars[0].from < b.bars[0].from; });
    return lanes;
}

std::optional<Lane> serviceLane(const Report& report, double from, double end) {
    const Milestones& all = report.milestones;
    if (!report.measured || !all.firstFailure)
        return std::nullopt;
    const double gone = *all.firstFailure;
    const Seconds back = report.rto ? report.rto : all.writable;
    Lane lane{report.service.empty() ? "the service" : report.service, {}, true};
    lane.bars.push_back({from, gone, Ink::good, Pattern::solid, "up"});
    lane.bars.push_back({gone, back.value_or(end), Ink::bad, Pattern::crossed, "away"});
    if (back) {
        if (all.stable)
            lane.bars.push_back({*back, *all.stable, Ink::good, Pattern::hatched, "up, proving stable"});
        lane.bars.push_back({all.stable.value_or(*back), end, Ink::good, Pattern::solid, "up"});
    }
    return lane;
}

std::optional<Lane> phaseLane(const Report& report, double zero) {
    if (report.phases.size() < 3)
        return std::nullopt;
    Lane lane{"phase", {}, true};
    double at = -zero;
    bool odd = false;
    for (const auto& [name, times] : report.phases) {
        const double length = times.total();
        if (length > 0)
            lane.bars.push_back({at, at + length, odd ? Ink::faint : Ink::line,
                                 odd ? Pattern::hatched : Pattern::solid, name});
        at += length;
        odd = !odd;
    }
    return lane;
}

std::vector<Moment> moments(const Report& report) {
    std::vector<Moment> out;
    const Milestones& all = report.milestones;
    const auto add = [&](Seconds at, const char* name) {
        if (at)
            out.push_back({*at, name});
    };
    if (!all.faultUtc.empty())
        out.push_back({0, "fault"});
    add(all.detected, "detected");
    add(all.declared, "declared");
    add(report.rto ? report.rto : all.writable, report.rto ? "recovered" : "writable");
    add(all.claimed, "claimed");
    add(all.stable, "stable");
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    return out;
}

// The names stand above the lanes, each on the first of three rows where it has room: at the right of its
// line, or at the left where the next line would go through it.
void drawMoments(Drawing& drawing, const Axis& axis, const std::vector<Moment>& all, double top,
                 double bottom) {
    struct Taken {
        double from = 0, to = 0;
        int row = 0;
    };
    std::vector<Taken> taken;
    const auto isFree = [&](double from, double to, int row) {
        return std::none_of(taken.begin(), taken.end(), [&](const auto& each) {
            return each.row == row && from < each.to && each.from < to;
        });
    };
    // A line goes down from its own row through all rows below it.
    const auto isCrossed = [&](double from, double to) {
        return std::any_of(all.begin(), all.end(), [&](const auto& each) {
            const double x = axis.at(each.at);
            return x > from + 1 && x < to - 1;
        });
    };
    for (const auto& moment : all) {
        const double x = axis.at(moment.at);
        const double width = widthOf(moment.name, 11) + 12;
        const bool fitsRight = x + width <= drawingWidth && !isCrossed(x, x + width);
        const bool fitsLeft = x - width >= 0 && !isCrossed(x - width, x);
        const bool flips = (!fitsRight && fitsLeft) || x + width > drawingWidth;
        const double from = flips ? x - width : x - 4, to = flips ? x + 4 : x + width;
        int row = 0;
        while (row < 2 && !isFree(from, to, row))
            ++row;
        taken.push_back({from, to, row});
        const double y = top - 8 - static_cast<double>(row) * 15;
        drawing.shapes.emplace_back(Line{x, y, x, bottom, Ink::text, 1, true});
        drawing.shapes.emplace_back(
            Mark{x, y - 3.5, moment.name == "fault" ? MarkShape::cross : MarkShape::diamond, Ink::text, 8});
        drawing.shapes.emplace_back(Label{flips ? x - 7 : x + 7, y, moment.name, Ink::text, 11,
                                          flips ? Anchor::end : Anchor::start, false});
    }
}

void drawLane(Drawing& drawing, const Axis& axis, const Lane& lane, double top) {
    const double middle = top + laneHeight / 2;
    drawing.shapes.emplace_back(Label{left - 10, middle + 4, fitted(lane.name, 11, left - 14), Ink::text, 11,
                                      Anchor::end, lane.strong});
    for (const auto& bar : lane.bars) {
        const double x = axis.at(bar.from);
        const double width = std::max(axis.at(bar.to) - x, 2.0);
        drawing.shapes.emplace_back(
            Box{x, middle - barHeight / 2, width, barHeight, bar.ink, bar.pattern, true});
    }
    // Words come after all bars; in a lane of several bars only where they fit above their own.
    for (const auto& bar : lane.bars) {
        const double x = axis.at(bar.from);
        const double width = axis.at(bar.to) - x;
        const double needed = widthOf(bar.word, 10);
        if (bar.word.empty())
            continue;
        if (lane.bars.size() > 1) {
            if (needed + 6 <= width) {
                const double centre = x + width / 2;
                drawing.shapes.emplace_back(Box{centre - needed / 2 - 2, middle - barHeight / 2 + 0.5,
                                                needed + 4, barHeight - 1, Ink::band, Pattern::solid, false});
                drawing.shapes.emplace_back(
                    Label{centre, middle + 3.5, bar.word, Ink::text, 10, Anchor::middle, false});
            }
        } else if (x + width + 6 + needed < right) {
            drawing.shapes.emplace_back(
                Label{x + width + 6, middle + 3.5, bar.word, Ink::faint, 10, Anchor::start, false});
        } else {
            drawing.shapes.emplace_back(
                Label{x - 6, middle + 3.5, bar.word, Ink::faint, 10, Anchor::end, false});
        }
    }
}

} // namespace

std::optional<Drawing> recoveryTimeline(const Report& report) {
    const double zero = faultSinceOpening(report);
    const double total = report.times.total();
    const auto marks = moments(report);
    double end = std::max(total - zero, 0.1);
    double from = -zero;
    for (const auto& moment : marks) {
        end = std::max(end, moment.at);
        from = std::min(from, moment.at);
    }
    auto steps = stepLanes(report, zero, end);
    if (steps.empty())
        return std::nullopt;
    std::vector<Lane> lanes;
    if (auto lane = phaseLane(report, zero))
        lanes.push_back(std::move(*lane));
    if (auto lane = serviceLane(report, from, end))
        lanes.push_back(std::move(*lane));
    constexpr std::size_t most = 60; // a page; the table has them all
    const std::size_t leftOut = steps.size() > most ? steps.size() - most : 0;
    steps.resize(steps.size() - leftOut);
    lanes.insert(lanes.end(), steps.begin(), steps.end());

    Drawing drawing;
    drawing.width = drawingWidth;
    const double top = marks.empty() ? 6 : 52;
    const double bottom = top + static_cast<double>(lanes.size()) * laneHeight + 4;
    drawing.height = bottom + 36;
    drawing.title = "Recovery, step by step";
    const Axis axis{from, end, left, right};
    for (std::size_t i = 0; i < lanes.size(); i += 2)
        drawing.shapes.emplace_back(Box{0, top + static_cast<double>(i) * laneHeight + 2, drawingWidth,
                                        laneHeight, Ink::band, Pattern::solid, false});
    axis.draw(drawing, top, bottom);
    double y = top + 2;
    for (const auto& lane : lanes) {
        drawLane(drawing, axis, lane, y);
        y += laneHeight;
    }
    drawMoments(drawing, axis, marks, top, bottom);
    drawing.shapes.emplace_back(
        Label{right, bottom + 30,
              report.milestones.faultUtc.empty() ? "time since the run was opened" : "time since the fault",
              Ink::faint, 10, Anchor::end, false});
    if (leftOut > 0)
        drawing.shapes.emplace_back(Label{0, bottom + 30,
                                          std::to_string(leftOut) + " more steps stand in the table alone",
                                          Ink::faint, 10, Anchor::start, false});
    for (const auto& moment : marks)
        drawing.description +=
            (drawing.description.empty() ? "Milestones: " : ", ") + moment.name + " at " + figure(moment.at);
    drawing.description += std::string(drawing.description.empty() ? "" : ". ") +
                           std::to_string(steps.size() + leftOut) +
                           " steps; the table of steps says the same in figures.";
    return drawing;
}

} // namespace muster::report
