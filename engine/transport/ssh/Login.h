// Proves to a host who we are: by the key file of the environment, or the agent and the usual key files.
#pragma once

#include "engine/transport/ssh/Session.h"
#include "models/environment/Environment.h"
#include "models/ports/SecretSource.h"

namespace muster::transport {

struct LoginMeans {
    const environment::Environment& environment; // where the passphrase's name is looked up
    ports::SecretSource& secrets;
};

// On error nobody is logged in; it lists what was tried, never a part of a secret. Retry::safe when the line
// was lost meanwhile, else never.
[[nodiscard]] Result<> logIn(Session& session, const environment::Host& host, const LoginMeans& means,
                             Deadline deadline, std::stop_token stop);

} // namespace muster::transport
