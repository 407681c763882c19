// What the suite for scripts runs against: an executor, a host that it reaches, and a way to cut its lines.
#pragma once

#include "models/ports/Executor.h"
#include "tests/contracts/executors/Collected.h"
#include "tests/contracts/executors/SshServer.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace muster::tests {

class ShellBench {
public:
    virtual ~ShellBench() = default;
    [[nodiscard]] virtual std::unique_ptr<ports::Executor>
    executor() const = 0; // a new one, as another console's
    [[nodiscard]] virtual environment::Host host() const = 0;
    [[nodiscard]] virtual std::string spool() const = 0;
    // Ends whatever carries the output of acts now; false when there was nothing.
    virtual bool cut() const = 0;
};

std::unique_ptr<ShellBench> localBench();
std::unique_ptr<ShellBench> sshBench();

class ShellContract : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override;

    [[nodiscard]] ports::Act act(const std::string& script,
                                 Milliseconds timeout = Milliseconds{60'000}) const;
    Result<ports::Outcome> run(const ports::Act& act, std::stop_token stop = {});
    [[nodiscard]] std::string folder(const ports::Act& act) const { return m_bench->spool() + "/" + act.key; }

    std::unique_ptr<ShellBench> m_bench;
    std::unique_ptr<ports::Executor> m_executor;
    muster::test::TemporaryFolder m_work;
    Collected m_output;

private:
    mutable int m_acts = 0;
};

} // namespace muster::tests
