// The answers of a run's probers, from the logs that its journal keeps.
#pragma once

#include "models/metrics/Sample.h"
#include "models/ports/Journal.h"

#include <string>
#include <vector>

namespace muster::measure {

// Of the logs with these hashes together, each client under the name that the figures of the run give it. A
// log that cannot be read gives an Error.
[[nodiscard]] Result<std::vector<metrics::Sample>> keptSamples(const ports::JournalQueries& journal,
                                                               const std::vector<std::string>& sha256);

} // namespace muster::measure
