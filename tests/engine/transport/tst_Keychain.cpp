// A real keychain, GNOME Keyring on a bus of the test's own, unlocked as a login would.
#include "engine/transport/secrets/SecretStore.h"
#include "tests/support/Program.h"

#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>

using namespace muster;
using From = environment::SecretReference::From;
using muster::test::eventually;

namespace {

Result<Secret> entry(const std::string& name) {
    transport::SecretStore store;
    return store.get({From::keychain, name, {}});
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

class Keychain : public testing::Test {
protected:
    void SetUp() override {
        // Without the machine's own services: a bus would start its keychain by itself.
        const auto settings = m_folder.write(
            "bus.conf",
            "<busconfig><type>session</type><listen>unix:dir=" + m_folder.path() +
                "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        m_bus = std::make_unique<test::Running>(std::vector<std::string>{
            "dbus-daemon", "--config-file=" + settings, "--nofork", "--print-address=1"});
        ASSERT_TRUE(eventually([&]() { return m_bus->out().find('\n') != std::string::npos; }))
            << m_bus->err();
        ::setenv("DBUS_SESSION_BUS_ADDRESS", firstLine(m_bus->out()).c_str(), 1);
    }
    void TearDown() override {
        m_keyring.reset();
        m_bus->kill(SIGTERM);
        m_bus->wait();
        ::unsetenv("DBUS_SESSION_BUS_ADDRESS");
    }

    void unlock() {
        // Its files are kept apart from those of whoever runs the tests.
        m_keyring = std::make_unique<test::Running>(
            std::vector<std::string>{"sh", "-c",
                                     "printf unlock | exec gnome-keyring-daemon --foreground --unlock "
                                     "--components=secrets --control-directory=\"$XDG_DATA_HOME\""},
            test::Environment{{"XDG_DATA_HOME", m_folder.path()}, {"HOME", m_folder.path()}});
        ASSERT_TRUE(eventually([]() { return stored("probe", "any").exitCode == 0; })) << m_keyring->err();
    }
    static test::Ran stored(const std::string& name, const std::string& value) {
        return test::runProgram(
            {"sh", "-c", "printf %s \"$2\" | secret-tool store --label=Muster service muster entry \"$1\"",
             "sh", name, value});
    }

    test::TemporaryFolder m_folder;
    std::unique_ptr<test::Running> m_bus, m_keyring;
};

} // namespace

TEST_F(Keychain, GivesTheEntryThatAPersonStored) {
    ASSERT_NO_FATAL_FAILURE(unlock());
    ASSERT_EQ(stored("range/admin", "pass word \"'$(id)").exitCode, 0);
    const auto secret = entry("range/admin");
    ASSERT_TRUE(secret) << secret.error().text();
    EXPECT_EQ(secret->reveal(), "pass word \"'$(id)");

    const auto missing = entry("range/other");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().text().find("range/other"), std::string::npos);
    EXPECT_NE(missing.error().next.find("secret-tool store"), std::string::npos) << missing.error().text();
    EXPECT_EQ(missing.error().text().find("pass word"), std::string::npos);
}

TEST_F(Keychain, SaysThatThereIsNone) {
    const auto secret = entry("range/admin");
    ASSERT_FALSE(secret);
    EXPECT_NE(secret.error().why.find("no keychain"), std::string::npos) << secret.error().text();
    EXPECT_NE(secret.error().next.find("command"), std::string::npos) << secret.error().text();
}
