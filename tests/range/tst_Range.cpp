#include "range/control/Settings.h"
#include "tests/range/RangeFixture.h"
#include "tests/range/Sockets.h"

#include <pwd.h>
#include <set>

namespace muster::range::tests {
namespace {

// As root the range belongs to another user, which has to own what the test made.
void giveToRangeUser(const std::vector<fs::path>& paths) {
    const passwd* user = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
    if (user == nullptr)
        return;
    for (const auto& path : paths)
        ASSERT_EQ(::chown(path.c_str(), user->pw_uid, user->pw_gid), 0);
}

TEST_F(RangeTest, IsUpWithEveryPartWithinEightSeconds) {
    const auto begun = std::chrono::steady_clock::now();
    bringUp();
    EXPECT_LT(std::chrono::steady_clock::now() - begun,
              std::chrono::seconds(30)); // 8 s on a machine that is idle
    const auto status = statusOf(m_folder);
    ASSERT_TRUE(status.is_object());
    EXPECT_TRUE(status.at("up").get<bool>()) << status.dump(2);
    std::set<std::string> names;
    for (const auto& each : status.at("parts")) {
        names.insert(each.at("name").get<std::string>());
        EXPECT_TRUE(fs::exists(each.at("log").get<std::string>())) << each.dump();
    }
    EXPECT_EQ(names, (std::set<std::string>{
                         "db-a.postgresql",  "db-b.postgresql",    "app-a.supervisor", "app-a.orchestrator",
                         "app-b.supervisor", "app-b.orchestrator", "lb.haproxy",       "lb.alertmanager",
                         "repository",       "app-a.db",           "app-b.db",         "lb.app-a",
                         "lb.app-b",         "db-a.replication",   "db-b.replication", "db-a.sshd",
                         "db-b.sshd",        "app-a.sshd",         "app-b.sshd",       "lb.sshd"}));
    const auto table = runRange(m_folder, "status");
    EXPECT_EQ(table.code, 0);
    for (const auto& name : names)
        EXPECT_NE(table.output.find(name), std::string::npos) << table.output;
    const auto environment = runRange(m_folder, "environment");
    EXPECT_EQ(environment.code, 0);
    EXPECT_EQ(environment.output, (m_folder / "environment.yml").string() + "\n");
}

TEST_F(RangeTest, SecondUpSaysSoAndTouchesNothing) {
    bringUp();
    const auto before = statusOf(m_folder);
    const auto again = runRange(m_folder, "up");
    EXPECT_EQ(again.code, 0);
    EXPECT_NE(again.output.find("is up already"), std::string::npos) << again.output;
    EXPECT_EQ(statusOf(m_folder), before);
}

TEST_F(RangeTest, DownLeavesNoProcessNoPortAndNoFile) {
    bringUp();
    const auto status = statusOf(m_folder);
    const auto processes = withDescendants(processesIn(status));
    ASSERT_GE(processes.size(), 25U); // the parts and PostgreSQL's own children
    const auto down = runRange(m_folder, "down");
    ASSERT_EQ(down.code, 0) << down.output;
    for (const auto& process : processes)
        EXPECT_FALSE(isAlive(process)) << process.pid;
    for (const auto& each : status.at("parts")) {
        if (each.at("port").is_number()) {
            EXPECT_TRUE(isPortFree(each.at("port").get<int>())) << each.dump();
        }
        for (const auto& [name, port] : each.at("more_ports").items())
            EXPECT_TRUE(isPortFree(port.get<int>())) << each.dump();
    }
    EXPECT_FALSE(fs::exists(m_folder));
    const auto again = runRange(m_folder, "down");
    EXPECT_EQ(again.code, 0) << again.output;
    EXPECT_EQ(runRange(m_folder, "status").code, 3);
}

TEST_F(RangeTest, TwoRangesRunSideBySide) {
    bringUp();
    const auto other = m_parent / "other";
    const auto second = runRange(other, "up");
    ASSERT_EQ(second.code, 0) << second.output;
    const auto one = statusOf(m_folder);
    EXPECT_TRUE(one.at("up").get<bool>());
    EXPECT_TRUE(statusOf(other).at("up").get<bool>());
    EXPECT_EQ(runRange(other, "down").code, 0);
    EXPECT_EQ(statusOf(m_folder), one) << "taking one down must not touch the other";
}

TEST_F(RangeTest, EverythingKilledThenUpBringsItBackWithItsData) {
    bringUp();
    auto http = client();
    ASSERT_EQ(post(http, "/api/v1/ledger", entry(1)), 201);
    for (const auto& process : withDescendants(processesIn(statusOf(m_folder))))
        sendSignal(process, SIGKILL);
    const auto dead = statusOf(m_folder);
    EXPECT_FALSE(dead.at("up").get<bool>());
    bringUp();
    EXPECT_TRUE(statusOf(m_folder).at("up").get<bool>());
    EXPECT_EQ(detailOf("db-b.postgresql"), "standby, receives from db-a");
    auto after = client("lb.haproxy");
    EXPECT_EQ(post(after, "/api/v1/ledger", entry(1)), 200) << "the acknowledged entry must be there already";
}

TEST_F(RangeTest, EverythingKilledThenDownLeavesNothing) {
    bringUp();
    const auto processes = withDescendants(processesIn(statusOf(m_folder)));
    for (const auto& process : processes)
        sendSignal(process, SIGKILL);
    const auto down = runRange(m_folder, "down");
    EXPECT_EQ(down.code, 0) << down.output;
    EXPECT_TRUE(waitUntilGone(processes, Milliseconds(5000)));
    EXPECT_FALSE(fs::exists(m_folder));
}

// The one who brings it up dies at some moment: the next `up` must end with a whole range all the same.
TEST_F(RangeTest, UpThatWasKilledHalfwayIsMadeGoodByTheNext) {
    // A server that is just being made has named shared memory; that of another test comes and goes
    // meanwhile.
    const auto sharedMemory = [] {
        std::set<std::string> files;
        for (const auto& each : fs::directory_iterator("/dev/shm"))
            if (each.path().filename().string().starts_with("PostgreSQL."))
                files.insert(each.path());
        return files;
    };
    const auto before = sharedMemory();
    for (const int milliseconds : {30, 150, 300, 600, 1000, 1600}) {
        const pid_t pid = ::fork();
        ASSERT_GE(pid, 0);
        if (pid == 0) {
            const auto program = std::string(MUSTER_BIN_DIR) + "/muster-range";
            ::close(1);
            ::execl(program.c_str(), "muster-range", "--folder", m_folder.c_str(), "up", nullptr);
            ::_exit(127);
        }
        std::this_thread::sleep_for(Milliseconds(milliseconds)); // the moment is the thing tested
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        const auto up = runRange(m_folder, "up");
        EXPECT_EQ(up.code, 0) << "killed after " << milliseconds << " ms: " << up.output;
        EXPECT_TRUE(statusOf(m_folder).value("up", false));
        EXPECT_EQ(runRange(m_folder, "down").code, 0);
        EXPECT_FALSE(fs::exists(m_folder));
        EXPECT_TRUE(eventually([&] { return std::ranges::includes(before, sharedMemory()); }))
            << "killed after " << milliseconds << " ms";
    }
}

TEST_F(RangeTest, UpMovesWhenSomebodyElseHasTakenAPort) {
    bringUp();
    auto users = client("lb.haproxy");
    ASSERT_EQ(post(users, "/api/v1/ledger", entry(1)), 201);
    const int before = portOf("app-a.db");
    const auto link = processOf(part(statusOf(m_folder), "app-a.db").at("pid").get<pid_t>());
    ASSERT_TRUE(link && sendSignal(*link, SIGKILL) && waitUntilGone({*link}, Milliseconds(5000)));
    const Echo stranger(before);
    bringUp();
    EXPECT_NE(portOf("app-a.db"), before);
    EXPECT_TRUE(statusOf(m_folder).at("up").get<bool>()) << runRange(m_folder, "status").output;
    EXPECT_EQ(detailOf("app-a.orchestrator"), "works") << "it must have learnt of the new port";
    auto after = client("lb.haproxy");
    EXPECT_EQ(post(after, "/api/v1/ledger", entry(1)), 200) << "the acknowledged entry must be there already";
}

TEST_F(RangeTest, KnowsTheFolderOfAnUpThatWroteHalfItsFirstFile) {
    fs::create_directory(m_folder);
    std::ofstream(m_folder / "range.json.new") << "{\"format\": \"mus";
    giveToRangeUser({m_folder, m_folder / "range.json.new"});
    const auto ran = runRange(m_folder, "down");
    EXPECT_EQ(ran.code, 0) << ran.output;
    EXPECT_FALSE(fs::exists(m_folder));
}

TEST_F(RangeTest, RefusesAFolderThatHoldsSomethingElse) {
    fs::create_directory(m_folder);
    if (::geteuid() == 0)
        fs::permissions(m_folder, fs::perms::all);
    std::ofstream(m_folder / "thesis.txt") << "years of work";
    EXPECT_EQ(runRange(m_folder, "up").code, 1);
    EXPECT_EQ(runRange(m_folder, "down").code, 1);
    EXPECT_TRUE(fs::exists(m_folder / "thesis.txt"));
    fs::remove_all(m_folder);
}

TEST_F(RangeTest, SaysOfARangeThatAnotherVersionMadeWhatToDo) {
    fs::create_directory(m_folder);
    std::ofstream(m_folder / "range.json") << R"({"format": "muster-range 1", "name": "", "user": "me"})";
    giveToRangeUser({m_folder, m_folder / "range.json"});
    for (const char* command : {"up", "status"}) {
        const auto ran = runRange(m_folder, command);
        EXPECT_EQ(ran.code, 1) << ran.output;
        EXPECT_NE(ran.output.find("made by another version"), std::string::npos) << ran.output;
    }
    EXPECT_EQ(runRange(m_folder, "down").code, 0);
    EXPECT_FALSE(fs::exists(m_folder));
}

TEST_F(RangeTest, MistakesOnTheCommandLineAreExitCodeTwo) {
    EXPECT_EQ(runRange(m_folder, "").code, 2);
    EXPECT_EQ(runRange(m_folder, "up --checkpoint-every never").code, 2);
    EXPECT_EQ(runRange(m_folder, "--name ../x up").code, 2);
    EXPECT_EQ(runRange(m_folder, "break").code, 2);
    EXPECT_EQ(runRange(m_folder, "--help").code, 0);
    EXPECT_FALSE(fs::exists(m_folder));
}

} // namespace
} // namespace muster::range::tests
