#include "app/core/Commands.h"
#include "app/core/FirstUse.h"
#include "app/core/Progress.h"
#include "app/core/Results.h"
#include "app/workshop/Drills.h"
#include "app/workshop/Files.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "app/workshop/Preflight.h"
#include "app/workshop/Watchdog.h"
#include "app/workshop/Workshop.h"
#include "engine/drill/DrillRunner.h"
#include "engine/measure/Prober.h"
#include "engine/run/OpenRun.h"
#include "models/runbook/Expand.h"
#include "models/runbook/ReadDrill.h"

#include <cstdio>
#include <iostream>
#include <thread>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

constexpr Milliseconds watchdogPatience{30 * 60'000};
constexpr Milliseconds watchdogPause{200};

fs::path journalOf(const command::Request& request) {
    return request.journal.empty() ? defaultJournal() : fs::path(request.journal);
}

int exitCodeOf(const std::string& verdict) {
    if (verdict == "passed")
        return command::passed;
    if (verdict == "not-tested")
        return command::notTested;
    return verdict == "cancelled" ? command::interrupted : command::failed;
}

Milliseconds giveUpAfter(const run::Documents& documents, const command::Request& request) {
    if (const auto given = parseDuration(request.giveUpAfter))
        return *given;
    return usualGiveUpAfter(documents);
}

// Drills that a crash interrupted come first: their faults are taken back before anything else is broken.
Result<> withdrawInterrupted(Workshop& workshop, Progress& progress) {
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

} // namespace

int drillRun(const command::Request& request, std::stop_token stop) {
    if (!request.giveUpAfter.empty() && !parseDuration(request.giveUpAfter))
        return complain({"--give-up-after is not a duration", request.giveUpAfter, "write it as 90s or 5m",
                         "", Retry::never},
                        command::usage);
    auto file = findDrill(request.name);
    if (!file)
        return complain(file.error(), command::usage);
    auto environment = findEnvironment(request.environment);
    if (!environment)
        return complain(environment.error(), command::environmentNotReady);
    auto loaded = loadDrill(*file, *environment);
    if (!loaded)
        return complain(loaded.error(), command::environmentNotReady);
    printProblems(loaded->problems);
    if (hasErrors(loaded->problems))
        return complain(
            {"nothing was run", "the documents have the problems above", "mend them", "", Retry::never},
            command::usage);
    if (auto allowed = mayDrill(loaded->documents); !allowed)
        return complain(allowed.error(), command::environmentNotReady);

    if (!ensureFolder(stateFolder()))
        return complain({"the probe log cannot be kept", "no folder " + stateFolder().string(),
                         "look at its permissions", "", Retry::safe},
                        command::environmentNotReady);
    auto workshop = Workshop::open(journalOf(request));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    Progress progress(Screen::detect(), false);
    if (auto clear = withdrawInterrupted(**workshop, progress); !clear)
        return complain(clear.error(), command::environmentNotReady);
    (*workshop)->connect(loaded->documents.environment,
                         firstUse(request.acceptHostKeys ? NewHostKeys::accept : NewHostKeys::refuse, stop));

    auto inputs = runbook::inputsFrom(loaded->documents.runbooks.at(loaded->documents.main), {});
    if (!inputs)
        return complain(inputs.error(), command::usage);
    run::RunRequest opening{"drill", incident::Mode::drill, true, *inputs, describeHardware()};
    auto opened = run::openRun((*workshop)->journal(), loaded->documents, opening);
    if (!opened)
        return complain(opened.error(), command::environmentNotReady);
    const auto number = opened->number;
    std::fprintf(stderr, "Run %lld: %s, a drill on %s. Journal: %s\n", static_cast<long long>(number),
                 opened->title.c_str(), loaded->documents.environment.name.c_str(),
                 journalOf(request).c_str());
    run::RunLog log((*workshop)->journal(), std::move(*opened), {&progress});
    if (auto watched = startWatchdog(fs::absolute(journalOf(request)), number); !watched)
        return complain(watched.error(), command::environmentNotReady);

    auto probers = proberLauncher();
    drill::DrillSettings settings;
    settings.giveUpAfter = giveUpAfter(loaded->documents, request);
    settings.readFile = readFile;
    drill::DrillRunner runner((*workshop)->world(), probers, loaded->documents, log, settings);
    auto verdict = runner.run(stop);
    if (!verdict)
        return complain(verdict.error(), command::failed);
    if (const int code = writeResults((*workshop)->journal(), number, request); code != command::passed)
        return code;
    return exitCodeOf(*verdict);
}

int drillList(const command::Request& request) {
    Json list = Json::array();
    for (const auto& file : allDrills()) {
        const auto text = readDocument(file);
        if (!text)
            continue;
        const auto reading = runbook::readDrill(file.string(), *text);
        list.push_back({{"drill", reading.drill.id},
                        {"title", reading.drill.title},
                        {"runbook", reading.drill.runbook},
                        {"file", file.string()}});
    }
    if (request.jsonToStandardOutput)
        std::cout << list.dump(2) << "\n";
    else
        for (const auto& drill : list)
            std::printf("%-28s %s\n", drill["drill"].get<std::string>().c_str(),
                        drill["title"].get<std::string>().c_str());
    return command::passed;
}

int drillWithdraw(const command::Request& request, std::stop_token) {
    auto workshop = Workshop::open(journalOf(request));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    const auto state = (*workshop)->fold(request.run);
    if (!state)
        return complain(state.error(), command::usage);
    const std::string number = std::to_string(request.run);
    if (state->kind != "drill")
        return complain({"run " + number + " is no drill", state->title,
                         "go on with it by `muster incident resume " + number + "`", "", Retry::never},
                        command::usage);
    if (!state->open() && state->faultStands())
        return complain({"run " + number + " was closed and could not put everything back",
                         state->why.empty() ? "" : state->why.back(),
                         "put the rest back by hand, as `Put back` in its drill file says", "", Retry::never},
                        command::failed);
    if (!state->open()) {
        std::fprintf(stderr, "Run %s is closed: %s. There is nothing to withdraw.\n", number.c_str(),
                     state->verdict->c_str());
        return command::passed;
    }
    Progress progress(Screen::detect(), false);
    const auto withdrawn = withdrawRun(**workshop, request.run, "console", &progress);
    if (!withdrawn)
        return complain(withdrawn.error(), command::failed);
    return *withdrawn ? command::passed : command::failed;
}

int drillWatch(const command::Request& request) {
    awaitEnd(request.watchedProcess);
    // The journal may be taken by the next console, which withdraws the drill itself, and its disk may be
    // full, which passes: the fault stands meanwhile, so it is tried for a long time.
    SystemClock clock;
    const auto begun = clock.now().monotonicNs;
    while ((clock.now().monotonicNs - begun) / 1'000'000 < watchdogPatience.count()) {
        if (auto workshop = Workshop::open(journalOf(request))) {
            const auto state = (*workshop)->fold(request.run);
            if (state && !state->open())
                return command::passed;
            Progress silent(Screen{}, false);
            const auto withdrawn = withdrawRun(**workshop, request.run, "watchdog", &silent);
            if (withdrawn)
                return *withdrawn ? command::passed : command::failed;
        }
        clock.wait(watchdogPause, {});
    }
    return command::failed;
}

} // namespace muster::app
