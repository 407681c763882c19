// A whole sheet onto pages. Inside paper only.
#pragma once

#include "paper/Pages.h"

namespace muster::paper {

void laySheet(Pages& pages, const report::Sheet& sheet);

} // namespace muster::paper
