// The recovery timeline of a run: one lane a part, times in seconds after the fault. Pure.
#pragma once

#include "models/metrics/Sample.h"
#include "models/report/Report.h"

#include <span>
#include <string>
#include <vector>

namespace muster::report {

struct LaneSegment {
    enum class Look {
        answers,   // the service, as probes saw it: writes are acknowledged
        refuses,   // ... writes fail
        uncertain, // ... nobody knows whether they were written
        acts,      // a command or request is at work, or ended well
        actFailed, // it ended otherwise
        phase,
        waits, // for a person, an approval, a message
    };
    Look look = Look::phase;
    std::string text; // "recover", "Start PostgreSQL"
    double from = 0, to = 0;

    [[nodiscard]] std::string lookInWords() const; // "writes fail", "at work", "waits for a person"
    std::string part;                              // waits: the words of TimeByKind
};

struct Lane {
    std::string name;                  // "orchestrator", "db-a", "phases", "people"
    std::string about;                 // "as the probes saw it", "host", ""
    std::vector<LaneSegment> segments; // rising
};

struct LaneMark {
    std::string name; // "fault", "detected", "declared", "claimed", "writable", "stable"
    double at = 0;
};

struct RecoveryLanes {
    std::vector<Lane> lanes;
    std::vector<LaneMark> marks; // rising
    double from = 0, to = 0;     // what there is to see
    bool afterFault = true;      // false: no fault was stamped, times run from the beginning of the run

    [[nodiscard]] bool empty() const { return lanes.empty() || from >= to; }
};

// `samples` may be empty: then the service has no lane. `nowUtcMs`: of a run that goes on, what has not ended
// reaches to now; 0: to its last event.
RecoveryLanes recoveryLanes(const Report& report, std::span<const metrics::Sample> samples,
                            std::int64_t nowUtcMs = 0);

// One sentence for whoever does not see the picture.
std::string sentence(const RecoveryLanes& lanes);

} // namespace muster::report
