// Begins a run: its number, what it is about, and the exact texts it will execute.
#pragma once

#include "engine/run/Documents.h"
#include "models/incident/Incident.h"
#include "models/ports/Journal.h"

#include <map>
#include <optional>
#include <string>

namespace muster::run {

// What a person said when declaring an incident. Empty where nobody declared anything.
struct Declared {
    std::string severity; // instead of the runbook's own; empty: that
    std::string page;     // whom to page, in words
    std::optional<Milliseconds> respondWithin;
    std::string faultKnown; // "now", "known", "estimated", "unknown"
    std::string checklist;  // the post-incident checklist, as its file says; empty: none
};

struct RunRequest {
    std::string kind = "incident"; // or "drill"
    incident::Mode mode = incident::Mode::rehearsal;
    bool unattended = false;
    std::map<std::string, std::string> inputs; // complete and checked
    std::string hardware;                      // words for the report: "2 cores, 24 GiB, Linux 6.1"
    bool guided = false;                       // a person lets every step begin
    Declared declared = {};
    Json drillPlan = nullptr; // of the plan that the run is a part of (engine/drill/DrillPlan); null: of none
};

// Appends run.opened and one document.pinned for each document; returns the folded state.
[[nodiscard]] Result<incident::Incident> openRun(ports::Journal& journal, const Documents& documents,
                                                 const RunRequest& request);

} // namespace muster::run
