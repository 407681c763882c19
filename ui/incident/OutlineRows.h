// The steps of a run as an outline, in the order in which a person meets them: computed from the picture of
// the run and from nothing else. Runbooks that were called stand indented below the step that called them;
// one that the run went on in for good follows under its own heading.
#pragma once

#include "models/ports/Desk.h"

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace muster::ui {

struct OutlineRow {
    enum class Kind { heading, step, communications, checklist };
    Kind kind = Kind::step;
    int depth = 0;
    QString text;      // title of the step, words of the heading
    QString number;    // "3"
    std::string state; // of a step: the report's words, and "waiting", "unknown", "left-out"
    incident::Position position;
    int visit = 0;          // its last one; 0: it was not reached
    std::int64_t times = 0; // how often it was visited
    std::optional<double> planned, actual;
    std::int64_t sinceUtcMs = 0; // of the current step
    QString beside;              // "decide", "2 sent", "3 of 9"
    bool current = false;
    bool next = false; // comes after the current one, when nothing decides otherwise

    bool operator==(const OutlineRow&) const = default;
};

std::vector<OutlineRow> outlineRows(const ports::RunView& view);

// How many steps of the outline are settled, and how many there are.
struct OutlineProgress {
    int settled = 0;
    int all = 0;
};
OutlineProgress progressOf(const std::vector<OutlineRow>& rows);

} // namespace muster::ui
