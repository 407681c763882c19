// What a supervisor keeps about itself and its program in a file, so that both can be looked at, stopped and
// started again by hand: what a unit file is to systemd. It holds no secret.
#pragma once

#include "range/processes/Launch.h"

#include <optional>

namespace muster::range {

struct Unit {
    Program supervisor;         // how it is started again
    std::string programName;    // of the record of what it supervises
    std::filesystem::path file; // where this is kept
};

// Durable when it returns.
[[nodiscard]] Result<> keepUnit(const Unit& unit);
[[nodiscard]] Result<Unit> loadUnit(const std::filesystem::path& file);

} // namespace muster::range
