// Scenarios with targets and with figures that somebody reported earlier: what ours are compared with. Pure.
#pragma once

#include "models/base/Error.h"
#include "models/report/Report.h"

#include <string>
#include <vector>

namespace muster::report {

struct SeedScenario {
    std::int64_t number = 0;
    std::string title;
    std::string drill; // id of ours; empty: there is none
    Seconds rtoTarget, rto, rpoTarget, rpo;
    std::string note; // "partial"
};

struct SeedTable {
    std::string source; // where the figures are from, a sentence
    std::vector<SeedScenario> scenarios;
};

// A JSON document of the schema muster.seed/1 (docs/DRILL-PLANS.md); durations as in runbooks: "1m52s". All
// text comes out printable. An Error names the scenario and the key.
[[nodiscard]] Result<SeedTable> readSeedTable(const std::string& text);

} // namespace muster::report
