#include "engine/report/Suite.h"
#include "models/base/Utc.h"

#include <cmath>

namespace muster::report {
namespace {

// At most three decimals, so that a mean has no tail of binary digits.
Json rounded(std::optional<double> value) {
    return value ? Json(static_cast<double>(std::llround(*value * 1000)) / 1000.0) : Json();
}

Json orNull(const Count& value) {
    return value ? Json(*value) : Json();
}

Json orNull(const std::string& value) {
    return value.empty() ? Json() : Json(value);
}

Json drill(const SuiteDrill& each) {
    return {{"drill", each.drill},
            {"title", each.title},
            {"run", each.run == 0 ? Json() : Json(each.run)},
            {"verdict", each.verdict},
            {"why", each.why},
            {"form", orNull(each.form)},
            {"unattended", each.unattended},
            {"fault_stands", each.faultStands},
            {"seconds", each.run == 0 ? Json() : rounded(each.seconds)},
            {"rto_seconds", rounded(each.rto)},
            {"rto_target_seconds", rounded(each.rtoTarget)},
            {"rto_ratio", rounded(ratio(each.rto, each.rtoTarget))},
            {"rpo_seconds", rounded(each.rpo)},
            {"rpo_target_seconds", rounded(each.rpoTarget)},
            {"rpo_ratio", rounded(ratio(each.rpo, each.rpoTarget))},
            {"rpo_at_least", each.rpoAtLeast},
            {"work_lost_seconds", rounded(each.workLost)},
            {"workflows_affected", orNull(each.workflowsAffected)},
            {"workflows_recovered", orNull(each.workflowsRecovered)},
            {"acknowledged", orNull(each.acknowledged)},
            {"lost", orNull(each.lost)},
            {"duplicated", orNull(each.duplicated)},
            {"data_size", each.dataSize},
            {"hardware", each.hardware},
            {"last_event_sha256", orNull(each.lastHash)}};
}

Json figures(const SuiteFigures& some) {
    Json worst;
    if (some.worst)
        worst = {{"run", some.worst->run},
                 {"title", some.worst->title},
                 {"ratio", rounded(some.worst->ratio)},
                 {"seconds", rounded(some.worst->value)},
                 {"target_seconds", rounded(some.worst->target)}};
    return {{"drills", some.drills},
            {"within", some.within},
            {"mean_seconds", rounded(some.mean)},
            {"mean_ratio", rounded(some.meanRatio)},
            {"mixed_targets", some.mixedTargets},
            {"worst", std::move(worst)}};
}

Json totals(const SuiteTotals& all) {
    const auto measured = all.measured();
    return {{"drills", all.drills},
            {"passed", all.passed},
            {"passed_in_a_weaker_form", all.passedWeaker},
            {"partial", all.partial},
            {"failed", all.failed},
            {"not_tested", all.notTested},
            {"stopped", all.stopped},
            {"under_way", all.open},
            {"not_run", all.notRun},
            {"measured", measured},
            {"success_rate", measured == 0 ? Json() : rounded(static_cast<double>(all.passed) / measured)},
            {"unattended", all.unattended},
            {"rto", figures(all.rto)},
            {"rpo", figures(all.rpo)},
            {"workflows_affected", orNull(all.workflowsAffected)},
            {"workflows_recovered", orNull(all.workflowsRecovered)},
            {"acknowledged", orNull(all.acknowledged)},
            {"lost", orNull(all.lost)},
            {"duplicated", orNull(all.duplicated)},
            {"work_lost_seconds", rounded(all.workLost)},
            {"seconds", rounded(all.seconds)},
            {"data_sizes", all.dataSizes},
            {"hardware", all.hardware}};
}

} // namespace

Json json(const Suite& suite) {
    Json drills = Json::array();
    for (const auto& each : suite.drills)
        drills.push_back(drill(each));
    return {
        {"schema", "muster.suite/1"},
        {"plan", suite.plan},
        {"writer", suite.writer},
        {"environment",
         {{"name", suite.environment}, {"title", suite.environmentTitle}, {"production", suite.production}}},
        {"begun_utc", formatUtc(suite.begunUtcMs)},
        {"ended_utc", suite.endedUtcMs == 0 ? Json() : Json(formatUtc(suite.endedUtcMs))},
        {"ended", orNull(suite.ended)},
        {"seed", orNull(suite.seed)},
        {"fail_fast", suite.failFast},
        {"verdict", overall(suite)},
        {"drills", std::move(drills)},
        {"totals", totals(suite.totals)}};
}

} // namespace muster::report
