// How Home and Setup say times, states and proofs. Pure; what came from elsewhere is made safe to show.
#pragma once

#include "models/ports/Desk.h"

#include <QString>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muster::ui::home {

[[nodiscard]] QString plain(std::string_view text);     // one line, cut where it is too long to be read
[[nodiscard]] QString brief(const QString& text);       // what fits a tile: whole words, "…" for the rest
[[nodiscard]] QString sentence(std::string_view text);  // the same, begun with a capital
[[nodiscard]] QString paragraph(std::string_view text); // with its line breaks

[[nodiscard]] std::int64_t nowUtcMs();
[[nodiscard]] QString clockUtc(std::int64_t utcMs); // "10:41:22 UTC"
[[nodiscard]] QString momentUtc(std::int64_t utcMs,
                                std::int64_t nowMs);      // the same, with the day if it is not today
[[nodiscard]] QString lasting(std::int64_t milliseconds); // "31 s", "1 m 05 s", "3 days"; whole seconds
[[nodiscard]] QString ago(std::int64_t utcMs, std::int64_t nowMs);         // "31 s ago", "just now"
[[nodiscard]] QString target(const std::optional<Milliseconds>& duration); // "2 m", "not set"
[[nodiscard]] QString figure(const report::Seconds& seconds);              // "41 s", "unknown"

// What a probe's word is worth at this moment: an answer that is too old is no state.
[[nodiscard]] ports::ServiceHealth seen(ports::ServiceHealth health, std::int64_t nowMs);

[[nodiscard]] QString word(ports::ServiceHealth::State state); // "Up", "Down", "Unknown"
[[nodiscard]] QString iconName(ports::ServiceHealth::State state);
// "Last minute: 52 s good, 8 s failed."
[[nodiscard]] QString spoken(const std::vector<ports::ServiceHealth::Tick>& lastMinute);

// "LIVE on production", "Rehearsal", "Drill".
[[nodiscard]] QString modeWords(incident::Mode mode, bool production);

// What the drills of a runbook proved, newest first in `runs`.
struct Proof {
    enum class Standing { none, passed, failed, notTested };
    Standing standing = Standing::none;
    bool outdated = false; // the runbook has changed since
    QString words;         // "Passed 3 days ago: RTO 41 s of 2 m"
    QString detail;        // the same with everything, for a tooltip
};
[[nodiscard]] Proof proof(const ports::LibraryView::RunbookEntry& entry,
                          const std::vector<ports::RunSummary>& runs, std::int64_t nowMs);

[[nodiscard]] bool runs(const ports::LibraryView::RunbookEntry& entry); // no error stands in it
[[nodiscard]] bool isProduction(const ports::LibraryView& library, const std::string& environment);
[[nodiscard]] const ports::LibraryView::EnvironmentEntry* environmentOf(const ports::LibraryView& library,
                                                                        const std::string& name);
// By what it needs of an environment; one that is not known stands in nobody's way.
[[nodiscard]] bool isFor(const ports::LibraryView::EnvironmentEntry* environment,
                         const runbook::Runbook& runbook);
[[nodiscard]] const ports::LibraryView::RunbookEntry* runbookOf(const ports::LibraryView& library,
                                                                const std::string& id);

} // namespace muster::ui::home
