// The canonical line of an event and the chain that its hash makes. Pure.
#pragma once

#include "models/base/Error.h"
#include "models/incident/Event.h"

#include <string>
#include <string_view>

namespace muster::journal {

inline constexpr const char* chainStart = "0000000000000000000000000000000000000000000000000000000000000000";

// The exact bytes that are kept and hashed: canonical JSON without a newline.
std::string lineOf(const incident::Event& event);

// The event that a line says; its hash is computed from the line. An Error says what is wrong with it.
[[nodiscard]] Result<incident::Event> eventOf(std::string_view line);

} // namespace muster::journal
