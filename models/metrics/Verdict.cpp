#include "models/metrics/Verdict.h"

#include <array>

namespace muster::metrics {

namespace {

std::string seconds(Milliseconds duration) {
    return formatSeconds(duration) + " s";
}

std::string writes(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " acknowledged write" : " acknowledged writes");
}

// "prober-a 12-14, 20; prober-b 3"; at most ten ranges.
std::string names(const std::vector<Write>& sorted) {
    std::string text;
    std::string_view client;
    std::size_t ranges = 0, named = 0;
    for (std::size_t i = 0; i < sorted.size() && ranges < 10; ++ranges) {
        auto last = i;
        while (last + 1 < sorted.size() && sorted[last + 1].client == sorted[i].client &&
               sorted[last + 1].sequence == sorted[last].sequence + 1)
            ++last;
        if (client != sorted[i].client)
            text += (text.empty() ? "" : "; ") + sorted[i].client + " ";
        else
            text += ", ";
        client = sorted[i].client;
        text += std::to_string(sorted[i].sequence);
        if (last > i)
            text += "-" + std::to_string(sorted[last].sequence);
        named += last - i + 1;
        i = last + 1;
    }
    if (named < sorted.size())
        text += " and " + std::to_string(sorted.size() - named) + " more";
    return text;
}

// Facts of the ledger that hold whatever the clock did, and that no RPO covers.
void judgeLedger(const LedgerComparison& ledger, std::vector<std::string>& faults) {
    if (!ledger.lostAfterFault.empty())
        faults.push_back(writes(ledger.lostAfterFault.size()) +
                         " lost that had been acknowledged after the fault, which no RPO covers: " +
                         names(ledger.lostAfterFault));
    if (!ledger.lostInTheMiddle.empty())
        faults.push_back(
            writes(ledger.lostInTheMiddle.size()) +
            " missing though newer ones are there, which no RPO covers: " + names(ledger.lostInTheMiddle));
    if (!ledger.duplicated.empty())
        faults.push_back(
            std::to_string(ledger.duplicated.size()) +
            " writes are there more than once though each was sent once: " + names(ledger.duplicated));
    if (ledger.compared && !ledger.nodesAgree) {
        std::string hosts;
        for (const auto& node : ledger.nodes)
            hosts += (hosts.empty() ? "" : ", ") + node.host + " " + std::to_string(node.count);
        faults.push_back("the nodes hold different rows: " + hosts);
    }
}

void judgeRecovery(const Availability& availability, const Targets& targets, std::vector<std::string>& faults,
                   std::vector<std::string>& merits) {
    if (!availability.recovered)
        faults.emplace_back("the service did not recover while it was observed");
    else if (!availability.stable)
        faults.emplace_back("the service answers again, but not yet for a whole stability window");
    else if (availability.failedAfterStable > 0)
        faults.push_back(
            "the service was not steady afterwards: " + std::to_string(availability.failedAfterStable) +
            " probes failed after it had been stable");
    if (!availability.rto || !targets.rto)
        return;
    const auto text = "RTO " + seconds(*availability.rto);
    if (*availability.rto > *targets.rto)
        faults.push_back(text + " is over its target of " + seconds(*targets.rto));
    else
        merits.push_back(text + " is within its target of " + seconds(*targets.rto));
}

void judgeRpo(const LedgerComparison& ledger, const Targets& targets, std::vector<std::string>& faults,
              std::vector<std::string>& merits) {
    if (!ledger.rpo || !targets.rpo)
        return;
    const auto text = "RPO " + seconds(*ledger.rpo);
    if (ledger.rpoAtLeast)
        faults.push_back("no write that was acknowledged before the outage is there; the loss is at least " +
                         seconds(*ledger.rpo) + ", and how far back it reaches cannot be told");
    else if (*ledger.rpo > *targets.rpo)
        faults.push_back(text + " is over its target of " + seconds(*targets.rpo) + ": " +
                         writes(ledger.lostBeforeFault.size()) + " lost: " + names(ledger.lostBeforeFault));
    else if (targets.rpo->count() == 0 && !ledger.lost.empty())
        faults.push_back(writes(ledger.lost.size()) +
                         " lost where the RPO target is 0: " + names(ledger.lost));
    else
        merits.push_back(text + " is within its target of " + seconds(*targets.rpo) +
                         (ledger.lost.empty()
                              ? "; no acknowledged write is missing"
                              : "; " + writes(ledger.lost.size()) + " lost: " + names(ledger.lost)));
}

// Without these the drill tested nothing, however the figures look.
std::vector<std::string> preconditions(const Availability& availability) {
    std::vector<std::string> reasons;
    if (availability.sent == 0)
        reasons.emplace_back("no probe was sent");
    if (availability.starved)
        reasons.push_back("the prober did not keep its schedule (worst slip " +
                          seconds(availability.worstSlip) + ") or answers are missing: the figures are void");
    if (availability.sent > 0 && !availability.faultObserved)
        reasons.emplace_back("the fault was not observed: no probe failed after it");
    if (availability.sent > 0 && !availability.steadyBefore)
        reasons.emplace_back("the service was not steady before the fault");
    return reasons;
}

// What a pass needs and a failure does not: a service that never came back has no ledger to read.
std::vector<std::string> missingEvidence(const LedgerComparison& ledger, const Targets& targets) {
    std::vector<std::string> reasons;
    if (!ledger.compared)
        reasons.emplace_back("the ledger was not compared with what is there");
    else if (!ledger.rpo)
        reasons.emplace_back("no write was acknowledged before the outage, so there is nothing to miss");
    if (!targets.rto)
        reasons.emplace_back(
            "there is no RTO target: set `rto` in the runbook, or of its service in the environment file");
    if (!targets.rpo)
        reasons.emplace_back(
            "there is no RPO target: set `rpo` in the runbook, or of its service in the environment file");
    return reasons;
}

} // namespace

std::string_view word(Judgement judgement) {
    switch (judgement) {
    case Judgement::passed:
        return "passed";
    case Judgement::failed:
        return "failed";
    case Judgement::notTested:
        break;
    }
    return "not-tested";
}

Verdict judge(const Availability& availability, const LedgerComparison& ledger, const Targets& targets) {
    const auto unmet = preconditions(availability);
    const auto unproved = missingEvidence(ledger, targets);
    const bool isVoid = availability.starved || availability.sent == 0;
    std::vector<std::string> proven, faults, merits;
    judgeLedger(ledger, proven);
    if (unmet.empty()) {
        judgeRecovery(availability, targets, faults, merits);
        judgeRpo(ledger, targets, faults, merits);
    }

    Verdict verdict;
    if (!isVoid && (!proven.empty() || !faults.empty()))
        verdict.judgement = Judgement::failed;
    else if (unmet.empty() && unproved.empty())
        verdict.judgement = Judgement::passed;
    // A void run proves nothing, but whoever reads it should still see which writes are missing.
    using Sentences = const std::vector<std::string>*;
    const auto order = isVoid ? std::array<Sentences, 5>{&unmet, &proven, &unproved, &faults, &merits}
                              : std::array<Sentences, 5>{&proven, &unmet, &faults, &unproved, &merits};
    for (const auto* sentences : order)
        verdict.reasons.insert(verdict.reasons.end(), sentences->begin(), sentences->end());
    return verdict;
}

} // namespace muster::metrics
