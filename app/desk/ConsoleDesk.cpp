#include "app/desk/ConsoleDesk.h"

#include "app/desk/IncidentFigures.h"
#include "app/desk/LibraryReader.h"
#include "app/desk/Turns.h"
#include "app/workshop/Drills.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "app/workshop/Preflight.h"
#include "engine/run/Filled.h"
#include "engine/run/OpenRun.h"
#include "models/base/Utc.h"
#include "models/runbook/Expand.h"

#include <algorithm>

namespace muster::app {
namespace {

constexpr Milliseconds followEvery{500};
constexpr std::int64_t nsPerMs = 1'000'000;

const char* faultWord(ports::FaultTime time) {
    switch (time) {
    case ports::FaultTime::now:
        return "now";
    case ports::FaultTime::known:
        return "known";
    case ports::FaultTime::estimated:
        return "estimated";
    case ports::FaultTime::unknown:
        break;
    }
    return "unknown";
}

Json stampBody(const char* name, std::optional<std::int64_t> monotonicNs, std::int64_t utcMs) {
    return {{"name", name},
            {"mono", monotonicNs ? Json(*monotonicNs) : Json(nullptr)},
            {"utc", formatUtc(utcMs)}};
}

// On this machine's clock; a time before its start is below zero, and still right for differences.
std::int64_t monotonicOf(std::int64_t utcMs, const ports::Instant& now) {
    return now.monotonicNs - (now.utcMs - utcMs) * nsPerMs;
}

Error noSuchRun(std::int64_t run) {
    return {"run " + std::to_string(run) + " is not worked on here", "it was closed, or never begun",
            "look at the list of runs", "", Retry::never};
}

} // namespace

ConsoleDesk::ConsoleDesk(std::filesystem::path journal) : m_file(std::move(journal)), m_actor(whoActs()) {}

Result<std::unique_ptr<ConsoleDesk>> ConsoleDesk::open(const std::filesystem::path& journal) {
    std::error_code error;
    std::unique_ptr<ConsoleDesk> desk(new ConsoleDesk(std::filesystem::absolute(journal, error)));
    if (!ensureFolder(desk->m_file.parent_path()))
        return failure({"the journal cannot be opened",
                        "there is no folder " + desk->m_file.parent_path().string(),
                        "create it, or name another journal with --journal", "", Retry::safe});
    auto opened = journal::SqliteJournal::open(desk->m_file.string(), desk->m_clock, desk->m_actor);
    if (opened) {
        desk->m_journal = std::move(*opened);
        desk->m_archive = std::make_unique<Archive>(*desk->m_journal);
    } else {
        auto reader = journal::SqliteJournalReader::open(desk->m_file.string());
        if (!reader)
            return failure(opened.error());
        desk->m_readOnly = opened.error();
        desk->m_reader = std::move(*reader);
        desk->m_archive = std::make_unique<Archive>(*desk->m_reader);
    }
    desk->m_library = std::make_shared<ports::LibraryView>();
    desk->m_inTurn = std::make_unique<Worker>(1);
    desk->m_beside = std::make_unique<Worker>(3);
    desk->m_follower = std::jthread([raw = desk.get()](std::stop_token stop) { raw->followRecovery(stop); });
    desk->m_inTurn->post([raw = desk.get()](const auto&) { raw->refreshRuns(); });
    desk->reloadLibrary();
    return desk;
}

ConsoleDesk::~ConsoleDesk() {
    m_announcer.set(nullptr);
    m_hostKeys.close();
    m_follower = {};
    m_beside.reset();
    m_inTurn->stop(); // no run begins from here on
    m_plan.reset();   // stops the drill that runs, and begins no other
    m_drills.clear(); // each stops and puts back
    m_incidents.clear();
    m_monitor.reset();
}

// ---- snapshots -----------------------------------------------------------------------------------------

std::shared_ptr<const ports::LibraryView> ConsoleDesk::library() const {
    const std::lock_guard lock(m_mutex);
    return m_library;
}

std::vector<ports::ServiceHealth> ConsoleDesk::health() const {
    const std::lock_guard lock(m_mutex);
    return m_monitor ? m_monitor->health() : std::vector<ports::ServiceHealth>{};
}

std::vector<ports::RunSummary> ConsoleDesk::runs() const {
    auto out = m_archive->summaries();
    const std::lock_guard lock(m_mutex);
    for (auto& each : out) {
        if (!each.verdict.empty())
            continue;
        const auto drill = m_drills.find(each.run);
        each.here = m_incidents.contains(each.run) || (drill != m_drills.end() && drill->second->running());
        each.interrupted = !each.here && !m_readOnly;
    }
    return out;
}

std::shared_ptr<const ports::RunView> ConsoleDesk::view(std::int64_t run) const {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_incidents.find(run); found != m_incidents.end())
            return found->second->view();
        if (const auto found = m_drills.find(run); found != m_drills.end())
            return found->second->view();
    }
    return m_archive->loaded(run);
}

std::string ConsoleDesk::watched() const {
    const std::lock_guard lock(m_mutex);
    return m_watched;
}

std::shared_ptr<IncidentSession> ConsoleDesk::session(std::int64_t run) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_incidents.find(run);
    return found == m_incidents.end() ? nullptr : found->second;
}

// ---- turns ---------------------------------------------------------------------------------------------

void ConsoleDesk::inTurnText(ports::Then<std::string> then, std::function<Result<std::string>()> job) {
    inTurn<std::string>(std::move(then), std::move(job));
}

SessionMeans ConsoleDesk::means() {
    return {*m_journal, m_clock, m_journal->writer(), m_announcer,
            [this]() { m_inTurn->post([this](const auto&) { refreshRuns(); }); }};
}

Result<> ConsoleDesk::mayWrite() const {
    if (m_readOnly)
        return failure({"this console only reads", m_readOnly->why,
                        m_readOnly->next.empty() ? "use the console that has the journal" : m_readOnly->next,
                        m_file.string(), Retry::never});
    return {};
}

void ConsoleDesk::refreshRuns() {
    if (const auto refreshed = m_archive->refresh(); !refreshed)
        return; // what cannot be read now is read the next time; verification says what is wrong with it
    m_runsRead = true;
    keepProbeLogs();
    m_announcer.tell([](auto& observer) { observer.runsChanged(); });
}

void ConsoleDesk::keepProbeLogs() {
    if (!m_runsRead)
        return; // nobody knows yet what is open
    std::set<std::string> open;
    for (const auto& each : m_archive->summaries())
        if (each.verdict.empty() && each.kind != "drill" && each.mode == incident::Mode::live)
            open.insert(each.environment);
    const std::lock_guard lock(m_mutex);
    if (m_monitor)
        m_monitor->keepLogsOf(std::move(open));
}

std::string ConsoleDesk::writer() const {
    return m_journal ? m_journal->writer() : readerName;
}

void ConsoleDesk::reloadLibrary() {
    inTurn<void>(nullptr, [this]() -> Result<> {
        auto library = readLibrary(watched());
        {
            const std::lock_guard lock(m_mutex);
            m_library = std::move(library);
        }
        m_announcer.tell([](auto& observer) { observer.libraryChanged(); });
        return {};
    });
}

void ConsoleDesk::watch(const std::string& environment) {
    inTurn<void>(nullptr, [this, environment]() -> Result<> {
        std::unique_ptr<Monitor> old;
        {
            const std::lock_guard lock(m_mutex);
            if (m_watched == environment && m_monitor)
                return {};
            m_watched = environment;
            old = std::move(m_monitor);
        }
        old.reset(); // ends its probes, which takes a moment
        auto found = environmentOf(environment);
        if (found) {
            auto monitor = std::make_unique<Monitor>(*found, writer(), m_announcer, m_clock);
            const std::lock_guard lock(m_mutex);
            m_monitor = std::move(monitor);
        }
        keepProbeLogs();
        auto library = readLibrary(environment); // judged against this environment now
        {
            const std::lock_guard lock(m_mutex);
            m_library = std::move(library);
        }
        m_announcer.tell([](auto& observer) {
            observer.healthChanged();
            observer.libraryChanged();
        });
        return {};
    });
}

Result<std::filesystem::path> ConsoleDesk::fileOfEnvironment(const std::string& name) const {
    for (const auto& each : library()->environments)
        if (each.environment.name == name)
            return std::filesystem::path(each.file);
    return findEnvironment(name);
}

Result<environment::Environment> ConsoleDesk::environmentOf(const std::string& name) const {
    auto library = readLibrary({});
    for (const auto& each : library->environments)
        if (each.environment.name == name)
            return each.environment;
    return failure({"there is no environment '" + name + "'", "it is not registered", "add it in Setup", name,
                    Retry::never});
}

std::shared_ptr<Reach> ConsoleDesk::reach(const environment::Environment& environment) {
    const std::lock_guard lock(m_mutex);
    auto& found = m_reaches[environment.sha256];
    if (!found)
        found = std::make_shared<Reach>(environment, m_hostKeys.firstUse());
    return found;
}

// ---- incidents -----------------------------------------------------------------------------------------

void ConsoleDesk::declare(const ports::Declaration& declaration, ports::Then<std::int64_t> then) {
    inTurn<std::int64_t>(std::move(then), [this, declaration]() { return declareNow(declaration); });
}

Result<std::int64_t> ConsoleDesk::declareNow(const ports::Declaration& declaration) {
    if (auto may = mayWrite(); !may)
        return failure(std::move(may.error()));
    const auto declared = m_clock.now();
    auto runbookFile = findRunbook(declaration.runbook);
    if (!runbookFile)
        return failure(std::move(runbookFile.error()));
    auto environmentFile = fileOfEnvironment(declaration.environment);
    if (!environmentFile)
        return failure(std::move(environmentFile.error()));
    auto loaded = loadRunbook(*runbookFile, *environmentFile);
    if (!loaded)
        return failure(std::move(loaded.error()));
    if (hasErrors(loaded->problems)) {
        const auto first = std::find_if(loaded->problems.begin(), loaded->problems.end(),
                                        [](const auto& each) { return each.severity == Severity::error; });
        return failure({"this runbook cannot run here", first->text(),
                        "mend the document, then declare again", declaration.runbook, Retry::safe});
    }
    if (auto may = mayRun(loaded->documents); !may)
        return failure(std::move(may.error()));
    const auto& main = loaded->documents.runbooks.at(loaded->documents.main);
    auto inputs = runbook::inputsFrom(main, declaration.inputs);
    if (!inputs)
        return failure(std::move(inputs.error()));

    run::RunRequest request;
    request.mode = declaration.mode;
    request.inputs = std::move(*inputs);
    request.hardware = describeHardware();
    request.guided = true;
    request.declared.severity = declaration.severity.empty() ? main.severity : declaration.severity;
    const auto onCall = loaded->documents.environment.onCallFor(request.declared.severity);
    request.declared.page = onCall.page + (onCall.how.empty() ? "" : " (" + onCall.how + ")");
    request.declared.respondWithin = onCall.respondWithin;
    request.declared.faultKnown = faultWord(declaration.faultTime);
    request.declared.checklist = checklistFor(request.declared.severity);
    auto opened = run::openRun(*m_journal, loaded->documents, request);
    if (!opened)
        return failure(std::move(opened.error()));

    std::vector<ports::Entry> entries;
    std::int64_t faultUtcMs =
        declaration.faultTime == ports::FaultTime::now ? declared.utcMs : declaration.faultUtcMs;
    for (const auto& health : health()) {
        if (health.environment != declaration.environment || health.service != main.service ||
            health.firstBadUtcMs == 0 || health.state != ports::ServiceHealth::State::down)
            continue;
        entries.push_back({opened->number, "outage.seen",
                           Json{{"service", health.service},
                                {"last_good_utc", formatUtc(health.lastGoodUtcMs)},
                                {"first_bad_utc", formatUtc(health.firstBadUtcMs)}}});
        // Nobody knows better: the fault came after the last good answer, so that is the careful T0.
        if (declaration.faultTime == ports::FaultTime::unknown && health.lastGoodUtcMs != 0)
            faultUtcMs = health.lastGoodUtcMs;
    }
    if (faultUtcMs != 0)
        entries.push_back(
            {opened->number, "stamp", stampBody("fault", monotonicOf(faultUtcMs, declared), faultUtcMs)});
    entries.push_back({opened->number, "stamp", stampBody("declared", declared.monotonicNs, declared.utcMs)});
    auto written = m_journal->append(entries);
    if (!written)
        return failure(std::move(written.error()));
    auto events = m_journal->events(opened->number);
    if (!events)
        return failure(std::move(events.error()));
    auto reach = this->reach(loaded->documents.environment);
    auto session = std::make_shared<IncidentSession>(means(), std::move(loaded->documents),
                                                     std::move(*events), std::move(reach));
    {
        const std::lock_guard lock(m_mutex);
        m_incidents[opened->number] = session;
    }
    session->begin(false);
    refreshRuns();
    return opened->number;
}

void ConsoleDesk::resume(std::int64_t run, ports::Then<> then) {
    inTurn<void>(std::move(then), [this, run]() { return resumeNow(run); });
}

Result<> ConsoleDesk::resumeNow(std::int64_t run) {
    if (auto may = mayWrite(); !may)
        return may;
    if (session(run))
        return {};
    auto events = m_journal->events(run);
    if (!events)
        return failure(std::move(events.error()));
    const auto state = incident::fold(*events);
    if (events->empty() || !state.open() || state.kind == "drill")
        return failure({"run " + std::to_string(run) + " cannot be resumed",
                        events->empty() ? "there is no such run"
                        : !state.open() ? "it is closed: " + *state.verdict
                                        : "it is a drill: what it measured has a hole now",
                        state.kind == "drill" ? "put it back instead" : "look at the list of runs", "",
                        Retry::never});
    auto documents = run::documentsFromJournal(*events);
    if (!documents)
        return failure(std::move(documents.error()));
    auto reach = this->reach(documents->environment);
    auto session = std::make_shared<IncidentSession>(means(), std::move(*documents), std::move(*events),
                                                     std::move(reach));
    {
        const std::lock_guard lock(m_mutex);
        m_incidents[run] = session;
    }
    session->begin(true);
    refreshRuns();
    return {};
}

void ConsoleDesk::answer(std::int64_t run, const ports::Answer& answer, ports::Then<> then) {
    // Not in turn behind a slow reading of documents: a person waits for it, and it touches no disk.
    m_beside->post([this, run, answer, then](const auto&) {
        const auto found = session(run);
        auto result = found ? found->answer(answer) : failure(noSuchRun(run));
        if (then)
            then(std::move(result));
    });
}

void ConsoleDesk::stopAct(std::int64_t run) {
    if (const auto found = session(run))
        found->stopAct();
}

void ConsoleDesk::setReadsByThemselves(std::int64_t run, bool on) {
    if (const auto found = session(run))
        found->setReadsByThemselves(on);
}

void ConsoleDesk::note(std::int64_t run, const std::string& text, ports::Then<> then) {
    inTurn<void>(std::move(then), [this, run, text]() {
        return appendNow(run, "note.added", Json{{"text", text}});
    });
}

void ConsoleDesk::keepMessage(std::int64_t run, const std::string& to, const std::string& text, bool sent,
                              ports::Then<> then) {
    inTurn<void>(std::move(then), [this, run, to, text, sent]() {
        return appendNow(run, "message.kept", Json{{"to", to}, {"text", text}, {"sent", sent}});
    });
}

void ConsoleDesk::tickChecklist(std::int64_t run, int item, bool done, const std::string& note,
                                ports::Then<> then) {
    inTurn<void>(std::move(then), [this, run, item, done, note]() {
        return appendNow(run, "checklist.ticked", Json{{"item", item}, {"done", done}, {"note", note}});
    });
}

Result<> ConsoleDesk::appendNow(std::int64_t run, const std::string& type, Json body) {
    if (auto may = mayWrite(); !may)
        return may;
    std::shared_ptr<DrillSession> drill;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_drills.find(run); found != m_drills.end())
            drill = found->second;
    }
    if (const auto found = session(run))
        return found->append(type, std::move(body));
    if (drill)
        return drill->append(type, std::move(body));
    auto written = m_journal->append({{run, type, std::move(body)}});
    if (!written)
        return failure(std::move(written.error()));
    if (auto loaded = m_archive->load(run); !loaded)
        return failure(std::move(loaded.error()));
    m_announcer.tell([run](auto& observer) { observer.runChanged(run); });
    return {};
}

// ---- the end of an incident ----------------------------------------------------------------------------

void ConsoleDesk::close(std::int64_t run, ports::Then<> then) {
    inTurn<void>(std::move(then), [this, run]() { return closeNow(run); });
}

Result<> ConsoleDesk::closeNow(std::int64_t run) {
    const auto found = session(run);
    if (!found)
        return failure(noSuchRun(run));
    auto closed = found->close(figuresOf(*found, writer()));
    if (!closed)
        return closed;
    refreshRuns();
    return {};
}

void ConsoleDesk::followRecovery(std::stop_token stop) {
    RecoveryWatch watch(writer());
    while (m_clock.wait(followEvery, stop)) {
        std::vector<std::shared_ptr<IncidentSession>> open;
        {
            const std::lock_guard lock(m_mutex);
            for (const auto& [run, session] : m_incidents)
                open.push_back(session);
        }
        for (const auto& session : open) {
            const auto found = watch.look(*session->view(), m_clock.now());
            if (!found)
                continue;
            const auto live = session->keeper().live();
            constexpr std::int64_t sameMs = 20; // the two clocks are read one after the other
            if (std::abs(live.recoveredUtcMs - found->utcMs) > sameMs || live.recoveryStable != found->stable)
                session->keeper().change([&](LivePart& part) {
                    part.recoveredUtcMs = found->utcMs;
                    part.recoveryStable = found->stable;
                });
        }
    }
}

std::string ConsoleDesk::filled(std::int64_t run, const std::string& text) const {
    const auto view = this->view(run);
    if (!view)
        return text;
    const auto& state = *view->state;
    const auto now = m_clock.now().utcMs;
    std::map<std::string, std::string> values = state.inputs;
    for (const auto& [name, value] : state.captures)
        values[name] = value;
    const auto begun = view->faultUtcMs != 0 ? view->faultUtcMs : view->declaredUtcMs;
    const auto until = view->recoveredUtcMs != 0 ? view->recoveredUtcMs : now;
    values["incident"] = std::to_string(state.number);
    values["title"] = state.title;
    values["severity"] = state.severity;
    values["environment"] = view->documents->environment.title;
    values["service"] = state.service;
    values["started_utc"] = formatUtc(begun);
    values["declared_utc"] = formatUtc(view->declaredUtcMs);
    values["elapsed"] = formatDuration(Milliseconds(std::max<std::int64_t>(0, until - begun)));
    values["recovered_utc"] = view->recoveredUtcMs != 0 ? formatUtc(view->recoveredUtcMs) : "not yet";
    values["status"] = view->recoveredUtcMs == 0 ? "being worked on"
                       : view->recoveryStable    ? "recovered"
                                                 : "recovering";
    values["operator"] = m_actor.name;
    values["page"] = view->report->page;
    return run::filled(text, values);
}

} // namespace muster::app
