// One entry of the desktop's keychain (the Secret Service of freedesktop.org: GNOME Keyring, KWallet,
// KeePassXC).
#pragma once

#include "models/base/Error.h"
#include "models/base/Secret.h"

#include <chrono>
#include <string>

namespace muster::transport {

// The entry whose attributes are service=muster and entry=`entry`. Blocks, also while its owner is asked to
// unlock the keychain, for `limit` at the most. Thread-safe; needs no event loop. Errors say whether there is
// no keychain, no such entry, or a locked one.
[[nodiscard]] Result<Secret> fromKeychain(const std::string& entry, std::chrono::milliseconds limit);

} // namespace muster::transport
