// The questions that writer and reader both ask of the file.
#pragma once

#include "engine/journal/sqlite/Database.h"
#include "models/incident/Event.h"

#include <string>
#include <vector>

namespace muster::journal {

[[nodiscard]] Result<std::vector<std::int64_t>> readRuns(const Database& database);
[[nodiscard]] Result<std::vector<incident::Event>> readEvents(const Database& database, std::int64_t run);
[[nodiscard]] Result<std::string> readBlob(const Database& database, const std::string& sha256);

} // namespace muster::journal
