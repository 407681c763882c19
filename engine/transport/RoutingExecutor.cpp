#include "engine/transport/RoutingExecutor.h"

#include "engine/transport/http/HttpExecutor.h"
#include "engine/transport/local/LocalExecutor.h"
#include "engine/transport/ssh/SshExecutor.h"

namespace muster::transport {

RoutingExecutor::RoutingExecutor(const environment::Environment& environment, ports::SecretSource& secrets,
                                 FirstUse firstUse)
    : m_environment(environment), m_local(std::make_unique<LocalExecutor>()),
      m_ssh(std::make_unique<SshExecutor>(m_environment, secrets, std::move(firstUse))),
      m_http(std::make_unique<HttpExecutor>()) {}

RoutingExecutor::~RoutingExecutor() = default;

ports::Executor& RoutingExecutor::executorFor(const ports::Act& act) {
    const auto* script = std::get_if<ports::ShellAct>(&act.what);
    if (script == nullptr)
        return *m_http;
    return script->host.ssh ? *m_ssh : *m_local;
}

Result<ports::Outcome> RoutingExecutor::run(const ports::Act& act, ports::OutputSink& sink,
                                            std::stop_token stop) {
    return executorFor(act).run(act, sink, std::move(stop));
}

Result<std::optional<ports::Outcome>> RoutingExecutor::collect(const ports::Act& act, ports::OutputSink& sink,
                                                               std::stop_token stop) {
    return executorFor(act).collect(act, sink, std::move(stop));
}

void RoutingExecutor::forget(const ports::Act& act) {
    executorFor(act).forget(act);
}

} // namespace muster::transport
