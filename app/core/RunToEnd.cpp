#include "app/core/RunToEnd.h"

#include "app/core/Commands.h"
#include "app/core/Progress.h"
#include "app/core/TerminalOperator.h"
#include "engine/run/Driver.h"
#include "engine/run/Entries.h"

#include <algorithm>

namespace muster::app {
namespace {

struct End {
    std::string verdict;
    std::vector<std::string> why;
    int code = command::passed;
};

End endOf(const incident::Incident& state, bool halted, bool stopped) {
    if (state.cancelled)
        return {"cancelled", {*state.cancelled}, stopped ? command::interrupted : command::failed};
    if (state.undoing)
        return {"cancelled", {"what was done was undone as far as the timeline says"}, command::failed};
    if (halted) {
        End end{"failed", {}, command::failed};
        for (const auto& visit : state.visits)
            if (visit.state == incident::StepState::failed)
                end.why.push_back(
                    "step '" + visit.title + "' failed" +
                    (visit.acts.empty() ? "" : ": " + visit.acts.back().host + ": " + visit.acts.back().why));
        return end;
    }
    const bool rehearsed = state.mode == incident::Mode::rehearsal;
    return {rehearsed ? "rehearsed" : "completed",
            {rehearsed ? "only steps that read were executed" : "every step was settled"},
            command::passed};
}

} // namespace

int runToEnd(Workshop& workshop, const run::Documents& documents, incident::Incident state, bool unattended,
             std::stop_token stop) {
    Progress progress(Screen::detect(), true);
    run::RunLog log(workshop.journal(), std::move(state), {&progress});
    TerminalOperator person;
    run::Driver driver(workshop.world(), documents, log, unattended ? nullptr : &person);
    const auto done =
        log.state().phase.empty() ? driver.runPhase(run::phase::recover, stop) : driver.proceed(stop);
    if (!done)
        return complain(done.error(), command::failed);
    const auto end = endOf(log.state(), done->halted, stop.stop_requested());
    auto closing = run::abandonActive(log.state(), "the run was closed");
    closing.push_back({log.state().number, "run.closed", Json{{"verdict", end.verdict}, {"why", end.why}}});
    if (auto written = log.append(closing); !written)
        return complain(written.error(), command::failed);
    return end.code;
}

} // namespace muster::app
