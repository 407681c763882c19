// What the clock of an incident reads at one moment: computed from the picture of the run and a time, and
// from nothing else. A figure that cannot be known yet is said to be unknown, with why.
#pragma once

#include "models/ports/Desk.h"

#include <QString>
#include <cstdint>

namespace muster::ui {

struct ClockReading {
    enum class Alarm {
        none,
        near, // less than a quarter of the target is left
        over, // the target is missed
        met,  // recovered within the target
    };
    Alarm alarm = Alarm::none;
    QString figure;     // "1:12"
    QString words;      // "left of 2:00", "over the 2:00 target"
    QString elapsed;    // "0:48 since the fault"
    QString faultKnown; // "as you said when you declared it"
    QString declared;   // "declared 0:08 later"
    QString rpo;        // "unknown", "0:00"
    QString rpoWhy;     // "known when the ledger was compared, at the end"
    QString recovered;  // "Writable again at 03:12:45, stable in 6 s"; empty: not recovered
    bool recoveryStable = false;
    double used = 0;            // of the target, 0 to 1
    bool ticking = true;        // it reads differently a second later
    std::int64_t nextMs = 1000; // until it does
};

ClockReading readClock(const ports::RunView& view, std::int64_t nowUtcMs);

} // namespace muster::ui
