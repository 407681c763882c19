// For how long a service has answered without a failure, up to its newest answer. Pure.
#pragma once

#include "models/base/Duration.h"
#include "models/metrics/Sample.h"

#include <span>

namespace muster::metrics {

// `samples` in the order in which the answers came; 0 when the newest is not ok, or there is none.
Milliseconds steadyFor(std::span<const Sample> samples);

} // namespace muster::metrics
