#include "models/metrics/Steady.h"

#include <algorithm>

namespace muster::metrics {

Milliseconds steadyFor(std::span<const Sample> samples) {
    std::int64_t oldest = 0;
    std::int64_t newest = 0;
    for (auto sample = samples.rbegin(); sample != samples.rend() && sample->answer == Answer::ok; ++sample) {
        newest = std::max(newest, sample->doneNs);
        oldest = sample->doneNs;
    }
    return Milliseconds((newest - oldest) / 1'000'000);
}

} // namespace muster::metrics
