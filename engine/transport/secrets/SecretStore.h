// Gets secrets from where an environment says they are: a variable, a file, a command's first line,
// the desktop's keychain.
#pragma once

#include "models/ports/SecretSource.h"

namespace muster::transport {

// Contract: ports::SecretSource. Keeps nothing: every `get` looks again. A file must be readable by its owner
// alone; a command has 30 s, its first line counts, and what it says on standard error reaches ours.
// The keychain has a minute, in which a person may unlock it.
class SecretStore : public ports::SecretSource {
public:
    [[nodiscard]] Result<Secret> get(const environment::SecretReference& reference) override;
};

} // namespace muster::transport
