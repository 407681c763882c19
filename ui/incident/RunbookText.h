// Prose that stands in a runbook's text below a step's own: what *If it fails* says.
#pragma once

#include "models/runbook/Runbook.h"

#include <string>

namespace muster::ui {

// Markdown of the step's `### heading`, without its fences; empty: there is none. Headings compare without
// case.
std::string sectionProse(const runbook::Runbook& runbook, const runbook::Step& step,
                         const std::string& heading);

} // namespace muster::ui
