#include "models/base/Utc.h"
#include "models/report/Axis.h"
#include "models/report/Charts.h"
#include "models/report/Words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace muster::report {
namespace {

constexpr double left = 120;
constexpr double right = drawingWidth - 10;
constexpr std::size_t mostColumns = 236; // of 2.5 units
constexpr double laneHeight = 26;
constexpr double latencyTop = 40, latencyHeight = 96;
constexpr std::array<const char*, 3> names{"acknowledged", "unknown", "failed"};
constexpr std::array<Ink, 3> inks{Ink::good, Ink::warning, Ink::bad};
constexpr std::array<Pattern, 3> patterns{Pattern::solid, Pattern::hatched, Pattern::crossed};

struct Column {
    std::array<int, 3> answers{};
    double slowest = 0; // milliseconds, of good answers
};

std::size_t laneOf(metrics::Answer answer) {
    return answer == metrics::Answer::ok ? 0 : answer == metrics::Answer::unknown ? 1 : 2;
}

// 1 ms at the bottom, 10 s at the top.
double latencyAt(double milliseconds) {
    const double share = std::clamp(std::log10(std::max(milliseconds, 1.0)) / 4, 0.0, 1.0);
    // Rounded, so that no last digit of a logarithm shows in the bytes of a report.
    return std::round((latencyTop + latencyHeight * (1 - share)) * 10) / 10;
}

} // namespace

std::optional<Drawing> probeAnswers(const Report& report, std::span<const metrics::Sample> samples) {
    if (samples.empty())
        return std::nullopt;
    const auto byTime = [](const auto& a, const auto& b) { return a.utcMs < b.utcMs; };
    const auto [earliest, latest] = std::minmax_element(samples.begin(), samples.end(), byTime);
    const auto fault = parseUtc(report.milestones.faultUtc);
    const std::int64_t zero = fault.value_or(earliest->utcMs);
    const auto since = [&](std::int64_t utcMs) { return static_cast<double>(utcMs - zero) / 1000; };
    const Axis axis{since(earliest->utcMs), std::max(since(latest->utcMs), since(earliest->utcMs) + 0.1),
                    left, right};

    // Few samples make few columns: one that no probe falls into would look like a gap in the schedule.
    const std::size_t columns = std::clamp<std::size_t>(samples.size() / 3, 1, mostColumns);
    std::vector<Column> all(columns);
    std::array<int, 3> counts{};
    for (const auto& sample : samples) {
        const double share = (axis.at(since(sample.utcMs)) - left) / (right - left);
        Column& column =
            all[std::min(static_cast<std::size_t>(share * static_cast<double>(columns)), columns - 1)];
        const std::size_t lane = laneOf(sample.answer);
        ++column.answers[lane];
        ++counts[lane];
        if (lane == 0)
            column.slowest =
                std::max(column.slowest, static_cast<double>(sample.doneNs - sample.sentNs) / 1e6);
    }
    int most = 1;
    for (const auto& column : all)
        most = std::max(most, *std::max_element(column.answers.begin(), column.answers.end()));

    Drawing drawing;
    drawing.width = drawingWidth;
    const double lanesTop = latencyTop + latencyHeight + 18;
    const double bottom = lanesTop + 3 * laneHeight;
    drawing.height = bottom + 36;
    drawing.title = "What the prober was told";
    axis.draw(drawing, latencyTop, bottom);
    const double width = (right - left) / static_cast<double>(columns);
    drawing.shapes.emplace_back(Label{0, 12, "Time to a good answer", Ink::text, 11, Anchor::start, true});
    for (const auto& [ms, word] :
         {std::pair{1.0, "1 ms"}, {10.0, "10 ms"}, {100.0, "100 ms"}, {1000.0, "1 s"}, {10000.0, "10 s"}}) {
        const double y = latencyAt(ms);
        drawing.shapes.emplace_back(Line{left, y, right, y, Ink::line, 0.6, false});
        drawing.shapes.emplace_back(Label{left - 10, y + 3.5, word, Ink::faint, 10, Anchor::end, false});
    }
    for (std::size_t i = 0; i < columns; ++i)
        if (all[i].answers[0] > 0)
            drawing.shapes.emplace_back(Mark{left + (static_cast<double>(i) + 0.5) * width,
                                             latencyAt(all[i].slowest), MarkShape::disc, Ink::accent, 3});
    for (std::size_t lane = 0; lane < 3; ++lane) {
        const double floor = lanesTop + static_cast<double>(lane + 1) * laneHeight - 4;
        drawing.shapes.emplace_back(Label{left - 10, floor - 4,
                                          names[lane] + (" " + std::to_string(counts[lane])), Ink::text, 11,
                                          Anchor::end, false});
        drawing.shapes.emplace_back(Line{left, floor, right, floor, Ink::faint, 0.8, false});
        // Neighbouring columns of one height become one box.
        for (std::size_t i = 0; i < columns;) {
            std::size_t end = i + 1;
            while (end < columns && all[end].answers[lane] == all[i].answers[lane])
                ++end;
            if (const int count = all[i].answers[lane]; count > 0) {
                const double height =
                    3 + (laneHeight - 10) * static_cast<double>(count) / static_cast<double>(most);
                drawing.shapes.emplace_back(Box{left + static_cast<double>(i) * width, floor - height,
                                                static_cast<double>(end - i) * width, height, inks[lane],
                                                patterns[lane], false});
            }
            i = end;
        }
    }
    if (fault) {
        const double x = axis.at(0);
        drawing.shapes.emplace_back(Line{x, latencyTop - 4, x, bottom, Ink::text, 1, true});
        drawing.shapes.emplace_back(
            Label{x + 5, latencyTop - 6, "fault", Ink::text, 11, Anchor::start, false});
        if (report.rto && *report.rto > 0) {
            const double back = axis.at(*report.rto);
            drawing.shapes.emplace_back(Line{back, latencyTop - 4, back, bottom, Ink::text, 1, true});
            drawing.shapes.emplace_back(
                Label{back + 5, latencyTop - 6, "recovered", Ink::text, 11, Anchor::start, false});
        }
    }
    drawing.shapes.emplace_back(Label{right, bottom + 30,
                                      fault ? "time since the fault" : "time since the first probe",
                                      Ink::faint, 10, Anchor::end, false});
    drawing.description = std::to_string(counts[0]) + " writes acknowledged, " + std::to_string(counts[1]) +
                          " of unknown outcome, " + std::to_string(counts[2]) + " failed, of " +
                          std::to_string(samples.size()) + " probes over " + brief(axis.to - axis.from) + ".";
    return drawing;
}

} // namespace muster::report
