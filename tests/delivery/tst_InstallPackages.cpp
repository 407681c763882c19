#include "tests/delivery/FakeMachine.h"

#include <csignal>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using muster::tests::FakeMachine;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

namespace {

void makePolicy(const FakeMachine& machine, const std::string& body) {
    fs::create_directories(fs::path(machine.policyFile()).parent_path());
    const auto path = machine.folder().write("sbin/policy-rc.d", "#!/bin/sh\n" + body + "\n");
    fs::permissions(path, fs::perms::owner_all);
}

void expectNothingInTheWay(const FakeMachine& machine) {
    EXPECT_FALSE(fs::exists(machine.policyFile()));
    EXPECT_FALSE(fs::exists(machine.policyFile() + ".before-muster"));
    EXPECT_FALSE(fs::exists(machine.clusterSettings()));
    EXPECT_FALSE(fs::exists(fs::path(machine.clusterSettings()).parent_path()));
}

} // namespace

TEST(InstallPackages, WhileAptWorksNoServiceStartsAndNoClusterIsMade) {
    const FakeMachine machine(0, "");
    const auto ran = machine.install("postgresql-15 openssh-server");
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
    EXPECT_THAT(machine.calls(),
                HasSubstr("install --no-install-recommends postgresql-15 openssh-server\npolicy\n"));
    EXPECT_THAT(machine.calls(), HasSubstr("create_main_cluster = false"));
    expectNothingInTheWay(machine);
}

TEST(InstallPackages, AFailureOfAptIsSaidAndLeavesNothingInTheWay) {
    const FakeMachine machine(0, "");
    machine.program("apt-get", "echo 'E: Unable to locate package' >&2; exit 100");
    const auto ran = machine.install("nonsense");
    EXPECT_EQ(ran.exitCode, 3);
    EXPECT_THAT(ran.err, HasSubstr("Unable to locate package"));
    expectNothingInTheWay(machine);
}

TEST(InstallPackages, AnInterruptionLeavesNothingInTheWay) {
    const FakeMachine machine(0, "");
    machine.program("apt-get", "echo started >>'" + machine.folder().file("calls") + "'; exec sleep 100");
    muster::test::Running running({"bash", machine.installer(), "postgresql-15"}, machine.environment());
    ASSERT_TRUE(muster::test::eventually([&] { return machine.calls() == "started\n"; }));
    EXPECT_TRUE(fs::exists(machine.policyFile()));
    ::kill(-running.pid(), SIGINT);
    ::kill(-running.pid(), SIGTERM); // a shell without a terminal leaves SIGINT to its child
    EXPECT_NE(running.wait(std::chrono::seconds{20}), 0);
    expectNothingInTheWay(machine);
}

TEST(InstallPackages, APolicyThatRefusesAlreadyIsLeftAlone) {
    const FakeMachine machine(0, "");
    makePolicy(machine, "# the owner's\nexit 101");
    EXPECT_EQ(machine.install("ninja-build").exitCode, 0);
    EXPECT_THAT(muster::test::readFile(machine.policyFile()), HasSubstr("the owner's"));
}

TEST(InstallPackages, APolicyThatAllowsIsSetAsideAndPutBack) {
    const FakeMachine machine(0, "");
    makePolicy(machine, "# the owner's\nexit 0");
    machine.program("apt-get", "\"$MUSTER_POLICY_FILE\" ssh start; echo \"refused $?\" >>'" +
                                   machine.folder().file("calls") + "'");
    EXPECT_EQ(machine.install("ninja-build").exitCode, 0);
    EXPECT_THAT(machine.calls(), HasSubstr("refused 101"));
    EXPECT_THAT(muster::test::readFile(machine.policyFile()), HasSubstr("the owner's"));
    EXPECT_FALSE(fs::exists(machine.policyFile() + ".before-muster"));
}

TEST(InstallPackages, WhatAKilledRunLeftIsMendedByTheNext) {
    const FakeMachine machine(0, "");
    machine.program("apt-get", "kill -9 $PPID");
    EXPECT_NE(machine.install("ninja-build").exitCode, 0);
    ASSERT_TRUE(fs::exists(machine.policyFile()));
    machine.program("apt-get", "exit 0");
    EXPECT_EQ(machine.install("ninja-build").exitCode, 0);
    EXPECT_FALSE(fs::exists(machine.policyFile()));
    EXPECT_FALSE(fs::exists(machine.clusterSettings()));
}

TEST(EnsurePackages, AsksForNothingWhenAllIsThere) {
    const FakeMachine real(1000, "$(sed 's/#.*//; /^\\[/d' \"$(dirname \"$0\")/../scripts/packages\")");
    const auto ran = real.ensure("build run test");
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(real.calls(), "");
}

TEST(EnsurePackages, AnOrdinaryUserIsToldTheCommandForWhatIsMissing) {
    const FakeMachine machine(1000, "cmake ninja-build");
    const auto ran = machine.ensure("build");
    EXPECT_EQ(ran.exitCode, 3);
    EXPECT_THAT(ran.err, HasSubstr("apt-get install --no-install-recommends g++"));
    EXPECT_THAT(ran.err, Not(HasSubstr("ninja-build")));
    EXPECT_THAT(ran.err, Not(HasSubstr("postgresql-15"))) << "of another group";
    EXPECT_EQ(machine.calls(), "");
}

TEST(EnsurePackages, SudoIsUsedWhereItNeedsNoPassword) {
    const FakeMachine machine(1000, "");
    machine.program("sudo", "echo \"sudo $*\" >>'" + machine.folder().file("calls") + "'");
    const auto ran = machine.ensure("test");
    EXPECT_THAT(machine.calls(), HasSubstr("scripts/install-packages"));
    EXPECT_THAT(machine.calls(), HasSubstr("libgtest-dev"));
    EXPECT_EQ(ran.exitCode, 3) << "the packages are not there afterwards, and that must be noticed";
    EXPECT_THAT(ran.err, HasSubstr("yet these are missing"));
}
