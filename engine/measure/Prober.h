// Runs `muster-prober` beside the console: it writes to a service on a fixed schedule, whatever becomes of
// the earlier writes, and notes every answer in a file that survives both of them.
#pragma once

#include "engine/measure/ProbeLog.h"
#include "models/base/Duration.h"
#include "models/base/Error.h"
#include "models/base/Secret.h"
#include "models/environment/Environment.h"
#include "models/metrics/Availability.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace muster::measure {

struct ProberSettings {
    std::string program; // path of muster-prober
    std::string file;    // the probe log; must not exist yet, is created with mode 0600
    std::string
        run; // of this run and no other, in any journal, for example "<writer>-<number>": [A-Za-z0-9._-]+
    std::string client; // of this prober and no other of the run: [A-Za-z0-9._-]+
    // Its `probe` says what is written and how often, its url, caFile and headers where and how. Of names
    // in the template only {{run}}, {{client}} and {{sequence}} may be left.
    environment::Service service;
    std::map<std::string, Secret> secretHeaders; // header -> resolved value
    Milliseconds linger{10'000};                 // how long it goes on when the console is gone
    Milliseconds startTimeout{5'000};            // how long start() waits for its first sign
    Milliseconds starvationBound{1'000};         // ticks later than this are noted, not sent in a burst
};

// Not thread-safe. Owns the child: it ends with this object. When the console itself is killed the child
// sees its standard input close and ends after `linger`.
class Prober {
public:
    // The first probe is due when this returns. On error nothing runs and no file is left by it.
    [[nodiscard]] static Result<std::unique_ptr<Prober>> start(const ProberSettings& settings);
    ~Prober();
    Prober(const Prober&) = delete;
    Prober& operator=(const Prober&) = delete;

    // All answers so far; those since the last call of either function.
    [[nodiscard]] Result<std::vector<metrics::Sample>> samples();
    [[nodiscard]] Result<std::vector<metrics::Sample>> fresh();

    // Lets the requests on the way end (at most the probe's timeout), then ends the child and reads the
    // rest. The error tells when it had ended before its time. A second call does nothing.
    [[nodiscard]] Result<> stop();

    [[nodiscard]] bool running();
    [[nodiscard]] int pid() const { return m_pid; }
    [[nodiscard]] const std::string& file() const { return m_settings.file; }

    // interval, timeouts, stability window and bound as this prober keeps them.
    [[nodiscard]] metrics::Conditions conditions() const;

private:
    explicit Prober(ProberSettings settings);

    ProberSettings m_settings;
    ProbeLogReader m_reader;
    int m_pid = -1;
    int m_input = -1;        // our end of the child's standard input
    std::size_t m_given = 0; // of the log's samples, how many fresh() has handed out
    bool m_reaped = false;
    bool m_stopped = false;
    int m_waitStatus = 0;
};

} // namespace muster::measure
