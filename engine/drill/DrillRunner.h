// One drill from steady state to verdict: break, observe, recover, settle, put back, steady again, verify.
// Whatever happens in between, putting back is tried.
#pragma once

#include "engine/drill/BesideWatch.h"
#include "engine/run/ActRunner.h"
#include "engine/run/Driver.h"
#include "models/metrics/Detector.h"
#include "models/metrics/Verdict.h"
#include "models/ports/Prober.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace muster::drill {

struct DrillSettings {
    Milliseconds giveUpAfter{360'000};  // after the fault: recovery is stopped, put back, and failed
    Milliseconds steadyWithin{20'000};  // how long the probes may take to become steady before the fault
    Milliseconds observeWithin{20'000}; // how long the fault may take to be seen: else it is not tested
    std::function<Result<std::string>(const std::string& file)>
        readFile; // of the probe log, to keep it as evidence
};

// Runs on the thread that calls it; keeps references only.
class DrillRunner {
public:
    DrillRunner(run::World world, ports::ProberSource& probers, const run::Documents& documents,
                run::RunLog& log, DrillSettings settings);

    // Closes the run with a verdict in the journal and returns it: "passed", "failed", "not-tested",
    // "cancelled". An Error: the journal could not be written; the watchdog then withdraws the fault.
    [[nodiscard]] Result<std::string> run(std::stop_token stop);

private:
    [[nodiscard]] Result<ports::ProbeRequest> probeOf(const environment::Service& service,
                                                      const std::string& run) const;
    [[nodiscard]] Result<> startProber();
    [[nodiscard]] Result<> startBeside();
    [[nodiscard]] Result<> faultAndRecovery(std::stop_token stop);
    [[nodiscard]] Result<> guardTripped();
    [[nodiscard]] Result<bool> becomeSteady(std::stop_token stop);
    [[nodiscard]] Result<bool> silence(); // of the pager; false: it was not to be had
    [[nodiscard]] Result<bool> breakIt(std::stop_token stop);
    [[nodiscard]] Result<bool> observe(std::stop_token stop);
    [[nodiscard]] Result<> recover(std::stop_token stop);
    [[nodiscard]] Result<> settle(std::stop_token stop);
    [[nodiscard]] Result<> putBack();
    [[nodiscard]] Result<> steadyAgain(std::stop_token stop);
    [[nodiscard]] Result<std::string> verify(bool cancelled);
    [[nodiscard]] Result<std::string> close(const std::string& verdict, const std::vector<std::string>& why);

    [[nodiscard]] Result<> enter(const std::string& phaseName);
    [[nodiscard]] Result<> stamp(const std::string& name, std::optional<std::int64_t> monotonicNs,
                                 std::int64_t utcMs);
    [[nodiscard]] metrics::Conditions conditions() const;
    [[nodiscard]] std::string haltedAt() const;

    run::World m_world;
    ports::ProberSource& m_probers;
    const run::Documents& m_documents;
    run::RunLog& m_log;
    DrillSettings m_settings;
    run::Driver m_driver;

    std::unique_ptr<ports::Prober> m_prober;
    BesideWatch m_beside; // the guard rail round everything that the drill must leave alone
    std::string m_guard;  // why it stopped the drill
    metrics::Detector m_detector;
    std::string m_probeRun; // what marks this run's writes in the service's data
    std::int64_t m_faultNs = 0;
    std::int64_t m_faultUtcMs = 0;
    std::optional<std::int64_t> m_injectedNs;
    std::optional<std::int64_t> m_detectedNs;
    std::optional<std::int64_t> m_observedUntilNs;
    std::vector<std::string> m_untested; // why it cannot count as tested
    std::vector<std::string> m_failures; // why it failed, beside the figures
};

// Takes back what an interrupted drill left, and closes its run as withdrawn. `by`: console or watchdog.
// False: the fault could not be taken back completely; the run is closed and says so.
[[nodiscard]] Result<bool> withdraw(run::World world, const run::Documents& documents, run::RunLog& log,
                                    const std::string& by);

} // namespace muster::drill
