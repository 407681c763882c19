// The same runbook on a system that is not the range: a plain PostgreSQL cluster and an HTTP server that the
// test makes, declared by an environment file alone, recovered by a person at a terminal.
#include "tests/support/Ports.h"
#include "tests/support/Program.h"
#include "tests/support/Terminal.h"

#include "models/base/Json.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <pwd.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace {
namespace fs = std::filesystem;
using muster::Json;
using muster::test::readFile;
using muster::test::runProgram;

constexpr const char* postgresBin = "/usr/lib/postgresql/15/bin";

class SecondEnvironment : public testing::Test {
protected:
    void SetUp() override {
        chmod(folder.path().c_str(), 0755);
        data = folder.file("pg/data");
        fs::create_directories(folder.file("pg"));
        if (geteuid() == 0) {
            const passwd* postgres = getpwnam("postgres");
            ASSERT_NE(postgres, nullptr);
            ASSERT_EQ(chown(folder.file("pg").c_str(), postgres->pw_uid, postgres->pw_gid), 0);
        }
        port = muster::test::freePort();
        asServer({"initdb", "-D", data, "-U", "shop", "-A", "trust", "-k", "-N"});
        // A server that is killed leaves nothing outside its folder then.
        std::ofstream(folder.file("pg/data/postgresql.auto.conf"), std::ios::app)
            << "dynamic_shared_memory_type = mmap\n";
        const std::string options =
            "-p " + std::to_string(port) +
            " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder.file("pg");
        asServer({"pg_ctl", "-D", data, "-l", folder.file("pg/log"), "-w", "-o", options, "start"});
        asServer({"createdb", "-h", "127.0.0.1", "-p", std::to_string(port), "-U", "shop", "shop"});
        // A restart by the runbook knows nothing of the options above.
        std::ofstream(folder.file("pg/data/postgresql.auto.conf"), std::ios::app)
            << "port = " << port << "\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '"
            << folder.file("pg") << "'\n";

        const auto ok = [](const httplib::Request&, httplib::Response& answer) {
            answer.set_content("{}", "application/json");
        };
        server.Get("/health", ok);
        server.Post("/admin/maintenance/enable", [&](const httplib::Request&, httplib::Response& answer) {
            ++maintenanceOn;
            answer.set_content("{}", "application/json");
        });
        server.Post("/admin/maintenance/disable", ok);
        server.Get("/api/v1/summary", [](const httplib::Request&, httplib::Response& answer) {
            answer.set_content("{\"unrecovered\": 0}", "application/json");
        });
        httpPort = server.bind_to_any_port("127.0.0.1");
        listening = std::jthread([this]() { server.listen_after_bind(); });
        makeShims();
        folder.write("shop.yaml", environmentText());
    }

    void TearDown() override {
        server.stop();
        const std::string pid = readFile(data + "/postmaster.pid");
        if (!pid.empty())
            asServer({"pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"});
    }

    // PostgreSQL refuses to run as root: then its programs are started as its own user.
    std::vector<std::string> serverWords(std::vector<std::string> words) const {
        words[0] = std::string(postgresBin) + "/" + words[0];
        if (geteuid() == 0)
            words.insert(words.begin(), {"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"});
        return words;
    }
    void asServer(const std::vector<std::string>& words) const {
        const auto ran = runProgram(serverWords(words), {{"LC_ALL", "C.UTF-8"}});
        ASSERT_EQ(ran.exitCode, 0) << words[0] << ": " << ran.err << ran.out;
    }
    void makeShims() const {
        for (const char* name : {"pg_ctl", "pg_isready", "psql", "pg_dump", "pg_amcheck"}) {
            std::string line = "exec";
            for (const auto& word : serverWords({name}))
                line += " " + word;
            chmod(folder.write(std::string("bin/") + name, "#!/bin/sh\n" + line + " \"$@\"\n").c_str(), 0755);
        }
    }
    [[nodiscard]] std::string environmentText() const {
        const std::string url = "http://127.0.0.1:" + std::to_string(httpPort);
        return "environment: shop\ntitle: The shop, on one machine\nproduction: true\nhosts:\n  box:\n    "
               "local: true\n    values:\n"
               "      db_data: " +
               data + "\n      db_log: " + folder.file("pg/log") +
               "\ngroups:\n  db: [box]\nroles:\n  db@primary: [test, -d, '{{db_data}}']\n" +
               "services:\n  orchestrator:\n    url: " + url +
               "\n    rto: 5m\n    rpo: 1m\n  api:\n    url: " + url +
               "\nvalues:\n  db_host: 127.0.0.1\n  db_port: '" + std::to_string(port) +
               "'\n  db_name: shop\n  db_user: shop\n  pg_bin: " + folder.file("bin") + "\n";
    }
    [[nodiscard]] muster::test::Environment consoleEnvironment() const {
        return {{"XDG_STATE_HOME", folder.file("state")},
                {"XDG_CONFIG_HOME", folder.file("config")},
                {"MUSTER_JOURNAL", folder.file("journal.db")},
                {"MUSTER_SPOOL", folder.file("spool")},
                {"MUSTER_RUNBOOKS", std::string(MUSTER_SOURCE_DIR) + "/runbooks"}};
    }
    [[nodiscard]] static std::string muster() { return std::string(MUSTER_BIN_DIR) + "/muster"; }

    muster::test::TemporaryFolder folder;
    std::string data;
    int port = 0;
    int httpPort = 0;
    std::atomic<int> maintenanceOn = 0;
    httplib::Server server;
    std::jthread listening;
};

TEST_F(SecondEnvironment, IsRecoveredByAPersonWithTheSameRunbook) {
    const int postmaster = std::stoi(readFile(data + "/postmaster.pid"));
    ASSERT_EQ(kill(postmaster, SIGKILL), 0);

    const auto talked = muster::test::talkTo(
        {muster(), "runbook", "run", "database-crash", "--mode", "live", "--environment",
         folder.file("shop.yaml"), "--input", "database=shop", "--json", folder.file("result.json")},
        consoleEnvironment(), {{"seen (Enter: yes): ", "42"}, {"Your choice: ", "1"}});
    EXPECT_EQ(talked.exitCode, 0) << talked.shown;
    EXPECT_NE(std::stoi(readFile(data + "/postmaster.pid")), postmaster);
    EXPECT_EQ(maintenanceOn, 1);
    Json result = Json::parse(readFile(folder.file("result.json")), nullptr, false);
    EXPECT_EQ(result["verdict"], "completed");
    EXPECT_EQ(result["mode"], "live");
    EXPECT_TRUE(result["rto_seconds"].is_null()) << "nothing measured it, so there is no figure";
}

TEST_F(SecondEnvironment, RefusesTheDrillThatItDoesNotAllow) {
    const std::string before = readFile(data + "/postmaster.pid");
    const auto ran =
        runProgram({muster(), "drill", "run", "database-crash", "--environment", folder.file("shop.yaml")},
                   consoleEnvironment());
    EXPECT_EQ(ran.exitCode, 3) << ran.err;
    EXPECT_EQ(readFile(data + "/postmaster.pid"), before);
}

} // namespace
