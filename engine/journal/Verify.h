// Recomputes everything that a journal promises and names the first event that breaks it.
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster::journal {

struct ChainReport {
    bool intact = false;
    std::int64_t events = 0; // that hold
    std::int64_t runs = 0;
    std::int64_t blobs = 0;    // whose bytes hash to their name
    std::int64_t brokenAt = 0; // sequence of the event that breaks it; 0: not one event, see `why`
    std::int64_t run = 0;      // its run and
    std::string type;          // type, as far as they can be read
    std::string why;
    std::string head;      // hash of the last event that holds
    bool endNoted = false; // a note beside the file says how many events there must be, and they are there
};

// A journal file, or an exported NDJSON file. Changes nothing. An Error: there is no such file.
[[nodiscard]] Result<ChainReport> verifyJournal(const std::string& path);

// The lines of an export; `text` ends with a newline or is empty.
[[nodiscard]] ChainReport verifyLines(std::string_view text);

} // namespace muster::journal
