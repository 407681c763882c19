// Whom the SSH executor believes, and how it proves who it is.
#include "engine/transport/secrets/SecretStore.h"
#include "engine/transport/ssh/SshExecutor.h"
#include "tests/contracts/executors/Collected.h"
#include "tests/contracts/executors/SshServer.h"
#include "tests/support/Ports.h"

#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace muster;
using namespace muster::tests;
using muster::test::eventually;
using muster::test::readFile;
using muster::test::runProgram;
using ports::Outcome;
using std::chrono::seconds;
using std::chrono::steady_clock;
using transport::HostKeyQuestion;

namespace {

class SshTrust : public testing::Test {
protected:
    static void SetUpTestSuite() { s_server = std::make_unique<SshServer>(); }
    static void TearDownTestSuite() { s_server.reset(); }

    void SetUp() override {
        ::unsetenv("SSH_AUTH_SOCK");
        m_host = server().host();
        m_knownHosts = m_folder.file("known_hosts");
        m_host.ssh->knownHostsFile = m_knownHosts;
    }
    void TearDown() override {
        server().stop();
        server().start();
    }
    static SshServer& server() { return *s_server; }

    void know(const std::string& text) { m_folder.write("known_hosts", text); }
    void knowTheHost() { know(server().address() + " " + server().hostKey() + "\n"); }

    ports::Act act(const std::string& script) {
        static int acts = 0;
        ports::Act act;
        act.key = "trust." + std::to_string(++acts);
        act.what = ports::ShellAct{m_host, script, {}, false};
        act.timeout = Milliseconds{20'000};
        return act;
    }
    Result<Outcome> connect(const transport::FirstUse& firstUse = {}) {
        transport::SshExecutor executor(m_environment, m_secrets, firstUse);
        return executor.run(act("echo in"), m_output, {});
    }
    void expectRefused(const std::string& because) {
        const auto outcome = connect();
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().retry, Retry::never);
        EXPECT_NE(outcome.error().text().find(because), std::string::npos) << outcome.error().text();
        EXPECT_NE(outcome.error().text().find("SHA256:"), std::string::npos) << outcome.error().text();
        EXPECT_FALSE(outcome.error().next.empty());
        EXPECT_EQ(m_output.out(), "");
    }

    environment::Environment m_environment;
    transport::SecretStore m_secrets;
    environment::Host m_host;
    muster::test::TemporaryFolder m_folder;
    std::string m_knownHosts;
    Collected m_output;

private:
    static inline std::unique_ptr<SshServer> s_server;
};

} // namespace

TEST_F(SshTrust, RefusesAHostThatIsNotKnownAndShowsItsFingerprint) {
    expectRefused("is not known");
    expectRefused(server().fingerprint());
    EXPECT_FALSE(fs::exists(m_knownHosts));
}

TEST_F(SshTrust, RefusesAHostThatIsKnownUnderAnotherPortOnly) {
    know("127.0.0.1 " + server().hostKey() + "\n[127.0.0.1]:1 " + server().hostKey() + "\n");
    expectRefused("is not known");
}

TEST_F(SshTrust, AsksAboutANewHostOnceAndRemembersIt) {
    know("# no end of line");
    std::vector<HostKeyQuestion> questions;
    const auto yes = [&](const HostKeyQuestion& question) {
        questions.push_back(question);
        return true;
    };
    auto outcome = connect(yes);
    ASSERT_TRUE(outcome) << outcome.error().text();
    outcome = connect(yes);
    ASSERT_TRUE(outcome) << outcome.error().text();
    ASSERT_EQ(questions.size(), 1U);
    EXPECT_EQ(questions[0].host, "db-a");
    EXPECT_EQ(questions[0].address, "127.0.0.1");
    EXPECT_EQ(questions[0].port, server().port());
    EXPECT_EQ(questions[0].keyType, "ssh-ed25519");
    EXPECT_EQ(questions[0].fingerprint, server().fingerprint());
    EXPECT_EQ(readFile(m_knownHosts),
              "# no end of line\n" + server().address() + " " + server().hostKey() + "\n");
    outcome = connect();
    ASSERT_TRUE(outcome) << outcome.error().text();
}

TEST_F(SshTrust, KeepsAcceptedKeysInAFileOfItsOwn) {
    m_host.ssh->knownHostsFile = m_knownHosts = m_folder.file("new/known_hosts");
    const auto outcome = connect([](const HostKeyQuestion&) { return true; });
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(fs::status(m_knownHosts).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    // What OpenSSH itself thinks of the line.
    EXPECT_EQ(runProgram({"ssh-keygen", "-F", server().address(), "-f", m_knownHosts}).exitCode, 0);
}

TEST_F(SshTrust, LeavesAHostAloneWhoseKeyWasNotAccepted) {
    const auto outcome = connect([](const HostKeyQuestion&) { return false; });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::never);
    EXPECT_FALSE(fs::exists(m_knownHosts));
}

TEST_F(SshTrust, AcceptsAHashedEntry) {
    knowTheHost();
    ASSERT_EQ(runProgram({"ssh-keygen", "-H", "-f", m_knownHosts}).exitCode, 0);
    ASSERT_EQ(readFile(m_knownHosts).find("127.0.0.1"), std::string::npos);
    const auto outcome = connect();
    ASSERT_TRUE(outcome) << outcome.error().text();
}

TEST_F(SshTrust, RefusesAChangedKeyAndNeverAsks) {
    know(server().address() + " " + server().hostKey("other") + "\n");
    bool asked = false;
    const auto outcome = connect([&](const HostKeyQuestion&) { return asked = true; });
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(asked);
    EXPECT_NE(outcome.error().what.find("CHANGED"), std::string::npos) << outcome.error().text();
    expectRefused(m_knownHosts + ":1");
}

TEST_F(SshTrust, RefusesAKeyOfAnotherTypeThanTheKnownOne) {
    know(server().address() + " " + server().hostKey("ecdsa") + "\n");
    expectRefused("of a type that is not known");
}

TEST_F(SshTrust, AsksAHostForTheTypeByWhichItIsKnown) {
    server().stop();
    server().start({"ed25519", "ecdsa"});
    know(server().address() + " " + server().hostKey("ecdsa") + "\n");
    const auto outcome = connect();
    ASSERT_TRUE(outcome) << outcome.error().text();
}

TEST_F(SshTrust, RefusesAHostThatAMarkerLineNames) {
    for (const std::string marker : {"@revoked", "@cert-authority"}) {
        know(server().address() + " " + server().hostKey() + "\n" + marker + " *,[127.0.0.*]:* " +
             server().hostKey("other") + "\n");
        expectRefused(m_knownHosts + ":2 (" + marker + ")");
    }
    know(server().address() + " " + server().hostKey() + "\n@revoked other.example " +
         server().hostKey("other") + "\n");
    const auto outcome = connect();
    ASSERT_TRUE(outcome) << outcome.error().text();
}

TEST_F(SshTrust, RefusesALoginKeyThatTheHostDoesNotKnow) {
    knowTheHost();
    m_host.ssh->keyFile = server().file("wrong");
    const auto outcome = connect();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::never);
    EXPECT_NE(outcome.error().why.find(server().file("wrong") + " (not accepted)"), std::string::npos)
        << outcome.error().text();
    m_host.ssh->keyFile = m_folder.file("absent");
    const auto missing = connect();
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().why.find("does not exist"), std::string::npos) << missing.error().text();
}

TEST_F(SshTrust, UnlocksAnEncryptedKeyWithASecret) {
    knowTheHost();
    m_host.ssh->keyFile = server().file("locked");
    const auto file = m_folder.write("passphrase", "open sesame\nnot this line\n");
    fs::permissions(file, fs::perms::owner_read);
    m_environment.secrets["key_phrase"] = {environment::SecretReference::From::file, file, {}};
    auto outcome = connect();
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().why.find("encrypted and no `passphrase`"), std::string::npos)
        << outcome.error().text();
    m_host.ssh->passphrase = "key_phrase";
    outcome = connect();
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), "in\n");
    m_environment.secrets["key_phrase"] = {
        environment::SecretReference::From::command, "", {"printf", "open the wrong thing"}};
    outcome = connect();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().text().find("wrong thing"), std::string::npos);
    m_host.ssh->passphrase = "nobody_declared_it";
    outcome = connect();
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().why.find("nobody_declared_it"), std::string::npos) << outcome.error().text();
}

TEST_F(SshTrust, LogsInWithAKeyOfTheAgent) {
    knowTheHost();
    m_host.ssh->keyFile.clear();
    const auto socket = m_folder.file("agent");
    muster::test::Running agent({"ssh-agent", "-D", "-a", socket});
    ASSERT_TRUE(eventually([&] { return fs::exists(socket); }));
    ASSERT_EQ(runProgram({"ssh-add", "-q", server().file("login")}, {{"SSH_AUTH_SOCK", socket}}).exitCode, 0);
    ::setenv("SSH_AUTH_SOCK", socket.c_str(), 1);
    const auto outcome = connect();
    ::unsetenv("SSH_AUTH_SOCK");
    ASSERT_TRUE(outcome) << outcome.error().text();
}

TEST_F(SshTrust, MayBeTriedAgainWhenNobodyListens) {
    const muster::test::RefusedPort refused;
    m_host.ssh->port = refused.number();
    const auto outcome = connect();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::safe) << outcome.error().text();
    EXPECT_NE(outcome.error().why.find("refused"), std::string::npos) << outcome.error().text();
}

TEST_F(SshTrust, DoesNotHangOnAPeerThatAcceptsAndSaysNothing) {
    knowTheHost();
    m_host.ssh->connectTimeout = Milliseconds{700};
    ::kill(server().pid(), SIGSTOP);
    const auto begun = steady_clock::now();
    const auto outcome = connect();
    ::kill(server().pid(), SIGCONT);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::safe) << outcome.error().text();
    EXPECT_LT(steady_clock::now() - begun, seconds(10));
}

TEST_F(SshTrust, UsesOneConnectionForActAfterAct) {
    knowTheHost();
    transport::SshExecutor executor(m_environment, m_secrets);
    for (int i = 0; i < 3; ++i) {
        const auto what = act("echo $SSH_CONNECTION $PPID >/dev/null");
        ASSERT_TRUE(executor.run(what, m_output, {}));
        executor.forget(what);
        EXPECT_FALSE(fs::exists(server().spool() + "/" + what.key));
        EXPECT_FALSE(server().connections().empty());
    }
    const auto before = server().connections();
    ASSERT_TRUE(executor.run(act("true"), m_output, {}));
    EXPECT_EQ(server().connections(), before);
}

TEST_F(SshTrust, ReopensAConnectionThatDiedMeanwhile) {
    knowTheHost();
    transport::SshExecutor executor(m_environment, m_secrets);
    ASSERT_TRUE(executor.run(act("true"), m_output, {}));
    server().stop();
    server().start();
    const auto outcome = executor.run(act("echo again"), m_output, {});
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), "again\n");
}

TEST_F(SshTrust, LeavesNoDescriptorsBehind) {
    const auto open = [] {
        return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
    };
    const auto visit = [&] {
        fs::remove(m_knownHosts);
        EXPECT_FALSE(connect());
        knowTheHost();
        EXPECT_TRUE(connect());
        transport::SshExecutor executor(m_environment, m_secrets);
        EXPECT_TRUE(executor.run(act("true"), m_output, {}));
        server().stop();
        server().start();
        EXPECT_TRUE(executor.run(act("true"), m_output, {}));
    };
    visit();
    const auto before = open();
    visit();
    visit();
    EXPECT_EQ(open(), before);
}

TEST_F(SshTrust, DoesNotWaitForAHostThatIsDownToForget) {
    knowTheHost();
    m_host.ssh->connectTimeout = Milliseconds{60'000};
    transport::SshExecutor executor(m_environment, m_secrets);
    ::kill(server().pid(), SIGSTOP);
    const auto begun = steady_clock::now();
    executor.forget(act("true"));
    ::kill(server().pid(), SIGCONT);
    EXPECT_LT(steady_clock::now() - begun, seconds(5));
}

TEST_F(SshTrust, SaysWhatSudoSaid) {
    knowTheHost();
    auto what = act("true");
    std::get<ports::ShellAct>(what.what).sudo = true;
    transport::SshExecutor executor(m_environment, m_secrets);
    const auto outcome = executor.run(what, m_output, {});
    if (outcome)
        GTEST_SKIP() << "sudo works without a password here";
    EXPECT_NE(outcome.error().text().find("sudo"), std::string::npos) << outcome.error().text();
    EXPECT_EQ(outcome.error().retry, Retry::never);
}

TEST_F(SshTrust, RunsTheWholeActUnderSudo) {
    knowTheHost();
    // Stands for a sudo that needs no password: what it is asked to do, with which words.
    const auto sudo = m_folder.write("bin/sudo", "#!/bin/sh\n[ \"$1 $2\" = '-n --' ] || exit 9\nshift 2\n"
                                                 "echo used >>" +
                                                     m_folder.file("used") + "\nexec \"$@\"\n");
    fs::permissions(sudo, fs::perms::owner_all);
    server().stop();
    server().start({"ed25519"}, "PATH=" + m_folder.file("bin") + ":/usr/bin:/bin");
    auto what = act("echo raised; exit 4");
    std::get<ports::ShellAct>(what.what).sudo = true;
    transport::SshExecutor executor(m_environment, m_secrets);
    const auto outcome = executor.run(what, m_output, {});
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->exitCode, 4);
    EXPECT_EQ(m_output.out(), "raised\n");
    executor.forget(what);
    EXPECT_EQ(readFile(m_folder.file("used")), "used\nused\n");
}

TEST_F(SshTrust, StopsAnActOverANewConnectionWhenTheOldOneHangs) {
    knowTheHost();
    const auto pidFile = m_folder.file("pid");
    auto what = act("echo begun; echo $$ >" + pidFile + "; sleep 600");
    what.timeout = Milliseconds{1500};
    std::vector<pid_t> hung;
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "begun\n"; }));
        hung = server().connections();
        for (const auto pid : hung)
            ::kill(pid, SIGSTOP);
    });
    transport::SshExecutor executor(m_environment, m_secrets);
    const auto outcome = executor.run(what, m_output, {});
    other.join();
    EXPECT_FALSE(hung.empty());
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::timedOut);
    EXPECT_NE(::kill(std::stoi(readFile(pidFile)), 0), 0) << "it still runs";
}

TEST_F(SshTrust, SaysUnknownWhenAHostGoesAwayInMidAct) {
    knowTheHost();
    auto what = act("echo begun; sleep 600");
    what.timeout = Milliseconds{1500};
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "begun\n"; }));
        server().stop();
    });
    transport::SshExecutor executor(m_environment, m_secrets);
    const auto begun = steady_clock::now();
    const auto outcome = executor.run(what, m_output, {});
    EXPECT_LT(steady_clock::now() - begun, seconds(30));
    other.join();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::unknown) << outcome.error().text();
    // The host is back, and the act is past its time: collecting stops it.
    server().start();
    const auto collected = executor.collect(what, m_output, {});
    ASSERT_TRUE(collected) << collected.error().text();
    ASSERT_TRUE(*collected);
    EXPECT_EQ((*collected)->ended, Outcome::Ended::timedOut);
}

TEST_F(SshTrust, IgnoresWhatTheLoginShellSays) {
    knowTheHost();
    // bash reads this before a command that sshd runs, as it would a .bashrc that talks.
    const auto noisy = m_folder.write("noisy", "echo welcome; echo beware >&2\n");
    server().stop();
    server().start({"ed25519"}, "BASH_ENV=" + noisy);
    const auto outcome = connect();
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), "in\n");
    EXPECT_EQ(m_output.err(), "");
}
