// The result of a plan of drills, from the journal and from nothing else, in every form that is text.
// docs/DRILL-PLANS.md says what every key is. Writers are pure: two exports are the same byte by byte.
#pragma once

#include "engine/report/Report.h"
#include "models/base/Error.h"
#include "models/ports/Journal.h"
#include "models/report/SeedTable.h"
#include "models/report/Suite.h"

namespace muster::report {

// The plan of this number; 0: the newest. Reads the runs from the newest back to where the plan began. An
// Error: the journal cannot be read, or holds no such plan.
[[nodiscard]] Result<Suite> suiteFromJournal(const ports::JournalQueries& journal, std::int64_t plan);

std::string markdown(const Suite& suite);
std::string html(const Suite& suite);
Json json(const Suite& suite);         // the schema muster.suite/1
std::string junit(const Suite& suite); // a test suite for the plan, a test case for each drill

// The scenarios of a seed with its figures, and beside them what this plan measured: a document in Markdown.
std::string recoveryMetrics(const Suite& suite, const SeedTable& seed);

} // namespace muster::report
