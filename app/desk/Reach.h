// The ways into one environment: its executors and secrets, kept as long as somebody uses them.
#pragma once

#include "engine/run/ActRunner.h"
#include "engine/transport/RoutingExecutor.h"
#include "engine/transport/secrets/SecretStore.h"

namespace muster::app {

// Thread-safe. `journal` and `clock` outlive it.
class Reach {
public:
    Reach(const environment::Environment& environment, transport::FirstUse firstUse)
        : m_executor(environment, m_secrets, std::move(firstUse)) {}

    [[nodiscard]] run::World world(ports::Journal& journal, ports::Clock& clock, const std::string& writer) {
        return {journal, m_executor, m_secrets, clock, writer};
    }
    [[nodiscard]] ports::Executor& executor() { return m_executor; }
    [[nodiscard]] ports::SecretSource& secrets() { return m_secrets; }

private:
    transport::SecretStore m_secrets; // before the executor, which refers to it
    transport::RoutingExecutor m_executor;
};

} // namespace muster::app
