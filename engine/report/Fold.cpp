#include "engine/report/Fields.h"
#include "engine/report/Lanes.h"
#include "engine/report/Person.h"
#include "engine/report/Pinned.h"
#include "engine/report/Report.h"
#include "engine/report/StepList.h"
#include "engine/report/Stopwatch.h"
#include "engine/report/Timeline.h"
#include "models/base/Printable.h"
#include "models/base/Utc.h"

namespace muster::report {
namespace {

constexpr std::size_t longestForm = 200; // bytes: it stands in a cell of a table

struct Stamp {
    std::optional<std::int64_t> ns;
    std::string utc;
};

void planPart(PlanPart& out, const Json& body) {
    out.plan = integer(body, "number").value_or(0);
    out.position = integer(body, "position").value_or(0);
    out.seed = integer(body, "seed");
    out.failFast = boolean(body, "fail_fast").value_or(false);
    if (const Json& drills = member(body, "drills"); drills.is_array())
        for (const auto& each : drills)
            out.drills.push_back({text(each, "drill"), text(each, "title"), text(each, "obstacle")});
}

void opened(Report& report, const incident::Event& event) {
    const Json& body = event.body;
    report.kind = text(body, "kind");
    report.mode = text(body, "mode");
    report.title = text(body, "title");
    report.runbook = text(body, "runbook");
    report.drill = text(body, "drill");
    report.severity = text(body, "severity");
    report.service = text(body, "service");
    const Json& environment = member(body, "environment");
    report.environment = text(environment, "name");
    report.environmentTitle = text(environment, "title");
    report.environmentSha256 = text(environment, "sha256");
    report.production = boolean(environment, "production").value_or(false);
    report.rtoTarget = decimal(member(body, "targets"), "rto_seconds");
    report.rpoTarget = decimal(member(body, "targets"), "rpo_seconds");
    report.unattended = boolean(body, "unattended").value_or(false);
    report.dataSize = text(body, "data_size");
    report.hardware = text(body, "hardware");
    report.guided = boolean(body, "guided").value_or(false);
    report.respondWithin = decimal(body, "respond_within_seconds");
    report.page = text(body, "page");
    report.faultKnown = text(body, "fault_known");
    planPart(report.plan, member(body, "drill_plan"));
    report.openedBy = actorName(event.actor);
    report.openedUtcMs = event.utcMs;
    const Json& inputs = member(body, "inputs");
    if (inputs.is_object())
        for (const auto& [name, value] : inputs.items())
            report.inputs[printable(name)] = text(inputs, name.c_str());
}

void ledger(Report& report, const Json& body) {
    Counts& counts = report.counts;
    counts.acknowledged = integer(body, "acknowledged");
    counts.lost = integer(body, "lost_count");
    counts.lostBeforeFault = integer(body, "lost_before_fault");
    counts.lostAfterFault = integer(body, "lost_after_fault");
    counts.lostOnSomeNode = integer(body, "lost_but_on_some_node");
    counts.duplicated = integer(body, "duplicated");
    counts.unknown = integer(body, "unknown");
    counts.unknownPresent = integer(body, "unknown_present");
    counts.refusedPresent = integer(body, "refused_present");
    report.nodesAgree = boolean(body, "nodes_agree");
    if (const Json& lost = member(body, "lost"); lost.is_array()) {
        for (const auto& each : lost)
            report.lost.push_back({text(each, "client"), integer(each, "sequence").value_or(0)});
        if (!counts.lost)
            counts.lost = static_cast<std::int64_t>(report.lost.size());
    }
    if (const Json& nodes = member(body, "nodes"); nodes.is_array())
        for (const auto& each : nodes)
            report.nodes.push_back({text(each, "host"), integer(each, "count"), text(each, "digest"),
                                    boolean(each, "authoritative").value_or(true)});
}

// One log in the journals of drills and of earlier versions, a list where several probers saw an incident.
void probeLogs(Report& report, const Json& body) {
    const auto add = [&](const Json& log) {
        if (auto sha256 = text(log, "sha256"); !sha256.empty())
            report.probeLogs.push_back({std::move(sha256), integer(log, "bytes"), text(log, "run")});
    };
    report.probeLogs.clear();
    if (const Json& logs = member(body, "probe_logs"); logs.is_array())
        for (const auto& each : logs)
            add(each);
    if (report.probeLogs.empty())
        add(member(body, "probe_log"));
}

void gaps(Report& report, const Json& body) {
    report.gaps.clear();
    if (const Json& all = member(body, "gaps"); all.is_array())
        for (const auto& each : all)
            report.gaps.push_back({decimal(each, "from_seconds"), decimal(each, "to_seconds"),
                                   decimal(each, "seconds"), text(each, "why")});
}

void measured(Report& report, const Json& body) {
    report.measured = true;
    report.rto = decimal(body, "rto_seconds");
    report.rpo = decimal(body, "rpo_seconds");
    report.rtoAtMost = boolean(body, "rto_at_most").value_or(false);
    report.rpoAtLeast = boolean(body, "rpo_at_least").value_or(false);
    report.probeError = decimal(body, "probe_error_seconds");
    report.probeSlip = decimal(body, "probe_slip_seconds");
    report.workLost = decimal(body, "work_lost_seconds");
    report.workflowsAffected = integer(body, "workflows_affected");
    report.workflowsRecovered = integer(body, "workflows_recovered");
    report.counts.reapplied = integer(body, "writes_reapplied");
    report.writeInterval = decimal(body, "write_interval_seconds");
    report.rpoError = decimal(body, "rpo_error_seconds");
    if (!report.rpoError)
        report.rpoError = report.writeInterval; // journals of before there was more to it
    report.stabilityWindow = decimal(body, "stability_window_seconds");
    report.starved = boolean(body, "starved");
    report.steadyBefore = boolean(body, "steady_before");
    report.faultObserved = boolean(body, "fault_observed");
    report.steadyAfterwards = boolean(body, "steady_afterwards");
    const Json& probes = member(body, "probes");
    report.counts.sent = integer(probes, "sent");
    report.counts.ok = integer(probes, "ok");
    report.counts.failed = integer(probes, "failed");
    ledger(report, member(body, "ledger"));
    if (!report.counts.unknown)
        report.counts.unknown = integer(probes, "unknown");
    report.milestones.faultUtc = text(body, "fault_utc");
    report.milestones.lastGood = decimal(body, "last_good_seconds");
    report.milestones.firstFailure = decimal(body, "first_failure_seconds");
    report.milestones.detected = decimal(body, "detected_seconds");
    report.milestones.writable = decimal(body, "writable_seconds");
    report.milestones.stable = decimal(body, "stable_seconds");
    probeLogs(report, body);
    gaps(report, body);
    report.caveats = texts(body, "caveats");
}

// The first outage of the run's own service; one of another service only as long as none of its own is known.
void outageSeen(Report& report, const Json& body) {
    const bool own = text(body, "service") == report.service;
    if (!report.outageService.empty() && (report.outageService == report.service || !own))
        return;
    report.outageService = text(body, "service");
    report.lastGoodUtc = text(body, "last_good_utc");
    report.firstBadUtc = text(body, "first_bad_utc");
}

Seconds sinceFault(const std::map<std::string, Stamp>& stamps, const std::string& name) {
    const auto fault = stamps.find("fault");
    const auto stamp = stamps.find(name);
    if (fault == stamps.end() || stamp == stamps.end())
        return std::nullopt;
    if (fault->second.ns && stamp->second.ns)
        return static_cast<double>(*stamp->second.ns - *fault->second.ns) / 1e9;
    const auto from = parseUtc(fault->second.utc);
    const auto to = parseUtc(stamp->second.utc);
    return from && to ? Seconds(static_cast<double>(*to - *from) / 1000.0) : std::nullopt;
}

// What was measured stands before what was only stamped: a run that broke off has the stamps alone.
void milestones(Milestones& out, const std::map<std::string, Stamp>& stamps) {
    if (const auto fault = stamps.find("fault"); out.faultUtc.empty() && fault != stamps.end())
        out.faultUtc = fault->second.utc;
    const auto fill = [&](Seconds& field, const char* name) {
        if (!field)
            field = sinceFault(stamps, name);
    };
    fill(out.detected, "detected");
    fill(out.declared, "declared");
    fill(out.claimed, "claimed");
    fill(out.writable, "writable");
}

void take(Report& report, const incident::Event& event) {
    const Json& body = event.body;
    if (event.type == "run.opened") {
        opened(report, event);
    } else if (event.type == "document.pinned") {
        report.documents.push_back(
            {text(body, "role"), text(body, "id"), text(body, "name"), text(body, "sha256")});
        pinned(report, body);
    } else if (event.type == "outage.seen") {
        outageSeen(report, body);
    } else if (event.type == "message.kept") {
        report.communications.push_back({event.utcMs, event.sequence, text(body, "to"), text(body, "text"),
                                         boolean(body, "sent").value_or(false), actorName(event.actor),
                                         text(body, "runbook"), text(body, "step")});
    } else if (event.type == "checklist.ticked") {
        checklistTicked(report, event);
    } else if (event.type == "probe.started") {
        report.probeClient = text(body, "client");
        report.probeEvery = decimal(body, "every_seconds");
        report.probeTimeout = decimal(body, "timeout_seconds");
    } else if (event.type == "fault.registered") {
        report.faultStands = true;
    } else if (event.type == "fault.withdrawn") {
        report.faultStands = !boolean(body, "ok").value_or(false);
    } else if (event.type == "run.resumed") {
        report.interruptedAt.push_back(integer(body, "interrupted_at").value_or(0));
    } else if (event.type == "captured") {
        // Of the drill's own steps: a runbook may call something else so.
        if (text(body, "runbook") == "drill" && text(body, "name") == "form")
            report.form = printableLine(text(body, "value"), longestForm);
    } else if (event.type == "guard.tripped") {
        if (report.guard.empty())
            report.guard = text(body, "why");
    } else if (event.type == "plan.ended") {
        report.plan.ended = text(body, "how");
        report.plan.endedWhy = text(body, "why");
        report.plan.endedUtcMs = event.utcMs;
    } else if (event.type == "measured") {
        measured(report, body);
    } else if (event.type == "run.closed") {
        report.verdict = text(body, "verdict");
        report.why = texts(body, "why");
        report.closedUtcMs = event.utcMs;
    }
}

void evidence(Report& report, const incident::Event& event) {
    if (report.events++ == 0) {
        report.writer = printable(event.writer);
        report.firstSequence = event.sequence;
        report.firstHash = printable(event.hash);
    }
    report.lastSequence = event.sequence;
    report.lastHash = printable(event.hash);
    report.lastUtcMs = event.utcMs;
}

} // namespace

Report fold(std::span<const incident::Event> events) {
    Report report;
    Stopwatch stopwatch;
    StepList steps;
    Lanes lanes;
    std::map<std::string, Stamp> stamps;
    for (const auto& event : events) {
        if (event.run == 0 || (report.run != 0 && event.run != report.run))
            continue;
        report.run = event.run;
        evidence(report, event);
        stopwatch.feed(event);
        take(report, event);
        if (event.type == "run.opened")
            steps.plan(member(event.body, "plan"));
        if (event.type == "stamp")
            stamps[text(event.body, "name")] = {integer(event.body, "mono"), text(event.body, "utc")};
        steps.feed(event, stopwatch.elapsed(), stopwatch.phase());
        lanes.feed(event, stopwatch.times());
        if (auto said = sentence(event, steps, report.checklist)) {
            const bool acted = personActed(event) || event.type == "run.opened";
            report.timeline.push_back(
                {event.utcMs, event.sequence, std::move(*said), acted ? actorName(event.actor) : ""});
        }
    }
    milestones(report.milestones, stamps);
    report.steps = steps.steps();
    report.times = stopwatch.times();
    report.phases = stopwatch.phases();
    report.segments = lanes.segments();
    return report;
}

} // namespace muster::report
