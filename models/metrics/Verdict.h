// Passed, failed or not tested: the rules of docs/MEASURING.md, in one place. Pure.
#pragma once

#include "models/metrics/Availability.h"
#include "models/metrics/Ledger.h"

#include <string>
#include <string_view>
#include <vector>

namespace muster::metrics {

struct Targets {
    std::optional<Milliseconds> rto = {};
    std::optional<Milliseconds> rpo = {};
};

enum class Judgement { passed, failed, notTested };

struct Verdict {
    Judgement judgement = Judgement::notTested;
    std::vector<std::string> reasons; // sentences for people, the weightiest first; never empty
};

// "passed", "failed", "not-tested".
std::string_view word(Judgement judgement);

Verdict judge(const Availability& availability, const LedgerComparison& ledger, const Targets& targets);

} // namespace muster::metrics
