// The question that a host never seen before raises.
#pragma once

#include "app/core/Workshop.h"
#include "engine/transport/ssh/HostKeys.h"

#include <functional>

namespace muster::app {

// Shows host, key type and fingerprint and asks at the terminal; without one it refuses.
std::function<bool(const transport::HostKeyQuestion&)> firstUse(NewHostKeys policy);

} // namespace muster::app
