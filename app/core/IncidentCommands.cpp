#include "app/core/Commands.h"
#include "app/core/FirstUse.h"
#include "app/core/Results.h"
#include "app/core/RunToEnd.h"
#include "app/workshop/Places.h"
#include "app/workshop/Workshop.h"
#include "engine/report/Report.h"
#include "models/base/Utc.h"

#include <cstdio>
#include <iostream>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

fs::path journalOf(const command::Request& request) {
    return request.journal.empty() ? defaultJournal() : fs::path(request.journal);
}

Json summary(const incident::Incident& state) {
    return {{"run", state.number},
            {"kind", state.kind},
            {"mode", incident::word(state.mode)},
            {"title", state.title},
            {"environment", state.environment},
            {"opened", formatUtc(state.openedUtcMs)},
            {"by", state.openedBy.name},
            {"steps", state.visits.size()},
            {"fault_stands", state.faultStands()},
            {"verdict", state.verdict ? Json(*state.verdict) : Json(nullptr)}};
}

} // namespace

int incidentList(const command::Request& request) {
    auto journal = journal::SqliteJournalReader::open(journalOf(request).string());
    if (!journal)
        return complain(journal.error(), command::failed);
    auto runs = (*journal)->runs();
    if (!runs)
        return complain(runs.error(), command::failed);
    Json list = Json::array();
    for (auto number = runs->rbegin(); number != runs->rend(); ++number) {
        const auto events = (*journal)->events(*number);
        if (!events)
            return complain(events.error(), command::failed);
        list.push_back(summary(incident::fold(*events)));
    }
    if (request.jsonToStandardOutput) {
        std::cout << list.dump(2) << "\n";
        return command::passed;
    }
    if (list.empty())
        std::fprintf(stderr, "No run is in this journal yet.\n");
    for (const auto& run : list)
        std::printf("%5lld  %s  %-9s %-11s %s\n", run["run"].get<long long>(),
                    run["opened"].get<std::string>().c_str(), run["mode"].get<std::string>().c_str(),
                    run["verdict"].is_null() ? "open" : run["verdict"].get<std::string>().c_str(),
                    run["title"].get<std::string>().c_str());
    return command::passed;
}

int incidentShow(const command::Request& request) {
    auto journal = journal::SqliteJournalReader::open(journalOf(request).string());
    if (!journal)
        return complain(journal.error(), command::failed);
    const auto events = (*journal)->events(request.run);
    if (!events)
        return complain(events.error(), command::failed);
    if (events->empty())
        return complain({"there is no run " + std::to_string(request.run), "",
                         "`muster incident list` shows all", "", Retry::never},
                        command::usage);
    const auto report = report::fold(*events);
    std::cout << (request.jsonToStandardOutput ? report::json(report).dump(2) + "\n"
                                               : report::markdown(report));
    return command::passed;
}

int incidentResume(const command::Request& request, std::stop_token stop) {
    auto workshop = Workshop::open(journalOf(request));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    auto events = (*workshop)->journal().events(request.run);
    if (!events)
        return complain(events.error(), command::failed);
    auto state = incident::fold(*events);
    if (events->empty() || !state.open())
        return complain({"run " + std::to_string(request.run) + " cannot be resumed",
                         events->empty() ? "there is no such run" : "it is closed: " + *state.verdict,
                         "`muster incident list` shows which runs are open", "", Retry::never},
                        command::usage);
    if (state.kind == "drill") {
        // What was measured before the interruption is worth nothing after it: a drill is put back, not
        // resumed.
        workshop->reset();
        return drillWithdraw(request, stop);
    }
    auto documents = run::documentsFromJournal(*events);
    if (!documents)
        return complain(documents.error(), command::failed);
    (*workshop)->connect(documents->environment,
                         firstUse(request.acceptHostKeys ? NewHostKeys::accept : NewHostKeys::ask, stop));
    run::RunLog log((*workshop)->journal(), state, {});
    if (auto written = log.append("run.resumed", Json{{"interrupted_at", state.lastSequence}}); !written)
        return complain(written.error(), command::failed);
    const int code =
        runToEnd(**workshop, *documents, log.state(), state.unattended || request.unattended, stop);
    const int written = writeResults((*workshop)->journal(), request.run, request);
    return code == command::passed ? written : code;
}

int incidentNote(const command::Request& request) {
    auto workshop = Workshop::open(journalOf(request));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    if (const auto state = (*workshop)->fold(request.run); !state)
        return complain(state.error(), command::usage);
    auto written =
        (*workshop)->journal().append({{request.run, "note.added", Json{{"text", request.reason}}}});
    return written ? command::passed : complain(written.error(), command::failed);
}

} // namespace muster::app
