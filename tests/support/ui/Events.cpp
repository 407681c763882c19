#include "tests/support/ui/Events.h"

#include "models/base/Sha256.h"
#include "models/base/Utc.h"

namespace muster::tests {
namespace {

std::string kindOf(const runbook::Action& action) {
    switch (action.kind) {
    case runbook::ActionKind::http:
        return "http";
    case runbook::ActionKind::sql:
        return "sql";
    default:
        return "sh";
    }
}

std::string riskOf(const runbook::Action& action) {
    switch (action.risk) {
    case runbook::Risk::reads:
        return "reads";
    case runbook::Risk::idempotent:
        return "idempotent";
    case runbook::Risk::irreversible:
        return "irreversible";
    case runbook::Risk::guarded:
        break;
    }
    return "guarded";
}

bool acts(const runbook::Action& action) {
    return action.kind == runbook::ActionKind::shell || action.kind == runbook::ActionKind::sql ||
           action.kind == runbook::ActionKind::http;
}

Json planned(const runbook::Step& step) {
    if (step.action && step.action->takes)
        return static_cast<double>(step.action->takes->count()) / 1000.0;
    return nullptr;
}

Json targetSeconds(const std::optional<Milliseconds>& target) {
    return target ? Json(static_cast<double>(target->count()) / 1000.0) : Json(nullptr);
}

} // namespace

std::string Events::printed(const runbook::Step& step, const std::string& result) {
    if (result == "failed")
        return "waiting for server to start....stopped waiting\n"
               "pg_ctl: could not start server\n"
               "LOG:  starting PostgreSQL 15.6 on x86_64-pc-linux-gnu\n"
               "FATAL:  pre-existing shared memory block (key 131074, ID 32769) is still in use\n"
               "HINT:  Terminate any old server processes associated with data directory \"/srv/db/data\".\n"
               "LOG:  database system is shut down\n"
               "Examine the log output.\n";
    if (step.action && step.action->kind == runbook::ActionKind::http)
        return "{\"status\": \"ok\", \"step\": \"" + step.slug + "\"}\n";
    return step.slug + ": nothing to complain of\n";
}

Events::Events(std::int64_t run, std::int64_t beganUtcMs, incident::Mode mode)
    : m_run(run), m_utcMs(beganUtcMs), m_mode(mode) {}

void Events::add(const std::string& type, Json body, std::int64_t afterMs) {
    m_utcMs += afterMs;
    incident::Event event;
    event.sequence = static_cast<std::int64_t>(m_events.size()) + 1;
    event.writer = "0123456789abcdef";
    event.monotonicNs = m_utcMs * 1'000'000;
    event.utcMs = m_utcMs;
    event.actor = {"Jana Novak", "jana", "ops-1"};
    event.run = m_run;
    event.type = type;
    event.body = std::move(body);
    event.hash = sha256(type + std::to_string(event.sequence));
    event.previous = m_events.empty() ? std::string(64, '0') : m_events.back().hash;
    m_events.push_back(std::move(event));
}

void Events::open(const runbook::Runbook& runbook, const environment::Environment& environment,
                  const runbook::Drill* drill) {
    m_runbook = runbook.id;
    Json plan = Json::array();
    int number = 0;
    for (const auto& step : runbook.steps)
        plan.push_back({{"runbook", runbook.id},
                        {"step", step.slug},
                        {"title", step.title},
                        {"number", ++number},
                        {"planned_seconds", planned(step)}});
    const auto service = environment.services.find(runbook.service);
    const bool known = service != environment.services.end();
    Json body{{"kind", drill ? "drill" : "incident"},
              {"mode", incident::word(m_mode)},
              {"title", runbook.title},
              {"runbook", runbook.id},
              {"severity", runbook.severity},
              {"service", runbook.service},
              {"environment",
               {{"name", environment.name},
                {"title", environment.title},
                {"sha256", environment.sha256},
                {"production", environment.production}}},
              {"targets",
               {{"rto_seconds", known ? targetSeconds(service->second.rto) : Json(nullptr)},
                {"rpo_seconds", known ? targetSeconds(service->second.rpo) : Json(nullptr)}}},
              {"inputs", {{"database", "workflows"}}},
              {"unattended", drill != nullptr},
              {"data_size", "250 MB"},
              {"hardware", "2 cores, 4 GB"},
              {"plan", plan}};
    if (drill)
        body["drill"] = drill->id;
    add("run.opened", std::move(body), 0);
}

void Events::stamp(const std::string& name, std::int64_t utcMs) {
    add("stamp", {{"name", name}, {"mono", utcMs * 1'000'000}, {"utc", formatUtc(utcMs)}}, 10);
}

void Events::phase(const std::string& name) {
    add("phase.entered", {{"phase", name}, {"next", nullptr}});
}

void Events::enter(const std::string& runbook, const runbook::Step& step, int at, int number) {
    m_visits = at;
    m_attempts = 0;
    add("step.entered",
        {{"runbook", runbook},
         {"step", step.slug},
         {"at", at},
         {"title", step.title},
         {"number", number},
         {"planned_seconds", planned(step)}},
        900);
    m_entered[at] = m_utcMs;
}

void Events::intend(const runbook::Step& step, int at, int attempt) {
    m_attempts = attempt;
    const auto& action = *step.action;
    const std::string host = action.kind == runbook::ActionKind::http ? action.target : "db-a";
    add("act.intended", {{"key", std::to_string(m_run) + "." + std::to_string(at) + ".action." +
                                     std::to_string(attempt) + "." + host},
                         {"runbook", m_runbook},
                         {"step", step.slug},
                         {"at", at},
                         {"part", "action"},
                         {"attempt", attempt},
                         {"kind", kindOf(action)},
                         {"risk", riskOf(action)},
                         {"target", action.target},
                         {"host", host},
                         {"text", action.text},
                         {"text_sha256", sha256(action.text)},
                         {"timeout_seconds", 60},
                         {"repeats", false}});
}

void Events::act(const runbook::Step& step, int at, const std::string& result, std::optional<int> code,
                 const std::string& why) {
    if (!step.action || !acts(*step.action))
        return;
    intend(step, at, m_attempts + 1);
    const auto intended = m_events.back().body;
    Json body{{"key", intended["key"]},
              {"runbook", m_runbook},
              {"step", step.slug},
              {"at", at},
              {"part", "action"},
              {"attempt", m_attempts},
              {"host", intended["host"]},
              {"result", result},
              {"why", why},
              {"duration_seconds", 1.2}};
    if (code && step.action->kind == runbook::ActionKind::http)
        body["status"] = 200;
    else if (code)
        body["exit"] = *code;
    const std::string text = printed(step, result);
    body["stdout"] = {{"sha256", sha256(text)}, {"bytes", text.size()}};
    add("act.ended", std::move(body), 1200);
}

void Events::decide(const std::string& runbook, const runbook::Step& step, int at) {
    const auto& branch = step.branches.front();
    add("decision.made",
        {{"runbook", runbook},
         {"step", step.slug},
         {"at", at},
         {"branch", 0},
         {"label", branch.label},
         {"by", "condition"},
         {"to", {{"runbook", runbook}, {"step", branch.step}}},
         {"go", "step"}},
        50);
}

void Events::settle(const std::string& runbook, const runbook::Step& step, int at, const std::string& state) {
    add("step.settled",
        {{"runbook", runbook},
         {"step", step.slug},
         {"at", at},
         {"state", state},
         {"by", "outcome"},
         {"reason", ""},
         {"next", nullptr},
         {"halted", false}},
        50);
}

void Events::close(const std::string& verdict) {
    add("run.closed", {{"verdict", verdict}, {"why", Json::array()}});
}

} // namespace muster::tests
