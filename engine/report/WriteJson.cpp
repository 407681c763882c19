#include "engine/report/Report.h"
#include "models/base/Utc.h"

#include <cmath>

namespace muster::report {
namespace {

// Whole milliseconds, so that a sum of small parts has no tail of binary digits.
Json seconds(Seconds value) {
    return value ? Json(static_cast<double>(std::llround(*value * 1000)) / 1000.0) : Json();
}

template <class Value> Json orNull(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

Json orNull(const std::string& value) {
    return value.empty() ? Json() : Json(value);
}

Json kinds(const TimeByKind& times) {
    return {{"machine", seconds(times.machine)},
            {"person", seconds(times.person)},
            {"approval", seconds(times.approval)},
            {"communications", seconds(times.communications)},
            {"interrupted", seconds(times.interrupted)}};
}

Json act(const Act& act) {
    return {{"part", act.part},
            {"attempt", act.attempt},
            {"host", act.host},
            {"kind", orNull(act.kind)},
            {"risk", orNull(act.risk)},
            {"result", act.result},
            {"why", act.why},
            {"exit", orNull(act.exitCode)},
            {"status", orNull(act.status)},
            {"signal", orNull(act.signal)},
            {"seconds", seconds(act.seconds)},
            {"polls", orNull(act.polls)},
            {"text_sha256", orNull(act.textSha256)},
            {"stdout_sha256", orNull(act.outSha256)},
            {"stderr_sha256", orNull(act.errSha256)}};
}

Json step(const Step& step) {
    Json acts = Json::array();
    for (const auto& each : step.acts)
        acts.push_back(act(each));
    return {{"runbook", step.runbook},
            {"step", step.step},
            {"number", step.number},
            {"title", step.title},
            {"phase", orNull(step.phase)},
            {"state", step.state},
            {"by", orNull(step.by)},
            {"person", orNull(step.person)},
            {"reason", step.reason},
            {"planned_seconds", seconds(step.planned)},
            {"actual_seconds", seconds(step.actual)},
            {"began_seconds", seconds(step.began)},
            {"ended_seconds", seconds(step.ended)},
            {"visits", step.visits},
            {"attempts", step.attempts},
            {"hosts", step.hosts},
            {"observed", step.observed},
            {"decision", orNull(step.decision)},
            {"output_sha256", orNull(step.outputSha256)},
            {"acts", std::move(acts)}};
}

Json milestones(const Milestones& milestones) {
    return {{"fault_utc", orNull(milestones.faultUtc)},
            {"last_good_seconds", seconds(milestones.lastGood)},
            {"first_failure_seconds", seconds(milestones.firstFailure)},
            {"detected_seconds", seconds(milestones.detected)},
            {"declared_seconds", seconds(milestones.declared)},
            {"claimed_seconds", seconds(milestones.claimed)},
            {"writable_seconds", seconds(milestones.writable)},
            {"stable_seconds", seconds(milestones.stable)}};
}

Json evidence(const Report& report) {
    Json documents = Json::array();
    for (const auto& each : report.documents)
        documents.push_back(
            {{"role", each.role}, {"id", each.id}, {"name", each.name}, {"sha256", each.sha256}});
    Json logs = Json::array();
    for (const auto& each : report.probeLogs)
        logs.push_back({{"sha256", each.sha256}, {"bytes", orNull(each.bytes)}, {"run", orNull(each.run)}});
    const Json last = report.probeLogs.empty() ? Json()
                                               : Json{{"sha256", report.probeLogs.back().sha256},
                                                      {"bytes", orNull(report.probeLogs.back().bytes)}};
    return {{"writer", report.writer},
            {"events", report.events},
            {"first", {{"sequence", report.firstSequence}, {"sha256", orNull(report.firstHash)}}},
            {"last", {{"sequence", report.lastSequence}, {"sha256", orNull(report.lastHash)}}},
            {"documents", std::move(documents)},
            {"probe_log", last},
            {"probe_logs", std::move(logs)}};
}

Json measurement(const Report& report) {
    Json nodes = Json::array();
    for (const auto& node : report.nodes)
        nodes.push_back({{"host", node.host},
                         {"count", orNull(node.count)},
                         {"digest", node.digest},
                         {"authoritative", node.authoritative}});
    Json gaps = Json::array();
    for (const auto& each : report.gaps)
        gaps.push_back({{"from_seconds", seconds(each.from)},
                        {"to_seconds", seconds(each.to)},
                        {"seconds", seconds(each.length)},
                        {"why", each.why}});
    return {{"every_seconds", seconds(report.probeEvery)},
            {"timeout_seconds", seconds(report.probeTimeout)},
            {"slip_seconds", seconds(report.probeSlip)},
            {"write_interval_seconds", seconds(report.writeInterval)},
            {"stability_window_seconds", seconds(report.stabilityWindow)},
            {"starved", orNull(report.starved)},
            {"steady_before", orNull(report.steadyBefore)},
            {"fault_observed", orNull(report.faultObserved)},
            {"steady_afterwards", orNull(report.steadyAfterwards)},
            {"gaps", std::move(gaps)},
            {"caveats", report.caveats},
            {"nodes", std::move(nodes)},
            {"nodes_agree", orNull(report.nodesAgree)}};
}

Json communications(const Report& report) {
    Json out = Json::array();
    for (const auto& each : report.communications)
        out.push_back({{"utc", formatUtc(each.utcMs)},
                       {"sequence", each.sequence},
                       {"to", each.to},
                       {"text", each.text},
                       {"sent", each.sent},
                       {"person", orNull(each.person)},
                       {"runbook", orNull(each.runbook)},
                       {"step", orNull(each.step)}});
    return out;
}

Json checklist(const Report& report) {
    Json out = Json::array();
    for (const auto& item : report.checklist)
        out.push_back({{"section", item.section},
                       {"text", item.text},
                       {"done", item.done},
                       {"note", item.note},
                       {"person", orNull(item.person)},
                       {"utc", item.utcMs == 0 ? Json() : Json(formatUtc(item.utcMs))}});
    return out;
}

// How the time of the fault is known, and between which two probes it lies.
Json fault(const Report& report) {
    return {{"known", orNull(report.faultKnown)},
            {"service", orNull(report.outageService)},
            {"last_good_utc", orNull(report.lastGoodUtc)},
            {"first_bad_utc", orNull(report.firstBadUtc)}};
}

Json planPart(const PlanPart& plan) {
    if (plan.plan == 0)
        return {};
    return {{"number", plan.plan},
            {"position", plan.position},
            {"of", plan.drills.size()},
            {"seed", orNull(plan.seed)},
            {"fail_fast", plan.failFast}};
}

Json counts(const Counts& counts) {
    return {{"acknowledged", orNull(counts.acknowledged)},
            {"lost", orNull(counts.lost)},
            {"lost_before_fault", orNull(counts.lostBeforeFault)},
            {"lost_after_fault", orNull(counts.lostAfterFault)},
            {"lost_but_on_some_node", orNull(counts.lostOnSomeNode)},
            {"duplicated", orNull(counts.duplicated)},
            {"unknown", orNull(counts.unknown)},
            {"unknown_present", orNull(counts.unknownPresent)},
            {"refused_present", orNull(counts.refusedPresent)},
            {"reapplied", orNull(counts.reapplied)},
            {"sent", orNull(counts.sent)},
            {"ok", orNull(counts.ok)},
            {"failed", orNull(counts.failed)}};
}

} // namespace

Json json(const Report& report) {
    Json lost = Json::array();
    for (const auto& write : report.lost)
        lost.push_back({{"client", write.client}, {"sequence", write.sequence}});
    Json steps = Json::array();
    for (const auto& each : report.steps)
        steps.push_back(step(each));
    Json phases = Json::array();
    for (const auto& [name, times] : report.phases)
        phases.push_back({{"phase", name}, {"seconds", seconds(times.total())}, {"by_kind", kinds(times)}});
    Json timeline = Json::array();
    for (const auto& line : report.timeline)
        timeline.push_back({{"utc", formatUtc(line.utcMs)},
                            {"sequence", line.sequence},
                            {"text", line.text},
                            {"person", orNull(line.person)}});
    return {{"schema", "muster.report/1"},
            {"run", report.run},
            {"kind", report.kind},
            {"mode", report.mode},
            {"title", report.title},
            {"runbook", report.runbook},
            {"drill", orNull(report.drill)},
            {"severity", orNull(report.severity)},
            {"service", report.service},
            {"inputs", report.inputs},
            {"opened_by", report.openedBy},
            {"opened_utc", formatUtc(report.openedUtcMs)},
            {"last_utc", formatUtc(report.lastUtcMs)},
            {"closed_utc", report.closedUtcMs == 0 ? Json() : Json(formatUtc(report.closedUtcMs))},
            {"guided", report.guided},
            {"respond_within_seconds", seconds(report.respondWithin)},
            {"page", orNull(report.page)},
            {"controls", report.controls},
            {"owner", orNull(report.owner)},
            {"runbook_version", report.runbookVersion == 0 ? Json() : Json(report.runbookVersion)},
            {"fault", fault(report)},
            {"verdict", report.verdict},
            {"why", report.why},
            {"fault_stands", report.faultStands},
            {"guard", orNull(report.guard)},
            {"form", orNull(report.form)},
            {"drill_plan", planPart(report.plan)},
            {"interrupted_at", report.interruptedAt},
            {"unattended", report.unattended},
            {"measured", report.measured},
            {"rto_seconds", seconds(report.rto)},
            {"rto_target_seconds", seconds(report.rtoTarget)},
            {"rpo_seconds", seconds(report.rpo)},
            {"rpo_target_seconds", seconds(report.rpoTarget)},
            {"rto_at_most", report.rtoAtMost},
            {"rpo_at_least", report.rpoAtLeast},
            {"rpo_error_seconds", seconds(report.rpoError)},
            {"probe_error_seconds", seconds(report.probeError)},
            {"work_lost_seconds", seconds(report.workLost)},
            {"workflows_affected", orNull(report.workflowsAffected)},
            {"workflows_recovered", orNull(report.workflowsRecovered)},
            {"counts", counts(report.counts)},
            {"lost", std::move(lost)},
            {"milestones", milestones(report.milestones)},
            {"steps", std::move(steps)},
            {"time_by_kind", kinds(report.times)},
            {"time_by_phase", std::move(phases)},
            {"timeline", std::move(timeline)},
            {"communications", communications(report)},
            {"checklist", checklist(report)},
            {"measurement", measurement(report)},
            {"environment",
             {{"name", report.environment},
              {"title", report.environmentTitle},
              {"sha256", orNull(report.environmentSha256)},
              {"production", report.production}}},
            {"data_size", report.dataSize},
            {"hardware", report.hardware},
            {"evidence", evidence(report)}};
}

} // namespace muster::report
