// Reads the #include lines of a tree and holds them against the table of the finer arrows.
#pragma once

#include "tests/architecture/IncludeTable.h"

#include <filesystem>
#include <string>
#include <vector>

namespace muster::tests {

struct Finding {
    std::string place; // "engine/run/Next.cpp:12", or a folder that has no row
    std::string what;  // and how to mend it
};

// Every finding in app/, engine/, models/, range/ and ui/ below `root`: forbidden and unknown headers,
// folders without a row. Empty means that the architecture holds.
std::vector<Finding> scanIncludes(const std::filesystem::path& root, const std::vector<FolderRow>& table);

// How many #include lines the scan has read; a scan that read none proves nothing.
std::size_t countIncludes(const std::filesystem::path& root);

std::string describe(const std::vector<Finding>& findings);

} // namespace muster::tests
