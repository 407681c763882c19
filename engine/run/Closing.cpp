#include "engine/run/Closing.h"

#include "engine/run/Entries.h"

namespace muster::run {

Closing closingOf(const incident::Incident& state, bool halted) {
    if (state.cancelled)
        return {"cancelled", {*state.cancelled}};
    if (state.undoing)
        return {"cancelled", {"what was done was undone as far as the timeline says"}};
    if (halted) {
        Closing closing{"failed", {}};
        for (const auto& visit : state.visits)
            if (visit.state == incident::StepState::failed)
                closing.why.push_back(
                    "step '" + visit.title + "' failed" +
                    (visit.acts.empty() ? "" : ": " + visit.acts.back().host + ": " + visit.acts.back().why));
        return closing;
    }
    const bool rehearsed = state.mode == incident::Mode::rehearsal;
    return {rehearsed ? "rehearsed" : "completed",
            {rehearsed ? "only steps that read were executed" : "every step was settled"}};
}

std::vector<ports::Entry> closingEntries(const incident::Incident& state, const Closing& closing) {
    auto entries = abandonActive(state, "the run was closed");
    entries.push_back({state.number, "run.closed", Json{{"verdict", closing.verdict}, {"why", closing.why}}});
    return entries;
}

} // namespace muster::run
