// A TCP connection with limits: libssh's own would block in name resolution and knows no cancelling.
#pragma once

#include "engine/transport/durable/Line.h"
#include "models/environment/Environment.h"

#include <stop_token>

namespace muster::transport {

// A connected, non-blocking socket that the caller closes. Small packets are sent at once, and a peer that
// is gone without a word is noticed within half a minute. Errors are Retry::safe.
[[nodiscard]] Result<int> connectSocket(const environment::Host& host, Deadline deadline,
                                        std::stop_token stop);

} // namespace muster::transport
