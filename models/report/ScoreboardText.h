// The scoreboard as tables and as a document, for those who are not at the window. Pure.
#pragma once

#include "models/report/Scoreboard.h"
#include "models/report/TableText.h"

namespace muster::report {

// One row a scenario; times in seconds with a dot, empty where there is no figure.
TableOf scenarioFigures(const Scoreboard& board);

// A document: what was filtered, the summary with the worst beside every mean, the scenarios, the incidents.
std::string scoreboardMarkdown(const Scoreboard& board, const std::string& filterInWords,
                               std::int64_t nowUtcMs);

// "5 of 6 measured", "nothing measured"
std::string successWords(const Scoreboard& board);
// "RTO of Database crash: 87 % of its target", "RPO of X: 3.0 s where 0 s are allowed"
std::string worstWords(const Scoreboard& board);

} // namespace muster::report
