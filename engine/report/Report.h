// What a run was, told from its journal events and from nothing else. Pure: no clock, no locale, no machine;
// the same events give the same report, byte by byte. Missing or misshapen keys leave a gap in the report
// and never an exception. All text that came from documents, people or servers is made printable by fold();
// each writer escapes it for its own format. docs/REPORTS.md says what every figure and key is.
#pragma once

#include "models/base/Json.h"
#include "models/incident/Event.h"
#include "models/metrics/Sample.h"
#include "models/report/Sheet.h"

#include <span>
#include <string>
#include <vector>

namespace muster::ports {
struct RunSummary;
}

namespace muster::report {

// The events of one run, in order. Events of other runs are passed over.
Report fold(std::span<const incident::Event> events);

// For people: reads well raw in a terminal of 110 columns, and rendered.
std::string markdown(const Report& report);

// For programs: the schema muster.report/1 of docs/REPORTS.md.
Json json(const Report& report);

// For people with a browser: one file, no script, nothing fetched from anywhere. `samples` are the answers of
// the run's prober, for a chart; without them it has none.
std::string html(const Report& report, std::span<const metrics::Sample> samples = {});
std::string html(const Sheet& sheet);

// For a build server: a test suite a report, a test case a drill.
std::string junit(const std::vector<Report>& reports);

// A line of the list of runs. `here` and `interrupted` are left to whoever knows who works on what.
ports::RunSummary summaryOf(const Report& report);

} // namespace muster::report
