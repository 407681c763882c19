// The guard rail of a drill: probes of the services that it has to leave alone. When one of them fails while
// the fault stands, for two seconds on end, the drill is stopped and put back.
#pragma once

#include "models/metrics/Detector.h"
#include "models/ports/Clock.h"
#include "models/ports/Prober.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace muster::drill {

struct Tripped {
    std::string service;
    std::string why;             // with the words of the newest bad answer
    std::int64_t detectedNs = 0; // monotonic: the answer that settled it
};

// add(), unsteady(), arm() and disarm() from one thread; token() and tripped() from any. Keeps a reference to
// the clock. While it is armed, a thread of its own asks the probers; they end when this goes.
class BesideWatch {
public:
    explicit BesideWatch(ports::Clock& clock) : m_clock(clock) {}
    ~BesideWatch();
    BesideWatch(const BesideWatch&) = delete;
    BesideWatch& operator=(const BesideWatch&) = delete;

    void add(std::string service, std::unique_ptr<ports::Prober> prober); // before arm()
    // Before arm(): the first service that has not answered well for so long up to now; empty: all did.
    [[nodiscard]] std::string unsteady(Milliseconds needed);

    void arm(const std::stop_token& outer); // `outer` stops the token, too
    void disarm();
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] std::optional<Tripped> tripped() const;

private:
    struct Watched {
        std::string service;
        std::unique_ptr<ports::Prober> prober;
        metrics::Detector detector;
    };
    void look();

    ports::Clock& m_clock;
    std::vector<Watched> m_watched;
    std::stop_source m_stop;
    std::unique_ptr<std::stop_callback<std::function<void()>>> m_forward;
    mutable std::mutex m_mutex;
    std::optional<Tripped> m_tripped;
    std::jthread m_thread;
};

} // namespace muster::drill
