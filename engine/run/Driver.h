// Drives one run through a phase: asks Next what comes, does it, records it. All decisions are Next's; all
// I/O of a step is ActRunner's.
#pragma once

#include "engine/run/ActRunner.h"

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

private:
    [[nodiscard]] Result<> ask(const ports::Question& question, std::stop_token stop);
    [[nodiscard]] Result<> cancel(const std::string& reason);

    World m_world;
    const Documents& m_documents;
    RunLog& m_log;
    ports::Operator* m_person; // nullptr: nobody is there
    ActRunner m_acts;
};

} // namespace muster::run
