// Sends requests to services (QNetworkAccessManager) and reports what they answered.
#pragma once

#include "models/ports/Executor.h"

#include <memory>

namespace muster::transport {

// Contract: ports::Executor. Thread-safe; requests run side by side on one network thread of its own, and
// `run` waits for the answer on the caller's. Takes HttpAct only.
//
// A request is sent once, over a connection of its own: never again after a lost line, never to where a
// redirection points (its status is the outcome). No cookies, no proxy for loopback addresses, TLS 1.2 at
// least and always verified: against service.caFile where there is one, else the system's authorities.
//
// An Error is Retry::safe when the request was not sent, and for GET and HEAD; Retry::unknown when anything
// else may have reached the service, also on timeout and cancel; Retry::never when it would fail again. An
// answer of more than 64 MiB is an error.
//
// Qt needs a QCoreApplication; where the program made none, the first executor makes one that stays.
class HttpExecutor : public ports::Executor {
public:
    HttpExecutor();
    ~HttpExecutor() override; // after the last call has returned

    [[nodiscard]] Result<ports::Outcome> run(const ports::Act& act, ports::OutputSink& sink,
                                             std::stop_token stop) override;
    // Always Retry::unknown: a service keeps no record of our requests.
    [[nodiscard]] Result<std::optional<ports::Outcome>>
    collect(const ports::Act& act, ports::OutputSink& sink, std::stop_token stop) override;
    void forget(const ports::Act& act) override;

private:
    class Network;
    std::unique_ptr<Network> m_network;
};

} // namespace muster::transport
