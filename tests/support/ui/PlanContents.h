// Plans of drills in every state for a ScriptedDesk, on top of contents::tellDrill(..., DrillStory::many).
#pragma once

#include "tests/support/ui/Contents.h"

namespace muster::tests::contents {

enum class PlanStory {
    running, // its fourth of seven drills runs
    ended,   // two did not pass, one cannot run there
    stopped, // by a person, at the third
};

void tellPlan(ScriptedDesk& desk, PlanStory story, std::int64_t now);

} // namespace muster::tests::contents
