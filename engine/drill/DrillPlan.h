// Many drills, one after another: in which order, when to stop before the last, and what the journal is told
// of it. How a single drill is run is its caller's: the command line does it on its own thread, the window in
// a session.
#pragma once

#include "models/base/Json.h"
#include "models/ports/Journal.h"
#include "models/report/Report.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace muster::drill {

// How one drill of the plan ended.
struct DrillEnd {
    std::int64_t run = 0;
    std::string verdict;
    bool faultStands = false; // it could not be put back
};

class PlanWork {
public:
    virtual ~PlanWork() = default;
    // Runs the drill at this place of the order as a run of its own: `part` belongs into its record
    // (RunRequest::drillPlan). Returns when the run is closed and put back. An Error ends the plan.
    [[nodiscard]] virtual Result<DrillEnd> run(std::size_t index, const Json& part, std::stop_token stop) = 0;
};

struct PlanSettings {
    std::optional<std::int64_t> seed = {}; // the drills were shuffled with it
    bool failFast = false;                 // stop at the first drill that is not passed
};

// The number that a plan has which begins now: no run in the journal has it yet.
[[nodiscard]] Result<std::int64_t> nextPlan(const ports::JournalQueries& journal);

// An order of `count` things: the same seed gives the same order on every machine.
[[nodiscard]] std::vector<std::size_t> shuffled(std::size_t count, std::int64_t seed);

// Runs on the thread that calls it.
class DrillPlan {
public:
    // `drills` in the order in which they run; those with an obstacle are passed over.
    DrillPlan(ports::Journal& journal, std::int64_t number, std::vector<report::PlanPart::Drill> drills,
              PlanSettings settings);

    // Returns how it ended, in the words of the journal's `plan.ended`: "complete", "interrupted" (by `stop`,
    // or by a stop of the drill that ran), "fault-stands", "fail-fast", "error". An Error: the journal could
    // not be told.
    [[nodiscard]] Result<std::string> run(PlanWork& work, std::stop_token stop);

    [[nodiscard]] std::int64_t number() const { return m_number; }

private:
    [[nodiscard]] Json part(std::size_t index) const;
    [[nodiscard]] Result<std::string> ended(const std::string& how, const std::string& why);

    ports::Journal& m_journal;
    std::int64_t m_number;
    std::vector<report::PlanPart::Drill> m_drills;
    PlanSettings m_settings;
    std::int64_t m_lastRun = 0;
};

} // namespace muster::drill
