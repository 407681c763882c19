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

// What keeps the file from being read as a journal, empty when nothing does: a table is missing, or there is
// a view in its place, which could say anything or never end. Ask this before anything else.
[[nodiscard]] std::string readingProblem(const Database& database);

// What is wrong with the tables and triggers, empty when nothing is. Of a newer schema only the above.
[[nodiscard]] std::string schemaProblem(const Database& database);

// A database that can be read as a journal; changes nothing (see Database::openForReading).
[[nodiscard]] Result<Database> openJournalForReading(const std::string& path);

} // namespace muster::journal
