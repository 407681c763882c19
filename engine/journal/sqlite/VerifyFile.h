// The part of verification that concerns the file: columns, outputs, tables, pages, the note beside it.
#pragma once

#include "engine/journal/Verify.h"

#include <string>

namespace muster::journal {

// A file that begins as an SQLite database does. Whatever is wrong with it is in the report.
[[nodiscard]] ChainReport verifyFile(const std::string& path);

} // namespace muster::journal
