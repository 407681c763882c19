// The command lines of the durable wrapper (resources/scripts/durable.sh) and what goes to its standard
// input.
#pragma once

#include "models/base/Error.h"
#include "models/base/Secret.h"
#include "models/ports/Executor.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster::transport {

// The script as it was built in.
std::string_view durableWrapper();

// How much of an act's output has arrived.
struct Received {
    std::uint64_t out = 0; // bytes
    std::uint64_t err = 0;
};

// Refuses, before anything is done, a key, a secret or a search path that cannot be passed on unharmed.
[[nodiscard]] Result<> checkShellAct(const ports::Act& act, const ports::ShellAct& what);

// Each is one line for a POSIX shell (or fish). `nonce` marks this line's own words; no secret is in it.
std::string runCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce);
std::string collectCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce,
                           const Received& received);
std::string killCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce,
                        std::string_view reason);
std::string forgetCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce);

// What `runCommand` reads: the script, then the secrets as assignments.
Secret runInput(const ports::ShellAct& what);

// 32 hexadecimal digits that nobody can foresee.
std::string newNonce();

} // namespace muster::transport
