#include "app/core/Commands.h"
#include "app/core/FirstUse.h"
#include "app/core/Progress.h"
#include "app/core/Results.h"
#include "app/core/RunDrill.h"
#include "app/workshop/Drills.h"
#include "app/workshop/Files.h"
#include "app/workshop/Places.h"
#include "app/workshop/Watchdog.h"
#include "engine/drill/DrillRunner.h"
#include "engine/run/Closing.h"

#include <cstdio>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

int exitCodeOf(const std::string& verdict) {
    if (verdict == "passed")
        return command::passed;
    if (verdict == "not-tested")
        return command::notTested;
    return verdict == "cancelled" ? command::interrupted : command::failed;
}

int runOne(const command::Request& request, std::stop_token stop) {
    auto file = findDrill(request.name);
    if (!file)
        return complain(file.error(), command::usage);
    auto environment = findEnvironment(request.environment);
    if (!environment)
        return complain(environment.error(), command::environmentNotReady);
    auto drill = prepareDrill(*file, *environment);
    if (!drill)
        return complain(drill.error(), command::environmentNotReady);
    printProblems(drill->problems);
    if (drill->documentsAreWrong)
        return complain(
            {"nothing was run", "the documents have the problems above", "mend them", "", Retry::never},
            command::usage);
    if (drill->obstacle)
        return complain(*drill->obstacle, command::environmentNotReady);

    auto workshop = Workshop::open(drillJournal(request));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    Progress progress(Screen::detect(), false);
    if (auto clear = withdrawInterrupted(**workshop, progress); !clear)
        return complain(clear.error(), command::environmentNotReady);
    (*workshop)->connect(drill->documents.environment,
                         firstUse(request.acceptHostKeys ? NewHostKeys::accept : NewHostKeys::refuse, stop));
    bool begun = false;
    const auto opened = [&](const incident::Incident& state) {
        begun = true;
        std::fprintf(stderr, "Run %lld: %s, a drill on %s. Journal: %s\n",
                     static_cast<long long>(state.number), state.title.c_str(),
                     drill->documents.environment.name.c_str(), drillJournal(request).c_str());
    };
    const auto done = runDrill(**workshop, *drill, request, nullptr, opened, progress, stop);
    if (!done)
        return complain(done.error(), begun ? command::failed : command::environmentNotReady);
    if (const int code = writeResults((*workshop)->journal(), done->run, request); code != command::passed)
        return code;
    return exitCodeOf(done->verdict);
}

} // namespace

fs::path drillJournal(const command::Request& request) {
    return request.journal.empty() ? defaultJournal() : fs::path(request.journal);
}

Result<> withdrawInterrupted(Workshop& workshop, ports::SessionObserver& progress) {
    for (;;) {
        auto interrupted = workshop.interruptedDrill();
        if (!interrupted)
            return failure(std::move(interrupted.error()));
        if (!*interrupted)
            return {};
        std::fprintf(stderr, "Run %lld (%s) was interrupted; it is withdrawn first.\n",
                     static_cast<long long>((*interrupted)->number), (*interrupted)->title.c_str());
        auto withdrawn = withdrawRun(workshop, (*interrupted)->number, "console", &progress);
        if (!withdrawn)
            return failure(std::move(withdrawn.error()));
        if (!*withdrawn)
            return failure({"an earlier drill could not be put back completely", (*interrupted)->title,
                            "look at `muster incident show " + std::to_string((*interrupted)->number) +
                                "` and put the rest back by hand",
                            "", Retry::never});
    }
}

Result<drill::DrillEnd> runDrill(Workshop& workshop, const PreparedDrill& drill,
                                 const command::Request& request, const Json& plan,
                                 const std::function<void(const incident::Incident&)>& opened,
                                 ports::SessionObserver& progress, std::stop_token stop) {
    auto state = openDrill(workshop.journal(), drill.documents, plan);
    if (!state)
        return failure(std::move(state.error()));
    const auto number = state->number;
    opened(*state);
    run::RunLog log(workshop.journal(), std::move(*state), {&progress});
    const auto watchdog = startWatchdog(fs::absolute(drillJournal(request)), number);
    if (!watchdog) { // nothing was broken yet, and nothing is without it
        auto closed = log.append(run::closingEntries(log.state(), {"not-tested", {watchdog.error().text()}}));
        if (!closed)
            return failure(std::move(closed.error()));
        return drill::DrillEnd{number, "not-tested", false};
    }
    auto probers = proberLauncher();
    drill::DrillSettings settings;
    settings.giveUpAfter = parseDuration(request.giveUpAfter).value_or(usualGiveUpAfter(drill.documents));
    settings.readFile = readFile;
    drill::DrillRunner runner(workshop.world(), probers, drill.documents, log, settings);
    auto verdict = runner.run(stop);
    if (!verdict)
        return failure(std::move(verdict.error())); // the watchdog stays: it has to take the fault back
    dismissWatchdog(*watchdog);
    return drill::DrillEnd{number, *verdict, log.state().faultStands()};
}

int drillRun(const command::Request& request, std::stop_token stop) {
    if (!request.giveUpAfter.empty() && !parseDuration(request.giveUpAfter))
        return complain({"--give-up-after is not a duration", request.giveUpAfter, "write it as 90s or 5m",
                         "", Retry::never},
                        command::usage);
    if (!ensureFolder(stateFolder()))
        return complain({"the probe log cannot be kept", "no folder " + stateFolder().string(),
                         "look at its permissions", "", Retry::safe},
                        command::environmentNotReady);
    return request.isPlan() ? drillRunPlan(request, stop) : runOne(request, stop);
}

} // namespace muster::app
