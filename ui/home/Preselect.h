// What the declare dialog begins with, so that two key presses are enough; and how times that a person
// types are understood. Pure.
#pragma once

#include "models/ports/Desk.h"
#include "ui/home/Suggestions.h"

#include <QString>
#include <optional>
#include <string>

namespace muster::ui::home {

struct Preselection {
    ports::Declaration declaration;
    std::string reason;             // why this runbook
    std::string downService;        // whose probe is red; empty: none that belongs to the runbook
    std::int64_t lastGoodUtcMs = 0; // the edge of its outage; 0: no probe saw it
    std::int64_t firstBadUtcMs = 0;
};

// `asked`: id of a runbook, or empty for the best one. `health` as it is seen now (Phrases' seen()).
[[nodiscard]] Preselection preselect(const ports::LibraryView& library, const runbook::Search& search,
                                     const std::vector<ports::ServiceHealth>& health,
                                     const std::string& environment, const std::string& asked);

// "10:40", "10:40:07", "2026-11-24 10:40:07", all in UTC; a time of day that is still to come was yesterday.
[[nodiscard]] std::optional<std::int64_t> parseFaultTime(const QString& text, std::int64_t nowMs);

// "P0: respond within 15 min, page Level 2 on call (+49 30 1234)"; what is not known is left out.
[[nodiscard]] QString onCallWords(const environment::Environment& environment, const std::string& severity);

} // namespace muster::ui::home
