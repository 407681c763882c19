#include "tests/support/ui/ScriptedDesk.h"

#include <algorithm>
#include <utility>

namespace muster::tests {

using ports::Then;

ScriptedDesk::ScriptedDesk() : m_library(std::make_shared<ports::LibraryView>()) {}

void ScriptedDesk::setLibrary(ports::LibraryView library) {
    m_library = std::make_shared<ports::LibraryView>(std::move(library));
    if (m_observer)
        m_observer->libraryChanged();
}

void ScriptedDesk::setHealth(std::vector<ports::ServiceHealth> health) {
    m_health = std::move(health);
    if (m_observer)
        m_observer->healthChanged();
}

void ScriptedDesk::setRuns(std::vector<ports::RunSummary> runs) {
    m_runs = std::move(runs);
    if (m_observer)
        m_observer->runsChanged();
}

void ScriptedDesk::setPlan(ports::PlanView plan) {
    m_plan = std::make_shared<ports::PlanView>(std::move(plan));
    if (m_observer)
        m_observer->runsChanged();
}

void ScriptedDesk::setView(std::int64_t run, ports::RunView view) {
    m_views[run] = std::make_shared<ports::RunView>(std::move(view));
    if (m_observer)
        m_observer->runChanged(run);
}

void ScriptedDesk::setReadOnly(std::optional<Error> why) {
    m_readOnly = std::move(why);
    if (m_observer)
        m_observer->runsChanged();
}

void ScriptedDesk::print(std::int64_t run, const std::string& host, std::string_view bytes,
                         ports::Stream stream) {
    if (m_observer)
        m_observer->output(run, host, stream, bytes);
}

void ScriptedDesk::askHostKey(const ports::HostKeyAsk& ask) {
    if (m_observer)
        m_observer->hostKeyAsked(ask);
}

std::vector<ScriptedDesk::Call> ScriptedDesk::calls(const std::string& name) const {
    std::vector<Call> found;
    std::ranges::copy_if(m_calls, std::back_inserter(found),
                         [&](const Call& call) { return call.name == name; });
    return found;
}

void ScriptedDesk::release() {
    m_held = false;
    while (!m_waiting.empty()) {
        const auto next = std::move(m_waiting.front());
        m_waiting.pop_front();
        next();
    }
}

void ScriptedDesk::called(Call call) {
    m_calls.push_back(call);
    if (react)
        react(call);
}

template <class T> void ScriptedDesk::finish(Then<T> then, Result<T> result) {
    if (!then)
        return;
    if (!m_failures.empty()) {
        result = failure(std::move(m_failures.front()));
        m_failures.pop_front();
    }
    auto call = [then = std::move(then), result = std::move(result)] { then(result); };
    if (m_held)
        m_waiting.push_back(std::move(call));
    else
        call();
}

std::shared_ptr<const ports::RunView> ScriptedDesk::view(std::int64_t run) const {
    const auto found = m_views.find(run);
    return found == m_views.end() ? nullptr : found->second;
}

void ScriptedDesk::watch(const std::string& environment) {
    m_watched = environment;
    called({.name = "watch", .text = environment});
    if (m_observer)
        m_observer->healthChanged();
}

void ScriptedDesk::reloadLibrary() {
    called({.name = "reloadLibrary"});
}

void ScriptedDesk::declare(const ports::Declaration& declaration, Then<std::int64_t> then) {
    std::int64_t next = 1;
    for (const auto& run : m_runs)
        next = std::max(next, run.run + 1);
    called({.name = "declare", .run = next, .declaration = declaration});
    finish(std::move(then), next);
}

void ScriptedDesk::resume(std::int64_t run, Then<> then) {
    called({.name = "resume", .run = run});
    finish(std::move(then));
}

void ScriptedDesk::answer(std::int64_t run, const ports::Answer& answer, Then<> then) {
    called({.name = "answer", .run = run, .answer = answer});
    finish(std::move(then));
}

void ScriptedDesk::stopAct(std::int64_t run) {
    called({.name = "stopAct", .run = run});
}

void ScriptedDesk::setReadsByThemselves(std::int64_t run, bool on) {
    called({.name = "setReadsByThemselves", .run = run, .other = on ? "true" : "false"});
}

void ScriptedDesk::note(std::int64_t run, const std::string& text, Then<> then) {
    called({.name = "note", .run = run, .text = text});
    finish(std::move(then));
}

void ScriptedDesk::keepMessage(std::int64_t run, const std::string& to, const std::string& text, bool sent,
                               Then<> then) {
    called({.name = "keepMessage", .run = run, .text = text, .other = to, .item = sent ? 1 : 0});
    finish(std::move(then));
}

void ScriptedDesk::tickChecklist(std::int64_t run, int item, bool done, const std::string& note,
                                 Then<> then) {
    called(
        {.name = "tickChecklist", .run = run, .text = note, .other = done ? "true" : "false", .item = item});
    finish(std::move(then));
}

void ScriptedDesk::close(std::int64_t run, Then<> then) {
    called({.name = "close", .run = run});
    finish(std::move(then));
}

std::string ScriptedDesk::filled(std::int64_t run, const std::string& text) const {
    std::string out = text;
    const auto replace = [&out](const std::string& name, const std::string& value) {
        for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + value.size()))
            out.replace(at, name.size(), value);
    };
    for (const auto& each : m_runs) {
        if (each.run != run)
            continue;
        replace("{{title}}", each.title);
        replace("{{severity}}", each.severity);
        replace("{{run}}", std::to_string(run));
    }
    return out;
}

void ScriptedDesk::startDrill(const std::string& drill, const std::string& environment,
                              Then<std::int64_t> then) {
    std::int64_t next = 1;
    for (const auto& run : m_runs)
        next = std::max(next, run.run + 1);
    called({.name = "startDrill", .run = next, .text = drill, .other = environment});
    finish(std::move(then), next);
}

void ScriptedDesk::stopDrill(std::int64_t run) {
    called({.name = "stopDrill", .run = run});
}

void ScriptedDesk::startPlan(const ports::PlanRequest& request, Then<std::int64_t> then) {
    called({.name = "startPlan", .other = request.environment, .plan = request});
    finish(std::move(then), std::int64_t{7});
}

void ScriptedDesk::exportPlan(std::int64_t plan, ports::ExportFormat, const std::string& file, Then<> then) {
    called({.name = "exportPlan", .run = plan, .text = file});
    finish(std::move(then));
}

void ScriptedDesk::withdrawDrill(std::int64_t run, Then<> then) {
    called({.name = "withdrawDrill", .run = run});
    finish(std::move(then));
}

void ScriptedDesk::load(std::int64_t run, Then<> then) {
    called({.name = "load", .run = run});
    finish(std::move(then));
}

void ScriptedDesk::samples(std::int64_t run, Then<std::vector<metrics::Sample>> then) {
    called({.name = "samples", .run = run});
    finish(std::move(then), m_samples[run]);
}

void ScriptedDesk::output(const std::string& sha256, Then<std::string> then) {
    called({.name = "output", .text = sha256});
    finish(std::move(then), m_outputs[sha256]);
}

void ScriptedDesk::exportRun(std::int64_t run, ports::ExportFormat format, const std::string& file,
                             Then<> then) {
    called({.name = "exportRun", .run = run, .text = file, .item = static_cast<int>(format)});
    finish(std::move(then));
}

void ScriptedDesk::verifyJournal(Then<std::string> then) {
    called({.name = "verifyJournal"});
    finish(std::move(then), std::string("intact: 412 events, head 3f9a1c"));
}

void ScriptedDesk::testHost(const std::string& environment, const std::string& host,
                            Then<ports::ConnectionTest> then) {
    called({.name = "testHost", .text = environment, .other = host});
    finish(std::move(then), m_test);
}

void ScriptedDesk::testService(const std::string& environment, const std::string& service,
                               Then<ports::ConnectionTest> then) {
    called({.name = "testService", .text = environment, .other = service});
    finish(std::move(then), m_test);
}

void ScriptedDesk::addEnvironment(const std::string& file, Then<std::string> then) {
    called({.name = "addEnvironment", .text = file});
    finish(std::move(then), std::string("shop"));
}

void ScriptedDesk::removeEnvironment(const std::string& name, Then<> then) {
    called({.name = "removeEnvironment", .text = name});
    finish(std::move(then));
}

void ScriptedDesk::answerHostKey(std::int64_t ticket, bool trust) {
    called({.name = "answerHostKey", .run = ticket, .other = trust ? "true" : "false"});
}

} // namespace muster::tests
