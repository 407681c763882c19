// The result of a plan as a sheet, as HTML, PDF and the window show it. Pure.
#pragma once

#include "models/report/Sheet.h"
#include "models/report/Suite.h"

namespace muster::report {

Sheet lay(const Suite& suite);

} // namespace muster::report
