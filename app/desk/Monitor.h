// Watches the services of one environment by their probes, all the time: what Home shows, and what the RTO of
// an incident is taken from.
#pragma once

#include "app/desk/Announcer.h"
#include "engine/measure/Prober.h"
#include "models/metrics/Availability.h"
#include "models/metrics/Detector.h"
#include "models/ports/Clock.h"
#include "models/ports/SecretSource.h"

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace muster::app {

// What the probes of a service say about a fault.
struct Observed {
    std::vector<metrics::Sample> samples; // all since the prober was started
    metrics::Conditions conditions;
    std::string probeRun; // what marks these writes in the service's data
    std::string client;
    std::string file; // the log
};

// Thread-safe. Probes end with it.
class Monitor {
public:
    // Probers are started soon after; a service whose prober cannot be started is unknown, and says why.
    Monitor(const environment::Environment& environment, const std::string& writer, Announcer& announcer,
            ports::Clock& clock);
    ~Monitor();
    Monitor(const Monitor&) = delete;
    Monitor& operator=(const Monitor&) = delete;

    [[nodiscard]] std::vector<ports::ServiceHealth> health() const;
    [[nodiscard]] const std::string& environment() const { return m_environment.name; }
    // nullopt: the service is not probed (now).
    [[nodiscard]] std::optional<Observed> observed(const std::string& service) const;
    // While an incident is measured its probe log goes on: no new one is begun.
    void keepLogs(bool keep) { m_keepLogs = keep; }

private:
    struct Watched;
    void work(std::stop_token stop);
    void start(Watched& watched);
    void look(Watched& watched);

    environment::Environment m_environment;
    std::string m_writer;
    Announcer& m_announcer;
    ports::Clock& m_clock;
    std::atomic<bool> m_keepLogs = false;
    mutable std::mutex m_mutex; // of what Watched shows
    std::vector<std::unique_ptr<Watched>> m_watched;
    std::jthread m_thread; // last
};

} // namespace muster::app
