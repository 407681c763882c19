// The questions that writer and reader both ask of the file, and the one way in which output is packed.
#pragma once

#include "engine/journal/Chain.h"
#include "engine/journal/sqlite/Database.h"

#include <string>
#include <vector>

namespace muster::journal {

[[nodiscard]] Result<std::vector<std::int64_t>> readRuns(const Database& database);
[[nodiscard]] Result<std::vector<incident::Event>> readEvents(const Database& database, std::int64_t run);
[[nodiscard]] Result<std::string> readBlob(const Database& database, const std::string& sha256);

// As the last event says it; a fresh chain's when there is none.
[[nodiscard]] Result<Head> readHead(const Database& database);

[[nodiscard]] Result<> writeLink(Database& database, const Link& link);
[[nodiscard]] Result<> writeBlob(Database& database, const std::string& sha256, std::string_view bytes);

// zstd. `size` is what the file claims; nothing above the journal's limit is believed.
[[nodiscard]] Result<std::string> unpacked(std::string_view packed, std::int64_t size);

} // namespace muster::journal
