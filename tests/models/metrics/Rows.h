// Sample rows as a drill would leave them: one probe every 200 ms, answered after 5 ms, the fault at 10 s.
#pragma once

#include "models/metrics/Ledger.h"

#include <functional>
#include <vector>

namespace muster::metrics {

constexpr std::int64_t ms(std::int64_t count) {
    return count * 1'000'000;
}

constexpr std::int64_t faultAt = ms(10'000);

// One letter a probe: 'o' acknowledged after 5 ms, 'x' refused after 5 ms, '?' unknown after the timeout
// of 1 s, '.' not answered at all (left out). The first is due at `from`.
inline std::vector<Sample> rows(const std::string& letters, std::int64_t from = 0,
                                const std::string& client = "a", std::int64_t firstSequence = 1) {
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (letters[i] == '.')
            continue;
        Sample sample;
        sample.client = client;
        sample.sequence = firstSequence + static_cast<std::int64_t>(i);
        sample.scheduledNs = sample.sentNs = from + ms(200) * static_cast<std::int64_t>(i);
        sample.doneNs = sample.sentNs + (letters[i] == '?' ? ms(1000) : ms(5));
        sample.answer = letters[i] == 'o' ? Answer::ok : letters[i] == 'x' ? Answer::failed : Answer::unknown;
        samples.push_back(sample);
    }
    return samples;
}

inline std::string times(int count, char letter) {
    return std::string(static_cast<std::size_t>(count), letter);
}

// Probes 1..50 are due before the fault, 51 at it. Down for 10 probes (2 s), then well for 15 s.
inline std::string outage(int bad = 10, int good = 75) {
    return times(50, 'o') + times(bad, 'x') + times(good, 'o');
}

inline std::vector<Write> acknowledged(const std::vector<Sample>& samples) {
    std::vector<Write> writes;
    for (const auto& sample : samples)
        if (sample.answer == Answer::ok)
            writes.push_back({sample.client, sample.sequence});
    return writes;
}

inline std::vector<Write> without(std::vector<Write> writes, const std::function<bool(const Write&)>& gone) {
    std::erase_if(writes, gone);
    return writes;
}

} // namespace muster::metrics
