// Times of day as the journal and reports write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

// "2026-11-24T03:12:45.678Z" from milliseconds since 1970-01-01T00:00:00Z.
std::string formatUtc(std::int64_t utcMs);

// The same back; nullopt when it is not exactly of this form.
std::optional<std::int64_t> parseUtc(std::string_view text);

} // namespace muster
