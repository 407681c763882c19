#include "engine/report/Sections.h"

namespace muster::report {

std::string markdown(const Report& report) {
    return summarySection(report) + milestonesSection(report) + timesSection(report) + stepsSection(report) +
           communicationsSection(report) + checklistSection(report) + measurementSection(report) +
           timelineSection(report) + evidenceSection(report);
}

} // namespace muster::report
