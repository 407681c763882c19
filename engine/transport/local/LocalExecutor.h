// Runs scripts on this machine, under the same durable wrapper as on any other: they outlive this program,
// and another start of it collects what they did.
#pragma once

#include "models/ports/Executor.h"

#include <string>

namespace muster::transport {

// Contract: ports::Executor. Thread-safe; acts run side by side. Takes ShellAct only and ignores host.ssh.
class LocalExecutor : public ports::Executor {
public:
    // `spool`: the folder for what runs and what it left; empty: $MUSTER_SPOOL, else /var/tmp/muster-UID.
    explicit LocalExecutor(std::string spool = {}) : m_spool(std::move(spool)) {}

    [[nodiscard]] Result<ports::Outcome> run(const ports::Act& act, ports::OutputSink& sink,
                                             std::stop_token stop) override;
    [[nodiscard]] Result<std::optional<ports::Outcome>>
    collect(const ports::Act& act, ports::OutputSink& sink, std::stop_token stop) override;
    void forget(const ports::Act& act) override;

private:
    std::string m_spool;
};

} // namespace muster::transport
