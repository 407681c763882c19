#include "engine/transport/RoutingExecutor.h"
#include "engine/transport/secrets/SecretStore.h"
#include "tests/support/Program.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace muster;

namespace {

class Kept : public ports::OutputSink {
public:
    void write(ports::Stream, std::string_view bytes) override { text += bytes; }
    std::string text;
};

} // namespace

TEST(RoutingExecutor, SendsEachActWhereItBelongs) {
    const muster::test::TemporaryFolder folder;
    ::setenv("MUSTER_SPOOL", folder.file("spool").c_str(), 1);
    transport::SecretStore secrets;
    transport::RoutingExecutor executor(environment::Environment{}, secrets);
    Kept output;

    ports::Act here;
    here.key = "routing.local";
    here.what = ports::ShellAct{{}, "echo here", {}, false};
    const auto local = executor.run(here, output, {});
    ASSERT_TRUE(local) << local.error().text();
    EXPECT_EQ(output.text, "here\n");
    EXPECT_TRUE(std::filesystem::exists(folder.file("spool/routing.local")));
    executor.forget(here);
    EXPECT_FALSE(std::filesystem::exists(folder.file("spool/routing.local")));
    ::unsetenv("MUSTER_SPOOL");

    // Nobody listens on port 1: each error tells who was asked.
    ports::Act there = here;
    environment::Host host;
    host.name = "far-away";
    host.ssh = environment::SshAccess{};
    host.ssh->address = "127.0.0.1";
    host.ssh->port = 1;
    host.ssh->knownHostsFile = folder.file("known_hosts");
    there.what = ports::ShellAct{host, "true", {}, false};
    const auto remote = executor.run(there, output, {});
    ASSERT_FALSE(remote);
    EXPECT_NE(remote.error().what.find("far-away"), std::string::npos) << remote.error().text();

    ports::Act request = here;
    ports::HttpAct http;
    http.service.name = "api";
    http.method = "GET";
    http.url = "http://127.0.0.1:1/";
    request.what = http;
    const auto answered = executor.run(request, output, {});
    ASSERT_FALSE(answered);
    EXPECT_NE(answered.error().what.find("api"), std::string::npos) << answered.error().text();
}
