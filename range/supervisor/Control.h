// The words by which a person or a runbook works with a supervised program: status, pid, start, stop,
// restart. They are to a unit of the range what `systemctl` is to one of systemd.
#pragma once

#include "range/supervisor/Unit.h"

namespace muster::range {

// Exit codes of `status`, as those of LSB init scripts.
inline constexpr int unitRuns = 0;
inline constexpr int unitWaits = 3;     // the program is gone, its supervisor is about to start it again
inline constexpr int unitAbandoned = 4; // no supervisor works on it: nothing will start it

// Is `word` one of the words? Then the program's arguments are WORD UNIT.
bool isControlWord(const std::string& word);

// Does it and says so on standard output. Returns the exit code: that of `status` above; else 0, or 1 with
// the reason on standard error. `start` and `stop` do nothing where nothing is to be done.
int control(const std::string& word, const std::filesystem::path& unit);

} // namespace muster::range
