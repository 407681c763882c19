// The tables of a journal file.
#pragma once

#include "engine/journal/sqlite/Database.h"

#include <string>

namespace muster::journal {

inline constexpr int schemaVersion = 1;

// Makes an empty file a journal, in one transaction, with a new id; leaves a journal as it is. Errors: the
// file is another program's, or its schema is newer.
[[nodiscard]] Result<> prepareSchema(Database& database);

// The id of the journal: 16 hexadecimal digits, random.
[[nodiscard]] Result<std::string> readWriter(const Database& database);

// What is wrong with the tables and triggers, empty when nothing is. Those of a newer schema are only asked
// to have the tables that reading needs.
[[nodiscard]] std::string schemaProblem(const Database& database);

} // namespace muster::journal
