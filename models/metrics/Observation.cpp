#include "models/metrics/Observation.h"

#include <algorithm>
#include <limits>

namespace muster::metrics {
namespace {

constexpr std::int64_t inNs(Milliseconds duration) {
    return duration.count() * 1'000'000;
}

std::int64_t firstDue(const ProberRecord& record) {
    return std::min_element(record.samples.begin(), record.samples.end(),
                            [](const auto& a, const auto& b) { return a.scheduledNs < b.scheduledNs; })
        ->scheduledNs;
}

std::int64_t lastAnswer(const ProberRecord& record) {
    return std::max_element(record.samples.begin(), record.samples.end(),
                            [](const auto& a, const auto& b) { return a.doneNs < b.doneNs; })
        ->doneNs;
}

// Up to when it answers for the service: when the first probe was due whose answer is not there any more. A
// prober that was killed takes the answers with it that were on their way; holes of before are its own fault
// and void the figures, as in any log.
std::int64_t answersUntil(const ProberRecord& record, const Conditions& conditions) {
    std::vector<const Sample*> rows;
    for (const auto& sample : record.samples)
        rows.push_back(&sample);
    std::sort(rows.begin(), rows.end(),
              [](const Sample* a, const Sample* b) { return a->sequence < b->sequence; });
    const auto interval = inNs(record.interval);
    const auto onTheirWay = lastAnswer(record) - inNs(record.timeout) - inNs(conditions.starvationBound);
    if (!record.ended)
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (rows[i]->sequence - rows[i - 1]->sequence > 1 &&
                rows[i - 1]->scheduledNs + interval >= onTheirWay)
                return rows[i - 1]->scheduledNs + interval;
    return rows.back()->scheduledNs + interval;
}

std::string labelOf(const std::string& run, const std::string& client) {
    return run + "." + client;
}

std::string whyItEnded(const ProberRecord& record) {
    if (record.ended && record.endReason == "standard input closed")
        return "while the console was away";
    if (record.ended && record.endReason == "stop")
        return "while no console watched the service";
    return record.ended ? "after its prober had been ended by " + record.endReason
                        : "after its prober had broken off";
}

} // namespace

std::vector<ProberRecord> covering(std::vector<ProberRecord> records, std::int64_t faultNs,
                                   const Conditions& conditions) {
    std::erase_if(records, [](const ProberRecord& each) { return each.samples.empty(); });
    std::sort(records.begin(), records.end(), [](const ProberRecord& a, const ProberRecord& b) {
        const auto left = firstDue(a), right = firstDue(b);
        return left != right ? left < right : a.run < b.run;
    });
    const auto steadyFrom = faultNs - inNs(conditions.steadyBefore);
    const auto reaches = [&](const ProberRecord& each) { return lastAnswer(each) >= steadyFrom; };
    const auto begun = [&](const ProberRecord& each) { return firstDue(each) <= steadyFrom; };
    const bool seenBefore = std::any_of(records.begin(), records.end(),
                                        [&](const auto& each) { return reaches(each) && begun(each); });
    std::vector<ProberRecord> out;
    std::optional<ProberRecord> before;
    for (auto& each : records) {
        if (reaches(each))
            out.push_back(std::move(each));
        else if (!before || lastAnswer(each) > lastAnswer(*before))
            before = std::move(each);
    }
    if (before && !seenBefore)
        out.insert(out.begin(), std::move(*before));
    return out;
}

Observation observe(std::span<const ProberRecord> records, const Conditions& base) {
    Observation out;
    out.conditions = base;
    if (records.empty())
        return out;
    out.conditions.interval = out.conditions.timeout = out.conditions.connectTimeout = Milliseconds{0};
    const ProberRecord* last = nullptr; // that answers longest, of those before
    std::int64_t until = 0;
    for (const auto& record : records) {
        const std::string label = records.size() == 1 ? record.client : labelOf(record.run, record.client);
        out.labels.push_back(label);
        auto& conditions = out.conditions;
        conditions.interval = std::max(conditions.interval, record.interval);
        conditions.timeout = std::max(conditions.timeout, record.timeout);
        conditions.connectTimeout = std::max(conditions.connectTimeout, record.connectTimeout);
        for (auto sample : record.samples) {
            sample.client = label;
            out.samples.push_back(std::move(sample));
        }
        if (record.samples.empty())
            continue;
        if (const auto from = firstDue(record); last != nullptr && from > until)
            out.interruptions.push_back({{until, from}, whyItEnded(*last)});
        if (const auto end = answersUntil(record, base); last == nullptr || end > until) {
            until = end;
            last = &record;
        }
    }
    for (const auto& each : out.interruptions)
        out.conditions.unwatched.push_back(each.time);
    return out;
}

std::optional<std::vector<NodeContents>> together(const Observation& observation,
                                                  std::span<const ProberRecord> records,
                                                  std::vector<std::vector<NodeContents>> contents) {
    if (contents.size() != records.size() || contents.empty() || observation.labels.size() != records.size())
        return std::nullopt;
    if (records.size() == 1)
        return std::move(contents.front());
    std::vector<NodeContents> out;
    for (const auto& node : contents.front())
        out.push_back({node.host, {}, node.authoritative});
    for (std::size_t i = 0; i < contents.size(); ++i) {
        if (contents[i].size() != out.size())
            return std::nullopt;
        for (auto& node : contents[i]) {
            const auto found = std::find_if(out.begin(), out.end(),
                                            [&](const auto& each) { return each.host == node.host; });
            if (found == out.end() || found->authoritative != node.authoritative)
                return std::nullopt;
            for (auto& write : node.present) {
                write.client = labelOf(records[i].run, write.client);
                found->present.push_back(std::move(write));
            }
        }
    }
    return out;
}

Json gapsBody(const Observation& observation, const Availability& availability) {
    const auto faultNs = availability.faultNs;
    const auto from = faultNs - inNs(observation.conditions.steadyBefore);
    const auto to = availability.stableNs.value_or(std::numeric_limits<std::int64_t>::max());
    const auto seconds = [](std::int64_t ns) {
        const std::int64_t milliseconds = ns / 1'000'000;
        return static_cast<double>(milliseconds) / 1000.0;
    };
    Json out = Json::array();
    for (const auto& [time, why] : observation.interruptions)
        if (time.toNs >= from && time.fromNs <= to)
            out.push_back({{"from_seconds", seconds(time.fromNs - faultNs)},
                           {"to_seconds", seconds(time.toNs - faultNs)},
                           {"seconds", seconds(time.toNs - time.fromNs + 999'999)},
                           {"why", why}});
    return out;
}

} // namespace muster::metrics
