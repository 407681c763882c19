// The result of a plan in words and as a table, for whoever writes it anywhere. Pure; all text is printable.
#pragma once

#include "models/report/Suite.h"
#include "models/report/TableText.h"
#include "models/report/Words.h"

#include <string>
#include <utility>
#include <vector>

namespace muster::report {

// "passed", "not tested", "not run", "stopped", "under way": the word of a verdict beside a drill.
std::string verdictText(const std::string& verdict);

// "87 %"; empty where there is no ratio.
std::string percent(std::optional<double> ratio);

// "true", "weaker: ..."; "not said" where a measured drill did not say it, empty where nothing was measured.
std::string formText(const SuiteDrill& drill);

// One row a drill: place, scenario, verdict, RTO and its target, RPO and its target, run, form.
TableOf suiteFigures(const Suite& suite);

// What all drills say together, as names and sentences; what was not measured is said to be so.
std::vector<std::pair<std::string, std::string>> suiteTotals(const Suite& suite);

// "3 of 5 passed", with what became of the others.
std::string suiteSentence(const Suite& suite);

// Why the plan ended before its last drill; empty: it did not, or goes on.
std::string endedText(const Suite& suite);

} // namespace muster::report
