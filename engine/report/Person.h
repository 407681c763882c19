// Which events stand for a person's act, and whose. Inside engine/report only.
#pragma once

#include "models/incident/Event.h"

#include <string>

namespace muster::report {

// "Jane Doe (jane@console)"; made printable.
std::string actorName(const incident::Actor& actor);

// A person answered, ticked, decided, approved or wrote something with this event.
bool personActed(const incident::Event& event);

} // namespace muster::report
