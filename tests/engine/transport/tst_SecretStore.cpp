#include "engine/transport/secrets/SecretStore.h"
#include "tests/support/Program.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace muster;
using environment::SecretReference;
using From = environment::SecretReference::From;
using muster::test::TemporaryFolder;

namespace {

Result<Secret> get(From from, const std::string& name, const std::vector<std::string>& command = {}) {
    transport::SecretStore store;
    return store.get({from, name, command});
}

std::string privateFile(const TemporaryFolder& folder, const std::string& text) {
    const auto file = folder.write("secret", text);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    return file;
}

} // namespace

TEST(SecretStore, ReadsAnEnvironmentVariable) {
    ::setenv("MUSTER_TEST_SECRET", "from the environment", 1);
    const auto secret = get(From::variable, "MUSTER_TEST_SECRET");
    ::unsetenv("MUSTER_TEST_SECRET");
    ASSERT_TRUE(secret) << secret.error().text();
    EXPECT_EQ(secret->reveal(), "from the environment");
    const auto missing = get(From::variable, "MUSTER_TEST_SECRET");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().text().find("MUSTER_TEST_SECRET"), std::string::npos);
}

TEST(SecretStore, ReadsTheFirstLineOfAFile) {
    const TemporaryFolder folder;
    auto secret = get(From::file, privateFile(folder, "first line\r\nsecond\n"));
    ASSERT_TRUE(secret) << secret.error().text();
    EXPECT_EQ(secret->reveal(), "first line");
    secret = get(From::file, privateFile(folder, "no newline"));
    ASSERT_TRUE(secret) << secret.error().text();
    EXPECT_EQ(secret->reveal(), "no newline");
}

TEST(SecretStore, RefusesAFileThatOthersMayRead) {
    const TemporaryFolder folder;
    const auto file = privateFile(folder, "canary\n");
    for (const auto perms : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
        fs::permissions(file, fs::perms::owner_read | perms);
        const auto secret = get(From::file, file);
        ASSERT_FALSE(secret);
        EXPECT_NE(secret.error().next.find("chmod 600"), std::string::npos) << secret.error().text();
        EXPECT_EQ(secret.error().text().find("canary"), std::string::npos);
    }
}

TEST(SecretStore, RefusesWhatIsNoFileOrHoldsNothing) {
    const TemporaryFolder folder;
    EXPECT_FALSE(get(From::file, folder.file("absent")));
    EXPECT_FALSE(get(From::file, folder.path()));
    EXPECT_FALSE(get(From::file, privateFile(folder, "\nsecond\n")));
    EXPECT_FALSE(get(From::file, "/dev/zero"));
}

TEST(SecretStore, RunsACommandWithoutAShell) {
    const auto secret = get(From::command, "", {"printf", "%s\nsecond\n", "$HOME; `id`"});
    ASSERT_TRUE(secret) << secret.error().text();
    EXPECT_EQ(secret->reveal(), "$HOME; `id`");
}

TEST(SecretStore, SaysThatACommandFailed) {
    const auto failed = get(From::command, "", {"sh", "-c", "echo canary; exit 3"});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().text().find("canary"), std::string::npos);
    EXPECT_FALSE(get(From::command, "", {"/nonexistent/program"}));
    EXPECT_FALSE(get(From::command, "", {}));
}
