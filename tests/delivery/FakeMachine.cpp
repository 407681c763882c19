#include "tests/delivery/FakeMachine.h"

#include "tests/support/Places.h"

#include <cstdlib>
#include <filesystem>

namespace muster::tests {
namespace fs = std::filesystem;

FakeMachine::FakeMachine(int user, const std::string& installed) {
    fs::create_directory(m_folder.file("bin"));
    fs::copy(fs::path(MUSTER_SOURCE_DIR) / "scripts", m_folder.file("scripts"), fs::copy_options::recursive);
    program("id", "echo " + std::to_string(user));
    program("dpkg-query", "for each in " + installed + "; do echo \"installed $each\"; done");
    program("apt-get", "echo \"apt-get $*\" >>'" + m_folder.file("calls") + "'\n" +
                           "[ ! -x \"$MUSTER_POLICY_FILE\" ] || echo policy >>'" + m_folder.file("calls") +
                           "'\n" +
                           "[ ! -e \"$MUSTER_CLUSTER_SETTINGS\" ] || cat \"$MUSTER_CLUSTER_SETTINGS\" >>'" +
                           m_folder.file("calls") + "'");
    program("sudo", "exit 1");
    for (const auto* quiet : {"systemctl", "update-rc.d", "deb-systemd-helper"})
        program(quiet, "exit 0");
}

void FakeMachine::program(const std::string& name, const std::string& body) const {
    const auto path = m_folder.write("bin/" + name, "#!/bin/sh\n" + body + "\n");
    fs::permissions(path, fs::perms::owner_all);
}

test::Environment FakeMachine::environment() const {
    return {{"PATH", m_folder.file("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin"},
            {"MUSTER_POLICY_FILE", policyFile()},
            {"MUSTER_CLUSTER_SETTINGS", clusterSettings()}};
}

test::Ran FakeMachine::install(const std::string& packages) const {
    return test::runProgram({"bash", "-c", installer() + " " + packages}, environment());
}

test::Ran FakeMachine::ensure(const std::string& groups) const {
    return test::runProgram(
        {"bash", "-c",
         "set -euo pipefail; . '" + m_folder.file("scripts/shared.sh") + "'; ensure_packages " + groups},
        environment());
}

std::string FakeMachine::calls() const {
    return fs::exists(m_folder.file("calls")) ? test::readFile(m_folder.file("calls")) : "";
}

} // namespace muster::tests
