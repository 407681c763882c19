// What the frame of the window says: on which environment one works, in which mode, and on which run.
// Pure, so that every combination can be read off in a test.
#pragma once

#include "models/ports/Desk.h"

#include <QString>

namespace muster::ui {

struct FrameState {
    enum class Kind {
        nothing,    // no environment is chosen
        practice,   // not production, whatever the mode
        production, // production, and nothing acts on it: no incident, or a rehearsal
        live,       // a live incident on production is open
    };
    Kind kind = Kind::nothing;
    QString place; // "PRODUCTION", "PRACTICE"
    QString name;  // title of the environment
    QString mode;  // "LIVE INCIDENT 14", "Rehearsal 3", "Drill 7", "No incident"
    QString about; // title of the run, or what the mode means

    bool operator==(const FrameState&) const = default;
    [[nodiscard]] QString sentence() const; // all of it, for titles and screen readers
};

// `shown` is the run on the screen, 0: none. An open live incident on production is never left out, whatever
// is shown.
[[nodiscard]] FrameState frameState(const ports::LibraryView& library,
                                    const std::vector<ports::RunSummary>& runs, const std::string& watched,
                                    std::int64_t shown);

} // namespace muster::ui
