// The figures of a drill as the body of the journal's `measured` event. Pure.
#pragma once

#include "models/base/Json.h"
#include "models/metrics/Availability.h"
#include "models/metrics/Ledger.h"

namespace muster::metrics {

// What the samples alone cannot tell.
struct Stamps {
    std::int64_t faultUtcMs = 0;
    std::optional<std::int64_t> detectedNs = {}; // the console's own detector
};

// Keys and meaning: docs/MEASURING.md. Seconds are numbers with at most three decimals; null where a
// figure does not exist. Work lost and workflow counts are the caller's to add.
Json measuredBody(const Availability& availability, const LedgerComparison& ledger,
                  const Conditions& conditions, const Stamps& stamps);

} // namespace muster::metrics
