// A folder that plays the machine for the installing scripts: the programs that would change the real one are
// small scripts in it that write down how they were called. The scripts under test are the real ones, copied.
#pragma once

#include "tests/support/Program.h"

#include <string>

namespace muster::tests {

class FakeMachine {
public:
    // Runs as `user` as far as the scripts can see; dpkg-query knows the packages of `installed`, separated
    // by blanks.
    FakeMachine(int user, const std::string& installed);

    // A program found before the machine's own; `body` is shell text.
    void program(const std::string& name, const std::string& body) const;
    [[nodiscard]] test::Environment environment() const;
    [[nodiscard]] test::Ran install(const std::string& packages) const;
    [[nodiscard]] test::Ran ensure(const std::string& groups) const;

    // What apt-get was called with, line by line, and what stood in its way then ("policy", "settings").
    [[nodiscard]] std::string calls() const;
    [[nodiscard]] std::string policyFile() const { return m_folder.file("sbin/policy-rc.d"); }
    [[nodiscard]] std::string clusterSettings() const {
        return m_folder.file("cluster.d/muster-installs.conf");
    }
    [[nodiscard]] const test::TemporaryFolder& folder() const { return m_folder; }
    [[nodiscard]] std::string installer() const { return m_folder.file("scripts/install-packages"); }

private:
    test::TemporaryFolder m_folder;
};

} // namespace muster::tests
