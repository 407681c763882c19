// FILE.head: how many events the journal had, and the hash of the last one, kept beside it. A chain whose end
// was cut off still holds; this is what notices. It is no proof against somebody who changes both files.
#pragma once

#include "engine/journal/Chain.h"

#include <optional>
#include <string>

namespace muster::journal {

struct NotedHead {
    std::string writer;
    Head head;
};

std::string headFileOf(const std::string& journal);

// nullopt: there is none. An Error: it cannot be read, or says nothing that Muster wrote.
[[nodiscard]] Result<std::optional<NotedHead>> readHeadFile(const std::string& journal);

// Replaced as a whole and synced, mode 0600.
[[nodiscard]] Result<> writeHeadFile(const std::string& journal, const NotedHead& noted);

} // namespace muster::journal
