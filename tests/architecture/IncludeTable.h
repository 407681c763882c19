// The finer arrows of the architecture: which folder may include which. cmake/Arrows.cmake refuses whole
// libraries; this table speaks of every folder. To add a folder is to add its row here, with the fewest
// arrows that it needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::tests {

struct FolderRow {
    std::string folder; // exactly this folder, not those below it
    std::vector<std::string>
        folders; // whose headers it may include besides its own; "x/*" is x and all below it
    std::vector<std::string> families; // of headers from elsewhere, by the names of familyOf()
};

// One row a folder, from the domain outwards.
const std::vector<FolderRow>& includeTable();

// The family of a header that is not ours: "std", "posix", "inputOutput", "json", "qt", ...; empty if nobody
// knows it.
std::string familyOf(std::string_view header);

} // namespace muster::tests
