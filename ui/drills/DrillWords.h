// What the drills screen says of a run and of a drill. No widgets.
#pragma once

#include "models/ports/Desk.h"
#include "models/report/Freshness.h"
#include "ui/theme/Theme.h"

#include <QString>
#include <vector>

namespace muster::ui {

// A state as the window shows it: glyph, word and role.
struct StateLook {
    QString icon;
    QString word;
    Role role = Role::text;
};

[[nodiscard]] StateLook lookOf(const ports::RunSummary& run);
[[nodiscard]] StateLook lookOf(const std::string& verdict); // of a closed run

// A drill of the library on the watched environment, as the list shows it.
struct DrillLine {
    std::string id;
    QString title;
    QString about; // "database-crash.md · orchestrator"
    StateLook state;
    QString figure; // "RTO 4.8 s of 2 m 00 s, unattended"
    report::Freshness freshness;
    std::optional<Error> obstacle; // why it does not run here
    std::int64_t openRun = 0;      // of this drill on this environment; 0: none
    bool interrupted = false;      // that run is not worked on any more

    [[nodiscard]] QString sentence() const; // for screen readers
};

[[nodiscard]] std::vector<DrillLine> drillLines(const ports::LibraryView& library,
                                                const std::vector<ports::RunSummary>& runs,
                                                const std::string& environment, std::int64_t nowUtcMs);

[[nodiscard]] const ports::LibraryView::DrillEntry* findDrill(const ports::LibraryView& library,
                                                              const std::string& id);
[[nodiscard]] const ports::LibraryView::RunbookEntry* findRunbook(const ports::LibraryView& library,
                                                                  const std::string& id);
[[nodiscard]] const environment::Environment* findEnvironment(const ports::LibraryView& library,
                                                              const std::string& name);
[[nodiscard]] QString environmentTitle(const ports::LibraryView& library, const std::string& name);

// Without ": the drill" at its end, which every drill has in its own document.
[[nodiscard]] QString drillTitle(const runbook::Drill& drill);

// "24 Nov 2026, 10:41" of this machine's zone
[[nodiscard]] QString whenText(std::int64_t utcMs);
[[nodiscard]] QString said(const std::string& text); // from elsewhere: made printable, on one line

} // namespace muster::ui
