// The documents one run executes: pinned texts, read once. Pure; lookups only.
#pragma once

#include "models/base/Error.h"
#include "models/environment/Environment.h"
#include "models/incident/Incident.h"
#include "models/ports/Desk.h"
#include "models/runbook/Runbook.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace muster::run {

// The runbook name that stands for the steps of the drill file.
inline constexpr const char* drillRunbook = "drill";

// The phases of a run, in order; an incident has only `recover`.
namespace phase {
inline constexpr const char* steadyState = "steady-state";
inline constexpr const char* breakIt = "break";
inline constexpr const char* observe = "observe";
inline constexpr const char* recover = "recover";
inline constexpr const char* settle = "settle";
inline constexpr const char* putBack = "put-back";
inline constexpr const char* steadyAgain = "steady-again";
inline constexpr const char* verify = "verify";
} // namespace phase

// What the window is shown of them, and how the engine finds its way in them.
struct Documents : ports::RunDocuments {
    // nullptr when there is none; valid as long as this object.
    [[nodiscard]] const runbook::Step* step(const incident::Position& position) const;
    // The steps of one phase, or of the runbook (in phase `recover`).
    [[nodiscard]] std::vector<const runbook::Step*> steps(const std::string& phaseName,
                                                          const std::string& runbookId) const;
    // Where the phase begins; nullopt when it has no steps.
    [[nodiscard]] std::optional<incident::Position> first(const std::string& phaseName) const;
    // The step after `position` in its list; nullopt at the end.
    [[nodiscard]] std::optional<incident::Position> after(const std::string& phaseName,
                                                          const incident::Position& position) const;
    // From a link's file name to the runbook's id; empty when it is not among the documents.
    [[nodiscard]] std::string idOf(const std::string& fileName) const;
    [[nodiscard]] const runbook::Document* document(const std::string& runbookId) const;
    [[nodiscard]] std::vector<runbook::Capture> captures(const incident::Position& position) const;
    [[nodiscard]] const environment::Service* service(const std::string& name) const;
    // What the run is measured against: the main runbook's own targets, else those of its service.
    [[nodiscard]] std::optional<Milliseconds> rtoTarget() const;
    [[nodiscard]] std::optional<Milliseconds> rpoTarget() const;
};

// Reads the texts that a journal pinned, so that a resumed run executes what it began with, whatever
// the files say by now.
[[nodiscard]] Result<Documents> documentsFromJournal(std::span<const incident::Event> events);

} // namespace muster::run
