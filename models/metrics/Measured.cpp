#include "models/metrics/Measured.h"

#include "models/base/Utc.h"

namespace muster::metrics {

namespace {

// More would only swell the journal; the probe log beside it has them all.
constexpr std::size_t mostListed = 1000;

Json seconds(std::optional<Milliseconds> duration) {
    return duration ? Json(static_cast<double>(duration->count()) / 1000.0) : Json();
}

Json sinceFault(std::optional<std::int64_t> stampNs, std::int64_t faultNs) {
    if (!stampNs)
        return {};
    return seconds(Milliseconds{(*stampNs - faultNs + (*stampNs > faultNs ? 999'999 : 0)) / 1'000'000});
}

Json ledgerBody(const LedgerComparison& ledger) {
    if (!ledger.compared)
        return {};
    auto lost = Json::array();
    for (std::size_t i = 0; i < ledger.lost.size() && i < mostListed; ++i)
        lost.push_back({{"client", ledger.lost[i].client}, {"sequence", ledger.lost[i].sequence}});
    auto nodes = Json::array();
    for (const auto& node : ledger.nodes)
        nodes.push_back({{"host", node.host},
                         {"count", node.count},
                         {"digest", node.digest},
                         {"authoritative", node.authoritative}});
    return {{"acknowledged", ledger.acknowledged},
            {"present", ledger.present},
            {"lost", std::move(lost)},
            {"lost_count", ledger.lost.size()},
            {"lost_before_fault", ledger.lostBeforeFault.size()},
            {"lost_after_fault", ledger.lostAfterFault.size()},
            {"lost_in_the_middle", ledger.lostInTheMiddle.size()},
            {"lost_but_on_some_node", ledger.lostButOnSomeNode.size()},
            {"duplicated", ledger.duplicated.size()},
            {"unknown", ledger.unknown},
            {"unknown_present", ledger.unknownPresent},
            {"refused_present", ledger.refusedPresent},
            {"unrecorded", ledger.unrecorded},
            {"nodes", std::move(nodes)},
            {"nodes_agree", ledger.nodesAgree}};
}

} // namespace

Json measuredBody(const Availability& availability, const LedgerComparison& ledger,
                  const Conditions& conditions, const Stamps& stamps) {
    const auto faultNs = availability.faultNs;
    return {{"rto_seconds", seconds(availability.rto)},
            {"rto_at_most", availability.rtoAtMost},
            {"rpo_seconds", seconds(ledger.rpo)},
            {"rpo_at_least", ledger.rpoAtLeast},
            {"rpo_error_seconds", seconds(conditions.interval + availability.onsetGap)},
            {"probe_error_seconds", seconds(availability.error)},
            {"probe_slip_seconds", seconds(availability.worstSlip)},
            {"fault_utc", formatUtc(stamps.faultUtcMs)},
            {"last_good_seconds", sinceFault(availability.lastGoodNs, faultNs)},
            {"first_failure_seconds", sinceFault(availability.firstFailureNs, faultNs)},
            {"detected_seconds", sinceFault(stamps.detectedNs, faultNs)},
            {"writable_seconds", sinceFault(availability.writableNs, faultNs)},
            {"stable_seconds", sinceFault(availability.stableNs, faultNs)},
            {"probes",
             {{"sent", availability.sent},
              {"ok", availability.ok},
              {"failed", availability.failed},
              {"unknown", availability.unknown}}},
            {"ledger", ledgerBody(ledger)},
            {"starved", availability.starved},
            {"steady_before", availability.steadyBefore},
            {"fault_observed", availability.faultObserved},
            {"recovered", availability.recovered},
            {"stable", availability.stable},
            {"steady_afterwards", availability.steadyAfterwards},
            {"failed_after_stable", availability.failedAfterStable},
            {"write_interval_seconds", seconds(conditions.interval)},
            {"stability_window_seconds", seconds(conditions.stabilityWindow)}};
}

} // namespace muster::metrics
