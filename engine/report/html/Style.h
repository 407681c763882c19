// The look of an HTML report, on screen and on paper. Inside engine/report/html only.
#pragma once

#include <string>

namespace muster::report {

std::string styleSheet();

} // namespace muster::report
