// Which runbooks what the probes see speaks for. Pure.
#pragma once

#include "models/ports/Desk.h"
#include "models/runbook/Search.h"

#include <cstddef>
#include <string>
#include <vector>

namespace muster::ui::home {

struct Suggestion {
    std::size_t runbook = 0; // index in the library
    bool seen = false;       // a probe saw one of its symptoms
    double score = 0;
    std::string service; // whose probe speaks for it
    std::string reason;  // "orchestrator is down, and a probe saw: connection refused"
};

// Best first: those of which a probe of a down service saw a symptom, the gravest of them before the others,
// whatever the number of words; then those of the service itself. A runbook that cannot run comes behind all
// that can; one that is not for that environment does not come at all. `search` was built from the runbooks
// of `library`, in their order.
[[nodiscard]] std::vector<Suggestion> suggestions(const ports::LibraryView& library,
                                                  const runbook::Search& search,
                                                  const std::string& environment,
                                                  const std::vector<ports::ServiceHealth>& health);

// One search over all runbooks of a library.
[[nodiscard]] runbook::Search searchOf(const ports::LibraryView& library);

} // namespace muster::ui::home
