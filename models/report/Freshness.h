// How much a drill's last result still proves. Pure.
#pragma once

#include "models/ports/Desk.h"

#include <optional>
#include <span>
#include <string>

namespace muster::report {

struct Freshness {
    std::optional<ports::RunSummary> last;   // the newest closed run
    std::optional<ports::RunSummary> proved; // the newest one that passed
    bool runbookChanged = false;             // since `proved`
    std::string words; // "proved 12 days ago; the runbook has changed since", "never run here"
};

// Of one drill on one environment. `runbookSha256` is the runbook of now; empty: it is not there. `runs`
// newest first.
Freshness freshness(std::span<const ports::RunSummary> runs, const std::string& drill,
                    const std::string& environment, const std::string& runbookSha256, std::int64_t nowUtcMs);

// "just now", "5 minutes ago", "3 hours ago", "yesterday", "12 days ago".
std::string ago(std::int64_t utcMs, std::int64_t nowUtcMs);

} // namespace muster::report
