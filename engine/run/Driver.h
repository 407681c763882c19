// Drives one run through a phase: asks Next what comes, does it, records it. All decisions are Next's; all
// I/O of a step is ActRunner's.
#pragma once

#include "engine/run/ActRunner.h"

#include <atomic>
#include <mutex>
#include <stop_token>

namespace muster::run {

// Runs on the thread that calls it. Keeps references only.
class Driver {
public:
    Driver(World world, const Documents& documents, RunLog& log, ports::Operator* person);

    // Enters the phase and runs it to its end; `halted` when a step failed and nobody settled it, or when
    // `stop` was requested (then the run is cancelled in the journal). An Error: the journal failed.
    [[nodiscard]] Result<PhaseDone> runPhase(const std::string& phaseName, std::stop_token stop);

    // Goes on in the phase that the state is in, after an interruption.
    [[nodiscard]] Result<PhaseDone> proceed(std::stop_token stop);

    // What a requested stop is called in the journal.
    std::string stopReason = "stopped by the operator";

    // Ends what runs on hosts right now, with its processes; the run then asks what to do. Any thread.
    void stopAct();
    // From now on a requested stop leaves the run open, to be resumed, instead of cancelling it. Any thread.
    void leaveWhenStopped() { m_leaves = true; }

private:
    [[nodiscard]] Result<> ask(const ports::Question& question, std::stop_token stop);
    [[nodiscard]] Result<> cancel(const std::string& reason);
    [[nodiscard]] Result<> act(const Perform& perform, std::stop_token stop);

    World m_world;
    const Documents& m_documents;
    RunLog& m_log;
    ports::Operator* m_person; // nullptr: nobody is there
    ActRunner m_acts;
    std::atomic<bool> m_leaves = false;
    std::mutex m_actMutex;
    std::stop_source m_actStop; // of the act that runs now
};

} // namespace muster::run
