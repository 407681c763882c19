// Sends probes, many at once, on one thread, through libcurl. Each is sent once and never again.
#pragma once

#include "engine/measure/ProbeConfiguration.h"
#include "models/metrics/Sample.h"

#include <memory>
#include <vector>

struct curl_waitfd;

namespace muster::measure {

std::int64_t monotonicNow(); // nanoseconds of CLOCK_MONOTONIC

// Not thread-safe.
class ProbeClient {
public:
    [[nodiscard]] static Result<std::unique_ptr<ProbeClient>> create(const ProbeConfiguration& configuration);
    ~ProbeClient();
    ProbeClient(const ProbeClient&) = delete;
    ProbeClient& operator=(const ProbeClient&) = delete;

    // Begins the request for `sample` (sequence, scheduledNs); it comes back from finished() with the rest.
    void send(metrics::Sample sample);
    // Moves all requests on without waiting and returns those that ended.
    std::vector<metrics::Sample> finished();
    // Gives up what is still on its way: unknown, since it may have been written.
    std::vector<metrics::Sample> abandon();
    // Waits for the network, for one of `others` or for the time to pass.
    void wait(std::vector<curl_waitfd>& others, Milliseconds atMost);

    [[nodiscard]] int inFlight() const;

private:
    struct Parts;
    explicit ProbeClient(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace muster::measure
