#include "engine/measure/KeptSamples.h"

#include "engine/measure/ProbeLog.h"

namespace muster::measure {

Result<std::vector<metrics::Sample>> keptSamples(const ports::JournalQueries& journal,
                                                 const std::vector<std::string>& sha256) {
    std::vector<metrics::ProberRecord> records;
    for (const auto& hash : sha256) {
        auto bytes = journal.blob(hash);
        if (!bytes)
            return failure(std::move(bytes.error()));
        auto log = parseSamples(*bytes, "the kept probe log " + hash);
        if (!log)
            return failure(std::move(log.error()));
        records.push_back(recordOf(*log));
    }
    return metrics::observe(records, {}).samples;
}

} // namespace muster::measure
