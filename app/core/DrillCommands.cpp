#include "app/core/Commands.h"
#include "app/core/Progress.h"
#include "app/workshop/Drills.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "app/workshop/Watchdog.h"
#include "app/workshop/Workshop.h"
#include "models/runbook/ReadDrill.h"

#include <cstdio>
#include <iostream>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

constexpr Milliseconds watchdogPatience{30 * 60'000};
constexpr Milliseconds watchdogPause{200};

fs::path journalOf(const command::Request& request) {
    return request.journal.empty() ? defaultJournal() : fs::path(request.journal);
}

} // namespace

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
