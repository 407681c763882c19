// What is up and what is not, as a table for a terminal.
#pragma once

#include "range/control/Range.h"

namespace muster::range {

// One line a part: name, state, process, port, log (below `folder`), what is to be said of it.
std::string statusTable(const fs::path& folder, const std::vector<PartStatus>& parts);

} // namespace muster::range
