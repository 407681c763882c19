#include "models/metrics/Ledger.h"

#include "models/base/Sha256.h"

#include <map>
#include <set>

namespace muster::metrics {

namespace {

using Present = std::map<Write, int>; // how often

struct Node {
    const NodeContents* contents = nullptr;
    Present present;
};

NodeDigest digest(const Node& node) {
    std::string lines;
    std::int64_t count = 0;
    for (const auto& [write, times] : node.present) {
        count += times;
        const auto line = write.client + "|" + std::to_string(write.sequence) + "\n";
        for (int i = 0; i < times; ++i)
            lines += line;
    }
    return {node.contents->host, count, sha256(lines), node.contents->authoritative};
}

enum class Whereabouts { there, somewhere, nowhere };

Whereabouts find(const std::vector<Node>& nodes, const Write& write) {
    bool everywhere = true;
    bool somewhere = false;
    for (const auto& node : nodes) {
        const bool here = node.present.contains(write);
        somewhere = somewhere || here;
        everywhere = everywhere && (here || !node.contents->authoritative);
    }
    return everywhere ? Whereabouts::there : somewhere ? Whereabouts::somewhere : Whereabouts::nowhere;
}

// A time before the outage at which an acknowledged write still counts towards the RPO.
bool beforeOutage(const Sample& sample, const Availability& availability) {
    return !availability.outageBeganNs || sample.scheduledNs < *availability.outageBeganNs;
}

void setRpo(LedgerComparison& result, const std::vector<const Sample*>& acknowledged,
            const std::set<Write>& lost, const Availability& availability) {
    std::optional<std::int64_t> last, survivor, earliest, survivorSent;
    for (const auto* sample : acknowledged) {
        if (!beforeOutage(*sample, availability))
            continue;
        last = std::max(last.value_or(sample->doneNs), sample->doneNs);
        earliest = std::min(earliest.value_or(sample->sentNs), sample->sentNs);
        if (lost.contains({sample->client, sample->sequence}))
            continue;
        survivor = std::max(survivor.value_or(sample->doneNs), sample->doneNs);
        survivorSent = std::max(survivorSent.value_or(sample->sentNs), sample->sentNs);
    }
    if (!last)
        return; // nothing was acknowledged before the outage: there is no such figure
    result.rpoAtLeast = !survivor;
    const auto lossNs = *last - survivor.value_or(*earliest);
    result.rpo = Milliseconds{(lossNs + 999'999) / 1'000'000};

    // Commits that overlapped may survive in either order. A write that was sent only after another had
    // been acknowledged may not outlive it.
    std::map<Write, const Sample*> samples;
    for (const auto* sample : acknowledged)
        samples.emplace(Write{sample->client, sample->sequence}, sample);
    for (const auto& write : result.lostBeforeFault)
        if (survivorSent && samples.at(write)->doneNs < *survivorSent)
            result.lostInTheMiddle.push_back(write);
}

} // namespace

LedgerComparison compareLedger(std::span<const Sample> samples, const std::vector<NodeContents>& contents,
                               const Availability& availability) {
    LedgerComparison result;
    std::vector<Node> nodes;
    for (const auto& node : contents) {
        result.compared = result.compared || node.authoritative;
        Node& added = nodes.emplace_back(Node{&node, {}});
        for (const auto& write : node.present)
            ++added.present[write];
    }
    if (!result.compared)
        return result;

    std::set<Write> duplicated, everPresent;
    for (const auto& node : nodes) {
        result.nodes.push_back(digest(node));
        for (const auto& [write, times] : node.present) {
            everPresent.insert(write);
            if (times > 1)
                duplicated.insert(write);
        }
    }
    result.duplicated.assign(duplicated.begin(), duplicated.end());
    result.nodesAgree = std::all_of(result.nodes.begin(), result.nodes.end(), [&](const NodeDigest& node) {
        return node.digest == result.nodes.front().digest;
    });

    std::vector<const Sample*> acknowledged;
    std::set<Write> lost, recorded;
    std::vector<std::pair<Write, const Sample*>> missing;
    for (const auto& sample : samples) {
        const Write write{sample.client, sample.sequence};
        const bool isNew = recorded.insert(write).second;
        if (!isNew)
            continue;
        const auto where = find(nodes, write);
        if (sample.answer == Answer::unknown) {
            ++result.unknown;
            result.unknownPresent += where != Whereabouts::nowhere ? 1 : 0;
        } else if (sample.answer == Answer::failed) {
            result.refusedPresent += where != Whereabouts::nowhere ? 1 : 0;
        } else {
            acknowledged.push_back(&sample);
            ++result.acknowledged;
            if (where == Whereabouts::there) {
                ++result.present;
                continue;
            }
            lost.insert(write);
            if (where == Whereabouts::somewhere)
                result.lostButOnSomeNode.push_back(write);
            const bool early = sample.doneNs < availability.boundaryNs && beforeOutage(sample, availability);
            (early ? result.lostBeforeFault : result.lostAfterFault).push_back(write);
        }
    }
    result.unrecorded = std::count_if(everPresent.begin(), everPresent.end(),
                                      [&](const Write& write) { return !recorded.contains(write); });
    result.lost.assign(lost.begin(), lost.end());
    setRpo(result, acknowledged, lost, availability);
    for (auto* list : {&result.lostBeforeFault, &result.lostAfterFault, &result.lostInTheMiddle,
                       &result.lostButOnSomeNode})
        std::sort(list->begin(), list->end());
    return result;
}

} // namespace muster::metrics
