// Looks secrets up where an environment says they are.
#pragma once

#include "models/base/Error.h"
#include "models/base/Secret.h"
#include "models/environment/Environment.h"

namespace muster::ports {

// Thread-safe. Errors name the reference, never a part of the value.
class SecretSource {
public:
    virtual ~SecretSource() = default;
    [[nodiscard]] virtual Result<Secret> get(const environment::SecretReference& reference) = 0;
};

} // namespace muster::ports
