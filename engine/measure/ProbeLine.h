// How the lines of a probe log are written. Inside engine/measure only.
#pragma once

#include "models/metrics/Sample.h"

#include <string>
#include <string_view>

namespace muster::measure {

inline constexpr std::string_view probeLogFormat = "muster-probe-log";
inline constexpr int probeLogVersion = 1;

// With its newline.
std::string toLine(const metrics::Sample& sample);

} // namespace muster::measure
