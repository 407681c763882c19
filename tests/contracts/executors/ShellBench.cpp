#include "tests/contracts/executors/ShellBench.h"

#include "engine/transport/local/LocalExecutor.h"
#include "engine/transport/secrets/SecretStore.h"
#include "engine/transport/ssh/SshExecutor.h"

#include <csignal>
#include <fstream>
#include <unistd.h>

namespace muster::tests {
namespace {

class LocalBench : public ShellBench {
public:
    [[nodiscard]] std::unique_ptr<ports::Executor> executor() const override {
        return std::make_unique<transport::LocalExecutor>(spool());
    }
    [[nodiscard]] environment::Host host() const override {
        environment::Host host;
        host.name = "here";
        return host;
    }
    [[nodiscard]] std::string spool() const override { return m_folder.file("spool"); }
    bool cut() const override {
        // The wrapper and its helpers are one process group; what they started has left it.
        const auto children = childrenOf(::getpid());
        for (const auto pid : children)
            ::kill(-pid, SIGKILL);
        return !children.empty();
    }

private:
    muster::test::TemporaryFolder m_folder;
};

class SshBench : public ShellBench {
public:
    [[nodiscard]] std::unique_ptr<ports::Executor> executor() const override {
        return std::make_unique<transport::SshExecutor>(m_environment, m_secrets);
    }
    [[nodiscard]] environment::Host host() const override { return m_server.host(); }
    [[nodiscard]] std::string spool() const override { return m_server.spool(); }
    bool cut() const override {
        const auto connections = m_server.connections();
        for (const auto pid : connections)
            ::kill(pid, SIGKILL);
        return !connections.empty();
    }

private:
    SshServer m_server;
    environment::Environment m_environment;
    mutable transport::SecretStore m_secrets;
};

} // namespace

std::unique_ptr<ShellBench> localBench() {
    return std::make_unique<LocalBench>();
}

std::unique_ptr<ShellBench> sshBench() {
    return std::make_unique<SshBench>();
}

void ShellContract::SetUp() {
    m_bench = std::string(GetParam()) == "ssh" ? sshBench() : localBench();
    m_executor = m_bench->executor();
}

ports::Act ShellContract::act(const std::string& script, Milliseconds timeout) const {
    ports::Act act;
    act.key = "contract.1.step." + std::to_string(++m_acts);
    act.what = ports::ShellAct{m_bench->host(), script, {}, false};
    act.timeout = timeout;
    return act;
}

Result<ports::Outcome> ShellContract::run(const ports::Act& act, std::stop_token stop) {
    return m_executor->run(act, m_output, stop);
}

} // namespace muster::tests
