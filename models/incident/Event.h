// One line of a journal. docs/JOURNAL.md lists every type with its body.
#pragma once

#include "models/base/Json.h"

#include <cstdint>
#include <string>

namespace muster::incident {

// Who acts.
struct Actor {
    std::string name; // as the person gave it, else the login's full name
    std::string login;
    std::string machine;

    bool operator==(const Actor&) const = default;
};

struct Event {
    std::int64_t sequence = 0; // from 1, gapless, per writer
    std::string writer;        // the journal's own id: one chain per writer
    std::string previous;      // hash of the event before; 64 zeros for the first
    std::int64_t monotonicNs = 0;
    std::int64_t utcMs = 0;
    Actor actor;
    std::int64_t run = 0; // number of the run, from 1, gapless; 0: about the journal itself
    std::string type;     // "act.intended"
    Json body;
    std::string hash; // SHA-256 of the canonical line
};

} // namespace muster::incident
