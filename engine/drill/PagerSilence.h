// The pager of the environment holds back while a drill breaks something: nobody is woken up for it. The
// silence is for the alerts that the environment file names, and expires by itself: a console that dies
// leaves none behind.
#pragma once

#include "engine/run/ActRunner.h"

namespace muster::drill {

// All of it on the thread that calls. An Error: the journal could not be written, and nothing further was
// done. Both do nothing where the environment declares no pager, or where no silence of this run stands.

// Returns why the pager was not silenced; empty: it was, until `atMost` from now.
[[nodiscard]] Result<std::string> silencePager(const run::World& world, const run::Documents& documents,
                                               run::RunLog& log, Milliseconds atMost);

// Returns why it could not be ended; empty: it was. What cannot be ended expires at its time.
[[nodiscard]] Result<std::string> letPagerSpeak(const run::World& world, const run::Documents& documents,
                                                run::RunLog& log);

} // namespace muster::drill
