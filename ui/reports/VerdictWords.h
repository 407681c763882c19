// Icons and roles for the tones of a report. Inside ui/reports only.
#pragma once

#include "models/report/Sheet.h"
#include "ui/theme/Theme.h"

namespace muster::ui {

Role toneRole(report::Tone tone);
QString toneIcon(report::Tone tone);
QString verdictIcon(const std::string& verdict); // "passed" or "PASSED"

} // namespace muster::ui
