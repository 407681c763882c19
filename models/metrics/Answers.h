// The answers of a prober, counted by equal pieces of time: what the chart of a run's writes shows. Pure.
#pragma once

#include "models/metrics/Sample.h"

#include <optional>
#include <span>
#include <vector>

namespace muster::metrics {

struct AnswersOf {   // one piece of time
    double from = 0; // seconds after the origin: of when the probes were due
    int ok = 0, failed = 0, unknown = 0;
    std::optional<double> slowestMs; // of its good answers

    [[nodiscard]] int all() const { return ok + failed + unknown; }
};

// Pieces of `width` seconds that meet at the origin, without a hole from the first sample to the last; in
// any order of samples. At most 100,000 pieces: of a longer time the first ones.
std::vector<AnswersOf> answersBy(std::span<const Sample> samples, std::int64_t originNs, double width);

// The width at which about `pieces` of them cover the samples: 0.1, 0.2, 0.5, 1, 2, 5, 10 ... seconds, and
// never so narrow that less than five probes are due in one: else pieces differ by a moment's delay alone.
double pieceWidth(std::span<const Sample> samples, int pieces);

// The outage as the samples show it, in seconds after the origin: from the first bad answer after the origin
// to the first good one of the row that lasts to the end of the samples, which is nullopt while there is
// none.
struct Outage {
    double from = 0;
    std::optional<double> to;
};
std::optional<Outage> outageOf(std::span<const Sample> samples, std::int64_t originNs);

} // namespace muster::metrics
