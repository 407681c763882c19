// The samples of all clients in the order in which they were due, and what is missing among them. Inside
// models/metrics only.
#pragma once

#include "models/metrics/Availability.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace muster::metrics {

// Sequence numbers without an answer: still on their way, or never to come.
struct Gap {
    std::int64_t scheduledNs = 0; // when the first of them was due
};

struct Timeline {
    std::vector<const Sample*> samples; // by scheduledNs, then client, then sequence
    std::vector<Gap> gaps;
    std::int64_t newestNs = 0; // the last answer of all
    // The last probe of every client that is not known to have ended: one that answered recently.
    std::map<std::string, std::int64_t> lastScheduledOfLiving;
};

// Points into `samples`.
Timeline lineUp(std::span<const Sample> samples, const Conditions& conditions);

} // namespace muster::metrics
