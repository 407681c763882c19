#include "models/metrics/Answers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace muster::metrics {
namespace {

constexpr std::int64_t mostPieces = 100'000;

// Subtracted as floating point: a log may hold any number, and none may overflow.
double since(std::int64_t originNs, std::int64_t ns) {
    return (static_cast<double>(ns) - static_cast<double>(originNs)) / 1e9;
}

std::pair<std::int64_t, std::int64_t> span(std::span<const Sample> samples) {
    const auto [first, last] =
        std::minmax_element(samples.begin(), samples.end(),
                            [](const auto& a, const auto& b) { return a.scheduledNs < b.scheduledNs; });
    return {first->scheduledNs, last->scheduledNs};
}

} // namespace

std::vector<AnswersOf> answersBy(std::span<const Sample> samples, std::int64_t originNs, double width) {
    if (samples.empty() || !(width > 0))
        return {};
    const auto [first, last] = span(samples);
    const auto pieceOf = [&](std::int64_t ns) { return std::floor(since(originNs, ns) / width + 1e-6); };
    const double from = pieceOf(first);
    const auto count =
        static_cast<std::int64_t>(std::min(pieceOf(last) - from + 1, static_cast<double>(mostPieces)));
    std::vector<AnswersOf> out(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].from = (from + static_cast<double>(i)) * width;
    for (const auto& sample : samples) {
        const double at = pieceOf(sample.scheduledNs) - from;
        if (at >= static_cast<double>(count))
            continue;
        auto& piece = out[static_cast<std::size_t>(at)];
        if (sample.answer == Answer::ok) {
            ++piece.ok;
            const double took = since(sample.sentNs, sample.doneNs) * 1e3;
            piece.slowestMs = std::max(piece.slowestMs.value_or(0), took);
        } else {
            ++(sample.answer == Answer::failed ? piece.failed : piece.unknown);
        }
    }
    return out;
}

double pieceWidth(std::span<const Sample> samples, int pieces) {
    if (samples.size() < 2 || pieces < 1)
        return 0.5;
    const auto [first, last] = span(samples);
    const double length = since(first, last);
    const double interval = length / static_cast<double>(samples.size() - 1);
    const double wanted = std::max(length / pieces, interval * 5);
    double width = 0.1;
    for (int step = 0; width < wanted * 0.999 && step < 40; ++step)
        width *= std::array{2.0, 2.5, 2.0}[static_cast<std::size_t>(step % 3)];
    return width;
}

std::optional<Outage> outageOf(std::span<const Sample> samples, std::int64_t originNs) {
    std::vector<const Sample*> order;
    for (const auto& sample : samples)
        order.push_back(&sample);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return a->scheduledNs < b->scheduledNs; });
    std::optional<Outage> out;
    for (const auto* sample : order) {
        if (sample->answer != Answer::ok) {
            if (!out && sample->doneNs >= originNs)
                out = Outage{std::max(0.0, since(originNs, sample->scheduledNs)), {}};
            if (out)
                out->to.reset();
        } else if (out && !out->to) {
            out->to = since(originNs, sample->doneNs);
        }
    }
    return out;
}

} // namespace muster::metrics
