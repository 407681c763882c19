#include "app/core/RunToEnd.h"

#include "app/core/Commands.h"
#include "app/core/Progress.h"
#include "app/core/TerminalOperator.h"
#include "engine/run/Closing.h"
#include "engine/run/Driver.h"

namespace muster::app {
namespace {

int exitCodeOf(const run::Closing& closing, bool stopped) {
    if (closing.verdict == "completed" || closing.verdict == "rehearsed")
        return command::passed;
    return stopped ? command::interrupted : command::failed;
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
    const auto closing = run::closingOf(log.state(), done->halted);
    if (auto written = log.append(run::closingEntries(log.state(), closing)); !written)
        return complain(written.error(), command::failed);
    return exitCodeOf(closing, stop.stop_requested() && log.state().cancelled.has_value());
}

} // namespace muster::app
