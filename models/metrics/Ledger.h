// What was acknowledged, against what is there. Pure.
#pragma once

#include "models/base/Error.h"
#include "models/metrics/Availability.h"

#include <compare>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster::metrics {

// One write, as it is identified in the service's data.
struct Write {
    std::string client;
    std::int64_t sequence = 0;
    auto operator<=>(const Write&) const = default;
};

// What one node (or the service itself, read by its own route) holds of this run. Duplicates are kept.
struct NodeContents {
    std::string host;
    std::vector<Write> present;
    // A write counts as there only if every authoritative node holds it. Set false for a node that is
    // fenced: what exists only there is lost. It is compared with the others all the same.
    bool authoritative = true;
};

// "client|sequence" lines, as `psql -XAt` prints them. The error names the line.
[[nodiscard]] Result<std::vector<Write>> parseLedgerRows(std::string_view text);
// A JSON array of {"client": text, "sequence": number}. The error names the element.
[[nodiscard]] Result<std::vector<Write>> parseLedgerJson(std::string_view text);

struct NodeDigest {
    std::string host;
    std::int64_t count = 0; // rows, duplicates included
    std::string digest;     // SHA-256 of the sorted "client|sequence\n" lines
    bool authoritative = true;
};

struct LedgerComparison {
    bool compared = false; // false: no authoritative node was read; all else here is then empty
    std::int64_t acknowledged = 0;
    std::int64_t present = 0;           // of the acknowledged ones; acknowledged - present = lost
    std::vector<Write> lost;            // sorted, like all lists here
    std::vector<Write> lostBeforeFault; // acknowledged before Availability::boundaryNs and before the outage
    std::vector<Write> lostAfterFault;  // the others: no RPO covers them
    // Of lostBeforeFault: a write that was sent only after this one had been acknowledged is there, so
    // this is a hole and not a tail that was cut off. No RPO covers it either.
    std::vector<Write> lostInTheMiddle;
    std::vector<Write>
        lostButOnSomeNode;         // of lost: on a node that is not authoritative, or on some but not all
    std::vector<Write> duplicated; // more than once on one node
    std::int64_t unknown = 0, unknownPresent = 0; // never counted as lost
    std::int64_t refusedPresent = 0;              // answered "failed", and yet there
    std::int64_t unrecorded =
        0; // there, but in no sample: asked by a prober that died before it could note it
    // Last acknowledgement before the outage minus the newest acknowledged write before it that is there;
    // 0 if none is missing. Its resolution is the write interval.
    std::optional<Milliseconds> rpo;
    bool rpoAtLeast =
        false; // nothing of before the outage is there: the loss reaches further back than the samples
    std::vector<NodeDigest> nodes;
    bool nodesAgree = false;
};

LedgerComparison compareLedger(std::span<const Sample> samples, const std::vector<NodeContents>& nodes,
                               const Availability& availability);

} // namespace muster::metrics
