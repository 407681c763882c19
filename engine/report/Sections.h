// The sections of the Markdown report, in the order in which they stand. Pure. Inside engine/report only.
#pragma once

#include "engine/report/Report.h"

#include <string>

namespace muster::report {

std::string summarySection(const Report& report);
std::string milestonesSection(const Report& report);
std::string timesSection(const Report& report);
std::string stepsSection(const Report& report);
std::string communicationsSection(const Report& report); // empty: nobody was told anything
std::string checklistSection(const Report& report);      // empty: the run has none
std::string measurementSection(const Report& report);
std::string timelineSection(const Report& report);
std::string evidenceSection(const Report& report);

} // namespace muster::report
