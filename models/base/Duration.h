// Durations as people write them in runbooks and environment files, and as they read them on screen.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

using Milliseconds = std::chrono::milliseconds;

// Reads "250ms", "10s", "2m", "1h", "90d", "1m30s"; "0" is zero. Nothing else: no sign, no blanks, no
// bare number, at most 100 years.
std::optional<Milliseconds> parseDuration(std::string_view text);

// "0.4 s", "12 s", "1 m 52 s", "2 h 05 m": at most two units, for people.
std::string formatDuration(Milliseconds duration);

// Seconds with three decimals, for machines: "12.345".
std::string formatSeconds(Milliseconds duration);

} // namespace muster
