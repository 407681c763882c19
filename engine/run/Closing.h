// How a run ends: the verdict that its state gives it, and the entries that close it. Pure.
#pragma once

#include "models/incident/Incident.h"
#include "models/ports/Journal.h"

#include <string>
#include <vector>

namespace muster::run {

struct Closing {
    std::string verdict; // "completed", "rehearsed", "failed", "cancelled"
    std::vector<std::string> why;
};

// Of an incident or a rehearsal. `halted`: a failed step stopped it.
Closing closingOf(const incident::Incident& state, bool halted);

// What is still active ends as failed, then run.closed.
std::vector<ports::Entry> closingEntries(const incident::Incident& state, const Closing& closing);

} // namespace muster::run
