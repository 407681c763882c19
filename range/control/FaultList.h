// The faults that `muster range break` knows by name, beside those of the links.
#pragma once

#include <string>

namespace muster::range {

bool isFault(const std::string& name);

// One a line, with what it does, and the links with theirs; for help and for errors.
std::string faultList();

} // namespace muster::range
