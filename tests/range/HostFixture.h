// A range whose hosts are used as a runbook uses them: over SSH, with the values of the environment file.
#pragma once

#include "models/environment/ReadEnvironment.h"
#include "range/control/Session.h"
#include "range/control/Topology.h"
#include "range/processes/SyncedFile.h"
#include "tests/range/RangeFixture.h"

namespace muster::range::tests {

class HostTest : public RangeTest {
protected:
    [[nodiscard]] environment::Environment environment() const {
        const auto path = (m_folder / "environment.yml").string();
        return environment::readEnvironment(path, readWhole(path).value_or("")).environment;
    }
    // "db_data" of "db-b".
    [[nodiscard]] std::string value(const std::string& host, const std::string& name) const {
        const auto all = environment();
        const auto& own = all.hosts.at(host).values;
        return own.contains(name) ? own.at(name) : all.values.at(name);
    }
    // A script on that host. The scripts of the tests hold no single quote.
    [[nodiscard]] Ran on(const std::string& host, const std::string& script) const {
        const auto all = environment();
        const auto& ssh = *all.hosts.at(host).ssh;
        const std::string command = "ssh -q -o BatchMode=yes -o IdentitiesOnly=yes -F none -p " +
                                    std::to_string(ssh.port) + " -i " + ssh.keyFile +
                                    " -o UserKnownHostsFile=" + ssh.knownHostsFile + " " + ssh.user +
                                    "@127.0.0.1 '" + script + "' 2>&1";
        return runCommand(command);
    }
    // The first cell of what that host's database answers; "error" and why when it does not.
    [[nodiscard]] std::string ask(const std::string& host, const std::string& sql) const {
        const Session session(Layout{m_folder}, host, portOf(host + ".postgresql"), "postgres", "workflows");
        const auto answer = session.run(sql);
        return answer ? *answer : "error: " + answer.error().text();
    }
    void write(int first, int last) const {
        auto users = client("lb.haproxy");
        for (int sequence = first; sequence <= last; ++sequence)
            ASSERT_EQ(post(users, "/api/v1/ledger", entry(sequence)), 201) << sequence;
    }
    [[nodiscard]] std::string written(const std::string& host) const {
        return ask(host, "SELECT count(*) FROM ledger");
    }
};

} // namespace muster::range::tests
