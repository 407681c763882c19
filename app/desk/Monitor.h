// Watches the services of one environment by their probes, all the time: what Home shows. The logs of its
// probes are what the figures of an incident are taken from: app/desk/IncidentFigures.h.
#pragma once

#include "app/desk/Announcer.h"
#include "engine/measure/Prober.h"
#include "models/metrics/Detector.h"
#include "models/ports/Clock.h"
#include "models/ports/SecretSource.h"

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace muster::app {

// In the names of the probes of a console that only reads, and so has no journal of its own to name them by.
inline constexpr const char* readerName = "reader";

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
    // The environments in which a live incident is open: their probe logs go on and are kept. Logs of the
    // others are removed an hour after their last line. Until this is called nothing is removed.
    void keepLogsOf(std::set<std::string> environments);

private:
    struct Watched;
    void work(std::stop_token stop);
    [[nodiscard]] bool mayRemove(const std::string& environment) const;
    void removeOldLogs(std::int64_t nowUtcMs);
    void start(Watched& watched);
    void look(Watched& watched);

    environment::Environment m_environment;
    std::string m_writer;
    Announcer& m_announcer;
    ports::Clock& m_clock;
    std::int64_t m_removedUtcMs = 0;
    mutable std::mutex m_mutex; // of what Watched shows, and of the next
    std::optional<std::set<std::string>> m_keepLogsOf;
    std::vector<std::unique_ptr<Watched>> m_watched;
    std::jthread m_thread; // last
};

} // namespace muster::app
