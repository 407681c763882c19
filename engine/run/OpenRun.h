// Begins a run: its number, what it is about, and the exact texts it will execute.
#pragma once

#include "engine/run/Documents.h"
#include "models/incident/Incident.h"
#include "models/ports/Journal.h"

#include <map>
#include <string>

namespace muster::run {

struct RunRequest {
    std::string kind = "incident"; // or "drill"
    incident::Mode mode = incident::Mode::rehearsal;
    bool unattended = false;
    std::map<std::string, std::string> inputs; // complete and checked
    std::string hardware;                      // words for the report: "2 cores, 24 GiB, Linux 6.1"
};

// Appends run.opened and one document.pinned for each document; returns the folded state.
[[nodiscard]] Result<incident::Incident> openRun(ports::Journal& journal, const Documents& documents,
                                                 const RunRequest& request);

} // namespace muster::run
