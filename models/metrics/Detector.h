// Says that a service is down, and that it is up again, from the answers as they come in. Pure: its only
// clock is the samples'.
#pragma once

#include "models/base/Duration.h"
#include "models/metrics/Sample.h"

#include <cstdint>
#include <optional>

namespace muster::metrics {

struct DetectorSettings {
    int failures = 3;                         // down after so many answers in a row that were not ok ...
    std::optional<Milliseconds> without = {}; // ... or when answers failed for this long without one ok
    int successes = 1;                        // up again after so many in a row
};

// Not thread-safe; feed it in the order in which answers came (the order of the probe log).
class Detector {
public:
    enum class State { untold, up, down };

    explicit Detector(DetectorSettings settings = {}) : m_settings(settings) {}

    // Returns true when the state changed with this sample.
    bool feed(const Sample& sample);

    [[nodiscard]] State state() const { return m_state; }
    // While down: when the first failed answer of the row came, and the answer that settled it.
    [[nodiscard]] std::optional<std::int64_t> downSinceNs() const { return m_downSinceNs; }
    [[nodiscard]] std::optional<std::int64_t> detectedNs() const { return m_detectedNs; }
    // While up: the answer that settled it.
    [[nodiscard]] std::optional<std::int64_t> upNs() const { return m_upNs; }

private:
    DetectorSettings m_settings;
    State m_state = State::untold;
    int m_failures = 0;
    int m_successes = 0;
    std::int64_t m_firstFailureNs = 0;
    std::optional<std::int64_t> m_downSinceNs, m_detectedNs, m_upNs;
};

} // namespace muster::metrics
