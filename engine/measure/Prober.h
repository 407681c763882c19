// Runs `muster-prober` beside the console: it writes to a service on a fixed schedule, whatever becomes of
// the earlier writes, and notes every answer in a file that survives both of them.
#pragma once

#include "engine/measure/ProbeLog.h"
#include "models/base/Duration.h"
#include "models/base/Error.h"
#include "models/base/Secret.h"
#include "models/environment/Environment.h"
#include "models/metrics/Availability.h"
#include "models/ports/Prober.h"

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
    std::string client;           // of this prober and no other of the run: [A-Za-z0-9._-]+
    std::string environment = {}; // name of the service's environment; the log tells it
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
class Prober : public ports::Prober {
public:
    // The first probe is due when this returns. On error nothing runs and no file is left by it.
    [[nodiscard]] static Result<std::unique_ptr<Prober>> start(const ProberSettings& settings);
    ~Prober() override;
    Prober(const Prober&) = delete;
    Prober& operator=(const Prober&) = delete;

    // All answers so far; those since the last call of fresh().
    [[nodiscard]] Result<std::vector<metrics::Sample>> samples() override;
    [[nodiscard]] Result<std::vector<metrics::Sample>> fresh() override;

    // Lets the requests on the way end (at most the probe's timeout), then ends the child and reads the
    // rest. The error tells when it had ended before its time. A second call does nothing.
    [[nodiscard]] Result<> stop() override;

    [[nodiscard]] bool running();
    [[nodiscard]] int pid() const { return m_pid; }
    [[nodiscard]] std::string file() const override { return m_settings.file; }

    // interval, timeouts, stability window and bound as this prober keeps them.
    [[nodiscard]] metrics::Conditions conditions() const override;

private:
    explicit Prober(ProberSettings settings);
    bool ended(Milliseconds within); // true once the child is reaped

    ProberSettings m_settings;
    ProbeLogReader m_reader;
    std::size_t m_given = 0; // of the log's samples, how many fresh() has handed out
    int m_pid = -1;
    int m_input = -1; // our end of the child's standard input
    bool m_reaped = false;
    bool m_stopped = false;
    int m_waitStatus = 0;
};

// Starts probers that keep their logs in one folder, as <run>-<client>.ndjson.
class ProberLauncher : public ports::ProberSource {
public:
    // `folder` is created (mode 0700) when the first prober is started.
    ProberLauncher(std::string program, std::string folder, Milliseconds linger = Milliseconds{10'000})
        : m_program(std::move(program)), m_folder(std::move(folder)), m_linger(linger) {}
    [[nodiscard]] Result<std::unique_ptr<ports::Prober>> start(const ports::ProbeRequest& request) override;

private:
    std::string m_program;
    std::string m_folder;
    Milliseconds m_linger;
};

} // namespace muster::measure
