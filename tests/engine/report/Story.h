// Runs told by hand: events as the engine writes them, one call a line. For the tests of the report.
#pragma once

#include "engine/report/Report.h"
#include "models/base/Utc.h"

#include <algorithm>

namespace muster::report::tests {

class Story {
public:
    // Moves both clocks.
    Story& wait(std::int64_t milliseconds) {
        m_ms += milliseconds;
        return *this;
    }

    Story& add(const std::string& type, Json body) {
        incident::Event event;
        event.sequence = static_cast<std::int64_t>(events.size()) + 5; // other runs stand before this one
        event.writer = "journal-1";
        event.monotonicNs = monotonicNs();
        event.utcMs = utcMs();
        event.actor = {"Jane Doe", "jane", "console"};
        event.run = 7;
        event.type = type;
        event.body = std::move(body);
        event.hash = std::string(60, 'e') + std::to_string(1000 + event.sequence);
        events.push_back(std::move(event));
        return *this;
    }

    Story& open(const std::string& kind, const std::string& mode, Json more = Json::object()) {
        Json body{{"kind", kind},
                  {"mode", mode},
                  {"title", "Database crash during execution"},
                  {"runbook", "database-crash"},
                  {"service", "orchestrator"},
                  {"environment",
                   {{"name", "range"},
                    {"title", "Practice range"},
                    {"sha256", std::string(64, 'b')},
                    {"production", false}}},
                  {"targets", {{"rto_seconds", 20.0}, {"rpo_seconds", 0.0}}},
                  {"inputs", {{"reason", "drill"}}},
                  {"unattended", true},
                  {"data_size", "40 MB"},
                  {"hardware", "2 cores"},
                  {"plan", plan()}};
        if (kind == "drill")
            body["drill"] = "database-crash-drill";
        body.update(more);
        add("run.opened", body);
        return add("document.pinned", {{"role", "runbook"},
                                       {"id", "database-crash"},
                                       {"name", "database-crash.md"},
                                       {"text", "# Secret text of the document"},
                                       {"sha256", std::string(64, 'a')}});
    }

    Story& phase(const std::string& name) {
        return add("phase.entered", {{"phase", name}, {"next", nullptr}});
    }
    Story& stamp(const std::string& name) {
        return add("stamp", {{"name", name}, {"mono", monotonicNs()}, {"utc", formatUtc(utcMs())}});
    }

    Story& enter(const std::string& runbook, const std::string& step, int number, const std::string& title) {
        ++m_at;
        Json body = visit(runbook, step);
        body["title"] = title;
        body["number"] = number;
        body["planned_seconds"] = nullptr;
        return add("step.entered", body);
    }
    Story& act(const std::string& runbook, const std::string& step, const std::string& host, int attempt,
               std::int64_t ms, const std::string& result, Json more = Json::object()) {
        Json body = visit(runbook, step);
        body["key"] = std::to_string(m_at) + "." + host + "." + std::to_string(attempt);
        body["part"] = "action";
        body["attempt"] = attempt;
        body["host"] = host;
        body["kind"] = "sh";
        body["risk"] = "idempotent";
        if (result == "simulated")
            return add("act.simulated", body);
        add("act.intended", body);
        wait(ms);
        body["result"] = result;
        body["duration_seconds"] = static_cast<double>(ms) / 1000;
        body.update(more);
        return add("act.ended", body);
    }
    Story& settle(const std::string& runbook, const std::string& step, const std::string& state,
                  const std::string& by, const std::string& reason = {}) {
        Json body = visit(runbook, step);
        body["state"] = state;
        body["by"] = by;
        body["reason"] = reason;
        return add("step.settled", body);
    }
    Story& close(const std::string& verdict, std::vector<std::string> why) {
        return add("run.closed", {{"verdict", verdict}, {"why", why}});
    }

    [[nodiscard]] Json visit(const std::string& runbook, const std::string& step) const {
        return {{"runbook", runbook}, {"step", step}, {"at", m_at}};
    }
    [[nodiscard]] Report report() const { return report::fold(events); }
    [[nodiscard]] std::int64_t monotonicNs() const { return 500'000'000'000 + m_ms * 1'000'000; }
    [[nodiscard]] std::int64_t utcMs() const { return 1'795'489'965'678 + m_ms; }

    static Json plan() {
        const auto step = [](const char* runbook, const char* slug, const char* title, int number,
                             Json planned) {
            return Json{{"runbook", runbook},
                        {"step", slug},
                        {"title", title},
                        {"number", number},
                        {"planned_seconds", std::move(planned)}};
        };
        return Json::array({step("drill", "kill", "Kill the postmaster", 1, 1.0),
                            step("database-crash", "start", "Start PostgreSQL", 1, 5.0),
                            step("database-crash", "resume", "Resume the workflows", 2, nullptr),
                            step("database-crash", "tell", "Tell the customers", 3, 60.0)});
    }

    static Json measured() {
        return {{"rto_seconds", 8.613},
                {"rpo_seconds", 0.0},
                {"rpo_at_least", false},
                {"probe_error_seconds", 1.2},
                {"probe_slip_seconds", 0.004},
                {"fault_utc", "2026-11-24T03:12:46.678Z"},
                {"last_good_seconds", -0.1},
                {"first_failure_seconds", 0.11},
                {"detected_seconds", 0.5},
                {"writable_seconds", 8.613},
                {"stable_seconds", 18.613},
                {"probes", {{"sent", 200}, {"ok", 160}, {"failed", 38}, {"unknown", 2}}},
                {"ledger",
                 {{"acknowledged", 160},
                  {"present", 160},
                  {"lost", Json::array()},
                  {"lost_count", 0},
                  {"duplicated", 0},
                  {"unknown", 2},
                  {"unknown_present", 1},
                  {"nodes", Json::array({{{"host", "db-a"},
                                          {"count", 161},
                                          {"digest", std::string(64, 'd')},
                                          {"authoritative", true}}})},
                  {"nodes_agree", true}}},
                {"starved", false},
                {"steady_before", true},
                {"fault_observed", true},
                {"steady_afterwards", true},
                {"write_interval_seconds", 0.2},
                {"stability_window_seconds", 10.0},
                {"work_lost_seconds", 2.5},
                {"workflows_affected", 5},
                {"workflows_recovered", 5},
                {"probe_log", {{"sha256", std::string(64, 'f')}, {"bytes", 12345}}}};
    }

    // A drill from its opening to its end.
    static Story passedDrill(Json figures = measured(), const std::string& verdict = "passed",
                             std::vector<std::string> why = {"RTO 8.613 s of 20 s"}) {
        Story story;
        story.open("drill", "drill");
        story.add("probe.started",
                  {{"client", "console"}, {"every_seconds", 0.2}, {"timeout_seconds", 1.0}, {"file", "/p"}});
        story.wait(1000).phase("break").stamp("fault");
        story.add("fault.registered", {{"drill", "database-crash-drill"}});
        story.enter("drill", "kill", 1, "Kill the postmaster");
        story.act("drill", "kill", "db-a", 1, 100, "ok").settle("drill", "kill", "done", "outcome");
        story.wait(400).stamp("detected").phase("recover");
        story.enter("database-crash", "start", 1, "Start PostgreSQL");
        story.act("database-crash", "start", "db-a", 1, 3000, "failed",
                  {{"why", "exit status 1"}, {"exit", 1}});
        story.act("database-crash", "start", "db-a", 2, 2000, "ok",
                  {{"exit", 0}, {"stdout", {{"sha256", std::string(64, '9')}, {"bytes", 4}}}});
        story.settle("database-crash", "start", "done", "outcome").stamp("claimed");
        story.enter("database-crash", "resume", 2, "Resume the workflows");
        story.wait(4000).settle("database-crash", "resume", "by-hand", "person", "saw 5 of 5 run");
        story.add("fault.withdrawn", {{"by", "console"}, {"ok", true}, {"why", ""}});
        story.add("measured", std::move(figures));
        story.close(verdict, std::move(why));
        return story;
    }

    // An incident that a person was guided through: messages, a checklist, an outage that probes saw.
    static Story guidedIncident() {
        Story story;
        story.open("incident", "live",
                   {{"unattended", false},
                    {"guided", true},
                    {"severity", "P0"},
                    {"respond_within_seconds", 300.0},
                    {"page", "platform-oncall"},
                    {"fault_known", "estimated"}});
        story.add("document.pinned",
                  {{"role", "checklist"},
                   {"id", "p0"},
                   {"name", "p0.md"},
                   {"sha256", std::string(64, 'c')},
                   {"text", "# P0\n\n## Evidence\n- [ ] The timeline is complete\n- [ ] Logs are kept\n"}});
        story.add("outage.seen", {{"service", "orchestrator"},
                                  {"last_good_utc", "2026-11-24T03:12:40.000Z"},
                                  {"first_bad_utc", "2026-11-24T03:12:40.200Z"}});
        story.stamp("fault").wait(8000).stamp("declared").phase("recover");
        story.enter("database-crash", "start", 1, "Start PostgreSQL");
        Json begun = story.visit("database-crash", "start");
        begun["attempt"] = 1;
        story.wait(2000).add("step.granted", begun);
        story.act("database-crash", "start", "db-a", 1, 3000, "ok")
            .settle("database-crash", "start", "done", "outcome");
        story.wait(4000).add("message.kept",
                             {{"to", "stakeholders"}, {"text", "**P0**\n\n<b>We</b> work"}, {"sent", true}});
        Json told = story.visit("database-crash", "tell");
        told.update({{"to", "customers"}, {"text", "Later"}, {"sent", false}});
        story.add("message.kept", told);
        story.wait(1000).close("completed", {});
        story.wait(86'400'000)
            .add("checklist.ticked", {{"item", 1}, {"done", true}, {"note", "on the share"}});
        story.add("checklist.ticked", {{"item", 7}, {"done", true}, {"note", ""}});
        return story;
    }

    std::vector<incident::Event> events;

private:
    std::int64_t m_ms = 0;
    int m_at = 0;
};

inline std::size_t longestLine(const std::string& text) {
    std::size_t longest = 0, length = 0;
    for (const char c : text) {
        length = c == '\n' ? 0 : length + ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0);
        longest = std::max(longest, length);
    }
    return longest;
}

} // namespace muster::report::tests
