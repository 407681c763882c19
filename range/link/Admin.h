// The administration of a link over HTTP on loopback: its state, its faults.
#pragma once

#include "range/link/Relay.h"

#include <httplib.h>

namespace muster::range {

// GET / and POST /reset, /delay?ms=N[&direction=up|down|both], /stop[?direction=...], /mend. Each answers the
// state as JSON once it holds; 400 with `error` and `next` for what cannot be. `relay` must outlive `server`.
void installAdmin(httplib::Server& server, Relay& relay);

} // namespace muster::range
