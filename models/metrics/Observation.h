// What several probers of one service saw, one after the other, as one observation: a console that was killed
// and started again starts another prober, and the figures rest on both. Pure.
#pragma once

#include "models/base/Json.h"
#include "models/metrics/Availability.h"
#include "models/metrics/Ledger.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace muster::metrics {

// The log of one prober.
struct ProberRecord {
    std::string run; // what marks its writes in the service's data: of this prober and no other
    std::string client;
    Milliseconds interval{0}, timeout{0}, connectTimeout{0};
    std::vector<Sample> samples;
    bool ended = false;    // it closed its log itself, when all its answers were in
    std::string endReason; // the log's word: "stop", "standard input closed", "SIGTERM"
};

// Of `records`, in any order, those that the figures of a fault rest on, in the order of their beginning: all
// that reach beyond the steady time before the fault, and where none of them had begun by then, the last one
// that ended before it: its writes were acknowledged before the outage too. Records without a sample are left
// out.
std::vector<ProberRecord> covering(std::vector<ProberRecord> records, std::int64_t faultNs,
                                   const Conditions& conditions);

// A time between two probers, for people.
struct Interruption {
    Unwatched time;
    std::string why; // "while the console was away", ...
};

struct Observation {
    std::vector<Sample> samples; // of all; their client is the label of their prober
    Conditions conditions;
    std::vector<Interruption> interruptions;
    std::vector<std::string> labels; // of each record, in the order given
};

// One record keeps its client's name. Of several, each sample's client becomes "<run>.<client>", so that
// their sequence numbers cannot collide. Interval and timeouts are the longest of all, the rest comes from
// `base`. `records` as covering() gives them.
Observation observe(std::span<const ProberRecord> records, const Conditions& base);

// What the nodes hold of each record (one element a record, read one after the other), as what they hold of
// the observation. nullopt: a node was read for one record and not for another, so nothing can be compared.
std::optional<std::vector<NodeContents>> together(const Observation& observation,
                                                  std::span<const ProberRecord> records,
                                                  std::vector<std::vector<NodeContents>> contents);

// The interruptions as `measured` keeps them: docs/MEASURING.md. Those that ended before the steady time
// before the fault, or began after the service was stable, are left out: no figure rests on them.
Json gapsBody(const Observation& observation, const Availability& availability);

} // namespace muster::metrics
