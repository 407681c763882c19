// Tables that break across pages with their heads repeated. Inside paper only.
#pragma once

#include "paper/Pages.h"

namespace muster::paper {

// Nothing is clipped: cells wrap, and a row that is higher than a page goes on on the next.
void layTable(Pages& pages, const report::Table& table);

} // namespace muster::paper
