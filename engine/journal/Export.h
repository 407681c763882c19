// The journal as NDJSON: the stored lines, byte for byte, which anyone can verify with sha256sum.
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <string>

namespace muster::journal {

// All lines, or those of one run (0: all); only all of them verify as a chain. Adds nothing to the journal.
[[nodiscard]] Result<std::string> exportJournal(const std::string& path, std::int64_t run);

} // namespace muster::journal
