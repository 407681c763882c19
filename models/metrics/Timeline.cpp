#include "models/metrics/Timeline.h"

#include <algorithm>
#include <tuple>

namespace muster::metrics {

Timeline lineUp(std::span<const Sample> samples, const Conditions& conditions) {
    Timeline timeline;
    std::map<std::string_view, std::vector<const Sample*>> perClient;
    for (const auto& sample : samples) {
        if (conditions.observedUntilNs && sample.scheduledNs > *conditions.observedUntilNs)
            continue;
        timeline.samples.push_back(&sample);
        timeline.newestNs = std::max(timeline.newestNs, sample.doneNs);
        perClient[sample.client].push_back(&sample);
    }
    std::sort(timeline.samples.begin(), timeline.samples.end(), [](const Sample* left, const Sample* right) {
        return std::tie(left->scheduledNs, left->client, left->sequence) <
               std::tie(right->scheduledNs, right->client, right->sequence);
    });

    const auto intervalNs = conditions.interval.count() * 1'000'000;
    const auto silenceNs = intervalNs + (conditions.timeout + conditions.starvationBound).count() * 1'000'000;
    for (auto& [client, rows] : perClient) {
        std::sort(rows.begin(), rows.end(),
                  [](const Sample* left, const Sample* right) { return left->sequence < right->sequence; });
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (rows[i]->sequence - rows[i - 1]->sequence > 1)
                timeline.gaps.push_back({rows[i - 1]->scheduledNs + intervalNs});
        const auto lastNs = rows.back()->scheduledNs;
        if (timeline.newestNs - lastNs <= silenceNs)
            timeline.lastScheduledOfLiving.emplace(client, lastNs);
    }
    return timeline;
}

} // namespace muster::metrics
