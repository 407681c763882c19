// Reads of event bodies that never throw: a key that is missing or of another type is an absent value.
// Text comes out printable. Inside engine/report only.
#pragma once

#include "models/base/Json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace muster::report {

std::string text(const Json& body, const char* key);
std::optional<double> decimal(const Json& body, const char* key);
// Within ±4·10^18, so that a difference of two never overflows.
std::optional<std::int64_t> integer(const Json& body, const char* key);
std::optional<bool> boolean(const Json& body, const char* key);
std::vector<std::string> texts(const Json& body, const char* key);
// A null where there is none; null answers every other read with "absent".
const Json& member(const Json& body, const char* key);

} // namespace muster::report
