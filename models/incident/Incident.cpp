#include "models/incident/Incident.h"

#include <array>
#include <functional>

namespace muster::incident {
namespace {

constexpr std::array<std::pair<StepState, const char*>, 9> stepWords{{{StepState::active, "active"},
                                                                      {StepState::done, "done"},
                                                                      {StepState::failed, "failed"},
                                                                      {StepState::skipped, "skipped"},
                                                                      {StepState::simulated, "simulated"},
                                                                      {StepState::assumed, "assumed"},
                                                                      {StepState::waived, "waived"},
                                                                      {StepState::byHand, "by-hand"},
                                                                      {StepState::undone, "undone"}}};

constexpr std::array<std::pair<ActResult, const char*>, 9> resultWords{
    {{ActResult::open, "open"},
     {ActResult::simulated, "simulated"},
     {ActResult::ok, "ok"},
     {ActResult::failed, "failed"},
     {ActResult::timedOut, "timed-out"},
     {ActResult::cancelled, "cancelled"},
     {ActResult::notStarted, "not-started"},
     {ActResult::neverStarted, "never-started"},
     {ActResult::unknown, "unknown"}}};

constexpr std::array<std::pair<Mode, const char*>, 3> modeWords{
    {{Mode::rehearsal, "rehearsal"}, {Mode::drill, "drill"}, {Mode::live, "live"}}};

template <class Value, std::size_t size>
std::string wordOf(const std::array<std::pair<Value, const char*>, size>& words, Value value) {
    for (const auto& [each, name] : words)
        if (each == value)
            return name;
    return "?";
}

template <class Value, std::size_t size>
std::optional<Value> valueOf(const std::array<std::pair<Value, const char*>, size>& words,
                             const std::string& name) {
    for (const auto& [each, text] : words)
        if (name == text)
            return each;
    return std::nullopt;
}

std::string text(const Json& body, const char* key) {
    const auto found = body.find(key);
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int number(const Json& body, const char* key, int otherwise = 0) {
    const auto found = body.find(key);
    return found != body.end() && found->is_number_integer() ? found->get<int>() : otherwise;
}

bool flag(const Json& body, const char* key) {
    const auto found = body.find(key);
    return found != body.end() && found->is_boolean() && found->get<bool>();
}

std::optional<int> optionalNumber(const Json& body, const char* key) {
    const auto found = body.find(key);
    if (found == body.end() || !found->is_number_integer())
        return std::nullopt;
    return found->get<int>();
}

std::optional<Position> position(const Json& body, const char* key) {
    const auto found = body.find(key);
    if (found == body.end() || !found->is_object())
        return std::nullopt;
    return Position{text(*found, "runbook"), text(*found, "step")};
}

std::vector<std::string> texts(const Json& body, const char* key) {
    std::vector<std::string> out;
    const auto found = body.find(key);
    if (found != body.end() && found->is_array())
        for (const auto& each : *found)
            if (each.is_string())
                out.push_back(each.get<std::string>());
    return out;
}

Visit* visitOf(Incident& state, const Json& body) {
    const int at = number(body, "at");
    for (auto& visit : state.visits)
        if (visit.at == at)
            return &visit;
    return nullptr;
}

ActRecord& recordOf(Visit& visit, const Json& body) {
    const std::string key = text(body, "key");
    for (auto& record : visit.acts)
        if (record.key == key)
            return record;
    ActRecord record;
    record.key = key;
    record.part = text(body, "part");
    record.attempt = number(body, "attempt", 1);
    record.host = text(body, "host");
    visit.acts.push_back(std::move(record));
    return visit.acts.back();
}

void runOpened(Incident& state, const Event& event) {
    const Json& body = event.body;
    state.number = event.run;
    state.kind = text(body, "kind");
    state.mode = modeFromWord(text(body, "mode")).value_or(Mode::rehearsal);
    state.title = text(body, "title");
    state.runbook = text(body, "runbook");
    state.drill = text(body, "drill");
    state.severity = text(body, "severity");
    state.service = text(body, "service");
    if (const auto found = body.find("environment"); found != body.end() && found->is_object())
        state.environment = text(*found, "name");
    state.unattended = flag(body, "unattended");
    state.guided = flag(body, "guided");
    if (const auto found = body.find("inputs"); found != body.end() && found->is_object())
        for (const auto& [name, value] : found->items())
            if (value.is_string())
                state.inputs[name] = value.get<std::string>();
    state.openedBy = event.actor;
    state.openedUtcMs = event.utcMs;
}

void phaseEntered(Incident& state, const Event& event) {
    state.phase = text(event.body, "phase");
    state.next = position(event.body, "next");
    state.callers.clear();
    state.halted = false;
}

void stepEntered(Incident& state, const Event& event) {
    Visit visit;
    visit.at = number(event.body, "at");
    visit.phase = state.phase;
    visit.runbook = text(event.body, "runbook");
    visit.step = text(event.body, "step");
    visit.title = text(event.body, "title");
    state.visits.push_back(std::move(visit));
    state.next.reset();
}

void roleResolved(Incident& state, const Event& event) {
    if (Visit* visit = visitOf(state, event.body))
        visit->hosts[{text(event.body, "part"), number(event.body, "attempt", 1)}] =
            texts(event.body, "hosts");
}

void actIntended(Incident& state, const Event& event) {
    if (Visit* visit = visitOf(state, event.body))
        recordOf(*visit, event.body).result = ActResult::open;
}

void actSimulated(Incident& state, const Event& event) {
    if (Visit* visit = visitOf(state, event.body))
        recordOf(*visit, event.body).result = ActResult::simulated;
}

void actEnded(Incident& state, const Event& event) {
    Visit* visit = visitOf(state, event.body);
    if (visit == nullptr)
        return;
    ActRecord& record = recordOf(*visit, event.body);
    record.result = valueOf(resultWords, text(event.body, "result")).value_or(ActResult::unknown);
    record.why = text(event.body, "why");
    record.exitCode = optionalNumber(event.body, "exit");
    record.status = optionalNumber(event.body, "status");
}

void stepSettled(Incident& state, const Event& event) {
    if (Visit* visit = visitOf(state, event.body)) {
        visit->state = valueOf(stepWords, text(event.body, "state")).value_or(StepState::failed);
        visit->undoSettled |= text(event.body, "part") == partUndo;
    }
    if (event.body.contains("next"))
        state.next = position(event.body, "next");
    state.halted = flag(event.body, "halted");
}

void stepTicked(Incident& state, const Event& event) {
    Visit* visit = visitOf(state, event.body);
    if (visit == nullptr)
        return;
    visit->ticks.insert(number(event.body, "item"));
    visit->ticksAssumed |= text(event.body, "how") == "assumed";
    visit->ticksSimulated |= text(event.body, "how") == "simulated";
}

void decisionMade(Incident& state, const Event& event) {
    Visit* visit = visitOf(state, event.body);
    if (visit == nullptr)
        return;
    visit->decided = true;
    visit->decidedTo = position(event.body, "to");
    if (text(event.body, "go") == "call")
        state.callers.push_back({position(event.body, "return_to"), state.inputs, state.captures});
    if (const auto found = event.body.find("inputs"); found != event.body.end() && found->is_object())
        for (const auto& [name, value] : found->items())
            if (value.is_string()) {
                state.inputs[name] = value.get<std::string>();
                state.captures.erase(name); // what was read before hides no argument
            }
}

void returned(Incident& state, const Event& event) {
    state.next = position(event.body, "next");
    if (state.callers.empty())
        return;
    // The caller knows what it knew, and what was captured since.
    auto& caller = state.callers.back();
    state.inputs = std::move(caller.inputs);
    state.captures.merge(caller.captures);
    state.callers.pop_back();
}

void stamped(Incident& state, const Event& event) {
    const std::string name = text(event.body, "name");
    if (const auto found = event.body.find("mono"); found != event.body.end() && found->is_number_integer())
        state.stampsNs[name] = found->get<std::int64_t>();
    state.stampsUtc[name] = text(event.body, "utc");
}

template <class Change> void onVisit(Incident& state, const Event& event, Change change) {
    if (Visit* visit = visitOf(state, event.body))
        change(*visit);
}

using Handler = std::function<void(Incident&, const Event&)>;

const std::map<std::string, Handler, std::less<>>& handlers() {
    static const std::map<std::string, Handler, std::less<>> table{
        {"run.opened", runOpened},
        {"phase.entered", phaseEntered},
        {"step.entered", stepEntered},
        {"role.resolved", roleResolved},
        {"act.intended", actIntended},
        {"act.simulated", actSimulated},
        {"act.ended", actEnded},
        {"step.settled", stepSettled},
        {"step.ticked", stepTicked},
        {"decision.made", decisionMade},
        {"returned", returned},
        {"stamp", stamped},
        {"captured",
         [](Incident& state, const Event& event) {
             state.captures[text(event.body, "name")] = text(event.body, "value");
         }},
        {"step.confirmed",
         [](Incident& state, const Event& event) {
             onVisit(state, event, [&](Visit& visit) {
                 (text(event.body, "part") == partUndo ? visit.undoConfirmed : visit.confirmed) = true;
             });
         }},
        {"step.granted",
         [](Incident& state, const Event& event) {
             onVisit(state, event,
                     [&](Visit& visit) { visit.grantedAttempt = number(event.body, "attempt"); });
         }},
        {"step.excused",
         [](Incident& state, const Event& event) {
             onVisit(state, event, [&](Visit& visit) {
                 visit.excused = valueOf(stepWords, text(event.body, "state"));
                 visit.excusedBy = text(event.body, "by");
                 visit.excusedReason = text(event.body, "reason");
             });
         }},
        {"message.kept",
         [](Incident& state, const Event& event) {
             onVisit(state, event, [](Visit& visit) { visit.messageKept = true; });
         }},
        {"approval.given",
         [](Incident& state, const Event& event) {
             onVisit(state, event, [](Visit& visit) { ++visit.approvals; });
         }},
        {"approval.waived",
         [](Incident& state, const Event& event) {
             onVisit(state, event, [](Visit& visit) { visit.approvalsWaived = true; });
         }},
        {"fault.registered", [](Incident& state, const Event&) { state.faultRegistered = true; }},
        {"fault.withdrawn",
         [](Incident& state, const Event& event) { state.faultWithdrawn = flag(event.body, "ok"); }},
        {"pager.silenced",
         [](Incident& state, const Event& event) { state.pagerSilence = text(event.body, "id"); }},
        {"pager.restored",
         [](Incident& state, const Event& event) {
             if (flag(event.body, "ok"))
                 state.pagerSilence.clear();
         }},
        {"undo.started", [](Incident& state, const Event&) { state.undoing = true; }},
        {"undo.ended",
         [](Incident& state, const Event& event) {
             state.undoing = false;
             state.halted = false;
             state.callers.clear();
             state.next = position(event.body, "to");
         }},
        {"run.cancelled",
         [](Incident& state, const Event& event) { state.cancelled = text(event.body, "reason"); }},
        {"run.closed",
         [](Incident& state, const Event& event) {
             state.verdict = text(event.body, "verdict");
             state.why = texts(event.body, "why");
         }},
    };
    return table;
}

} // namespace

std::vector<const ActRecord*> Visit::attempt(const std::string& part, int number) const {
    std::vector<const ActRecord*> out;
    for (const auto& record : acts)
        if (record.part == part && record.attempt == number)
            out.push_back(&record);
    return out;
}

int Visit::attempts(const std::string& part) const {
    int highest = 0;
    for (const auto& record : acts)
        if (record.part == part && record.attempt > highest)
            highest = record.attempt;
    return highest;
}

const Visit* Incident::active() const {
    for (auto visit = visits.rbegin(); visit != visits.rend(); ++visit)
        if (visit->state == StepState::active)
            return &*visit;
    return nullptr;
}

const Visit* Incident::visit(int at) const {
    for (const auto& each : visits)
        if (each.at == at)
            return &each;
    return nullptr;
}

Incident apply(Incident state, const Event& event) {
    if (state.number != 0 && event.run != state.number)
        return state;
    const auto handler = handlers().find(event.type);
    if (handler != handlers().end())
        handler->second(state, event);
    state.lastUtcMs = event.utcMs;
    state.lastSequence = event.sequence;
    return state;
}

Incident fold(std::span<const Event> events) {
    Incident state;
    for (const auto& event : events)
        state = apply(std::move(state), event);
    return state;
}

std::string word(StepState state) {
    return wordOf(stepWords, state);
}

std::string word(ActResult result) {
    return wordOf(resultWords, result);
}

std::string word(Mode mode) {
    return wordOf(modeWords, mode);
}

std::optional<Mode> modeFromWord(const std::string& word) {
    return valueOf(modeWords, word);
}

} // namespace muster::incident
