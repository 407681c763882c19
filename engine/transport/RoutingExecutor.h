// Sends each act where it belongs: requests over HTTP, scripts over SSH or to this machine.
#pragma once

#include "engine/transport/ssh/HostKeys.h"
#include "models/environment/Environment.h"
#include "models/ports/Executor.h"
#include "models/ports/SecretSource.h"

#include <memory>

namespace muster::transport {

// Contract: ports::Executor. Thread-safe.
class RoutingExecutor : public ports::Executor {
public:
    // `environment` (copied) declares the secrets by which keys are unlocked; `secrets` outlives this.
    // `firstUse`: see SshExecutor.
    RoutingExecutor(const environment::Environment& environment, ports::SecretSource& secrets,
                    FirstUse firstUse = {});
    ~RoutingExecutor() override; // after the last call has returned

    [[nodiscard]] Result<ports::Outcome> run(const ports::Act& act, ports::OutputSink& sink,
                                             std::stop_token stop) override;
    [[nodiscard]] Result<std::optional<ports::Outcome>>
    collect(const ports::Act& act, ports::OutputSink& sink, std::stop_token stop) override;
    void forget(const ports::Act& act) override;

private:
    [[nodiscard]] ports::Executor& executorFor(const ports::Act& act);

    const environment::Environment m_environment;
    std::unique_ptr<ports::Executor> m_local;
    std::unique_ptr<ports::Executor> m_ssh;
    std::unique_ptr<ports::Executor> m_http;
};

} // namespace muster::transport
