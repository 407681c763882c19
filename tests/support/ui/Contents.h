// Realistic contents for a ScriptedDesk: the runbook that ships, a range, a production system, and runs in
// every state, told as journal events and folded like real ones. Times are relative to `now`.
#pragma once

#include "tests/support/ui/ScriptedDesk.h"

#include <string>
#include <vector>

namespace muster::tests::contents {

inline constexpr std::int64_t rehearsalRun =
    3;                                      // runOf(...) puts the story on this number unless told otherwise
inline constexpr std::int64_t drillRun = 2; // a finished drill, with samples
inline constexpr std::int64_t liveRun = 14; // live, on production

enum class Story {
    begin,    // asks whether "Enable maintenance mode" may begin
    acting,   // "Restart PostgreSQL" runs on db-a
    failed,   // "Restart PostgreSQL" failed; retry, undo, skip, by hand, stop
    unknown,  // nobody knows whether "Restart PostgreSQL" happened
    decision, // "Confirm that the database is down" leaves the way to a person
    ticks,    // "Look before you go on"
    message,  // "Tell the stakeholders"
    finished, // the runbook is at its end; closable
    closed,   // with its verdict
    interrupted,
};

[[nodiscard]] ports::LibraryView library();                // database-crash, its drill, range and shop
[[nodiscard]] environment::Environment rangeEnvironment(); // "range": practice
[[nodiscard]] environment::Environment shopEnvironment();  // "shop": production
[[nodiscard]] std::vector<ports::ServiceHealth>
health(ports::ServiceHealth::State orchestrator, std::int64_t now, const std::string& environment = "range");
[[nodiscard]] ports::RunView view(Story story, std::int64_t now,
                                  incident::Mode mode = incident::Mode::rehearsal,
                                  std::int64_t run = rehearsalRun);
[[nodiscard]] ports::RunSummary summary(const ports::RunView& view);
[[nodiscard]] ports::RunView finishedDrill(std::int64_t now); // run drillRun
[[nodiscard]] std::vector<metrics::Sample> drillSamples(std::int64_t now);

// All of it: the library, the range watched, a finished drill, and the story as run.
void fill(ScriptedDesk& desk, std::int64_t now,
          ports::ServiceHealth::State orchestrator = ports::ServiceHealth::State::down);
// Sets view and summary of `story` (replacing a run of the same number).
void tell(ScriptedDesk& desk, Story story, std::int64_t now, incident::Mode mode = incident::Mode::rehearsal,
          std::int64_t run = rehearsalRun);

} // namespace muster::tests::contents
