// The file in which a prober keeps its answers: NDJSON, one answer a line. docs/MEASURING.md has the format.
#pragma once

#include "models/base/Error.h"
#include "models/base/Json.h"
#include "models/metrics/Observation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster::measure {

struct ProbeLog {
    Json conditions;                      // the first line
    std::vector<metrics::Sample> samples; // in the order in which answers came
    bool ended = false;                   // the prober closed the log itself
    std::string endReason;                // "stop", "standard input closed", "SIGTERM"
    bool torn = false;                    // the last line is incomplete: left out
};

// Not thread-safe. Reads what was added since the last call; a last line that is not complete yet waits
// for the next. Errors name file and line; what was read before stays.
class ProbeLogReader {
public:
    explicit ProbeLogReader(std::string path) : m_path(std::move(path)) {}
    // The samples that are new.
    [[nodiscard]] Result<std::vector<metrics::Sample>> read();
    [[nodiscard]] const ProbeLog& log() const { return m_log; }

private:
    friend Result<ProbeLog> parseSamples(std::string_view bytes, const std::string& name);
    [[nodiscard]] Result<> takePartial();
    [[nodiscard]] Result<> take(std::string_view line);

    std::string m_path;
    std::int64_t m_offset = 0;
    std::int64_t m_lines = 0;
    std::string m_partial;
    ProbeLog m_log;
};

// The bytes of one, as a journal kept them; `name` is what errors say.
[[nodiscard]] Result<ProbeLog> parseSamples(std::string_view bytes, const std::string& name);

// A whole file. A torn last line, as a kill leaves it, is no error.
[[nodiscard]] Result<ProbeLog> readSamples(const std::string& path);

// What the figures need of it. Missing conditions are left at zero.
[[nodiscard]] metrics::ProberRecord recordOf(const ProbeLog& log);

// Of this start of the machine: monotonic clocks of different ones cannot be compared. Empty: not known.
[[nodiscard]] std::string bootId();

} // namespace muster::measure
