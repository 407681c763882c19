// RTO and RPO of a live incident: from the probe logs that this console left, and those before it that were
// killed or closed while the incident was open.
#pragma once

#include "app/desk/IncidentSession.h"
#include "engine/measure/WatchLogs.h"
#include "models/ports/Journal.h"

#include <optional>
#include <string>
#include <vector>

namespace muster::app {

// An entry of type `measured`, with the logs it rests on kept in the journal; none for a run that is not
// live, has no stamp of its fault, or whose outage no probe saw. Reads the ledger from the nodes: blocks.
std::vector<ports::Entry> figuresOf(IncidentSession& session, const std::string& writer);

// Says while an incident is open whether its service is back. Not thread-safe.
class RecoveryWatch {
public:
    explicit RecoveryWatch(const std::string& writer);

    struct Recovery {
        std::int64_t utcMs = 0; // of the answer that ended the outage; 0: not yet
        bool stable = false;
    };
    // nullopt: there is nothing to say it from.
    [[nodiscard]] std::optional<Recovery> look(const ports::RunView& view, const ports::Instant& now);

private:
    measure::WatchLogReader m_logs;
};

} // namespace muster::app
