// Drills in every state for a ScriptedDesk, on top of contents::fill().
#pragma once

#include "tests/support/ui/Contents.h"

namespace muster::tests::contents {

enum class DrillStory {
    never,       // the drill is there and was not run
    passed,      // as fill() has it
    running,     // in the middle of the recovery
    failed,      // over its RTO, and writes are lost
    notTested,   // the fault was not observed
    interrupted, // the console was killed while it ran
    many,        // eighteen scenarios, a year of runs, and incidents
};

// The number of the run that the story is about; 0: none.
std::int64_t tellDrill(ScriptedDesk& desk, DrillStory story, std::int64_t now);

} // namespace muster::tests::contents
