// The question that a host never seen before raises.
#pragma once

#include "engine/transport/ssh/HostKeys.h"

#include <functional>
#include <stop_token>

namespace muster::app {

enum class NewHostKeys { refuse, ask, accept };

// Shows host, key type and fingerprint and asks at the terminal; without one it refuses.
// `stop` ends the waiting for an answer, as a refusal.
std::function<bool(const transport::HostKeyQuestion&)> firstUse(NewHostKeys policy, std::stop_token stop);

} // namespace muster::app
