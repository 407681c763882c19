// Runs scripts on hosts over SSH (libssh), under the durable wrapper: a lost line neither ends the work nor
// hides its result. Connections are kept and used again.
#pragma once

#include "engine/transport/ssh/HostKeys.h"
#include "models/environment/Environment.h"
#include "models/ports/Executor.h"
#include "models/ports/SecretSource.h"

#include <memory>

namespace muster::transport {

// Contract: ports::Executor. Thread-safe: different hosts in parallel, at most two acts at once on one host
// (a third waits for its turn). Takes ShellAct only, for hosts with `ssh`.
class SshExecutor : public ports::Executor {
public:
    // `environment` and `secrets` outlive it. `firstUse` is asked about hosts that are not known yet, on the
    // thread that runs the act; empty: they are refused.
    SshExecutor(const environment::Environment& environment, ports::SecretSource& secrets,
                FirstUse firstUse = {});
    ~SshExecutor() override; // after the last call has returned

    [[nodiscard]] Result<ports::Outcome> run(const ports::Act& act, ports::OutputSink& sink,
                                             std::stop_token stop) override;
    [[nodiscard]] Result<std::optional<ports::Outcome>>
    collect(const ports::Act& act, ports::OutputSink& sink, std::stop_token stop) override;
    // Only over a connection that is open: a host that is down is not waited for.
    void forget(const ports::Act& act) override;

private:
    class Pools;
    std::unique_ptr<Pools> m_pools;
};

} // namespace muster::transport
