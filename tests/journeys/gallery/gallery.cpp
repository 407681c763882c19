// Pictures of every screen and state, on a real range: the drills are run, the database is killed, the
// incidents are worked. Once for each look, into the folder that MUSTER_SHOTS names. Started by
// scripts/gallery.
#include "tests/journeys/window/WindowJourney.h"

#include <thread>

namespace {
using muster::test::ConsoleWindow;
using muster::test::eventually;
using std::chrono::seconds;

struct Look {
    const char* scheme;
    int width, height;
};

constexpr Look looks[]{{"Dark", 1440, 900}, {"Light", 1440, 900}, {"Dark", 1280, 720}, {"Light", 1280, 720}};

// A decision by a person; a real copy of the database, which takes its time and tells; a server that cannot
// start, because the copy wants the port of its primary; what was done taken back, and another way on.
constexpr const char* replicaRunbook = R"runbook(---
id: replica-behind
title: A replica falls behind
severity: P2
service: orchestrator
owner: platform-oncall
version: 1
reviewed: 2026-11-24
review-every: 90d
symptoms: [replication lag, replica is behind]
---
# A replica falls behind
**Use this** when reports that are read from the replica are minutes old.

## Where is it held up
The state of the sender on the primary tells.
### Decide
- [The stream was cut, and the log is gone](#copy-the-database)
- [A long query holds it back](#look-at-the-queries)

## Copy the database
The whole of it, at a rate that leaves room for the service.
```sh on=db@primary timeout=5m takes=15s
"$pg_bin/pg_basebackup" -h "$db_host" -p "$db_port" -U postgres -D "$db_data/../copy" \
    --checkpoint=fast --max-rate=4M --progress --verbose
```
### Undo
```sh on=db@primary
rm -r "$db_data/../copy"
```

## Start the copy
```sh on=db@primary timeout=30s takes=2s
"$pg_bin/pg_ctl" -D "$db_data/../copy" -w -t 10 start
```
### If it fails
*Address already in use* or *lock file*: the copy has the configuration of its primary. Take the copy back, give it a port
of its own, and begin again.
```sh on=db@primary reads
"$pg_bin/pg_controldata" "$db_data/../copy" | head -n 4
```

## Look at the queries
```sh on=db@primary reads
"$pg_bin/psql" -h "$db_host" -p "$db_port" -U postgres -d "$db_name" -c 'SELECT state, count(*) FROM pg_stat_activity GROUP BY state'
```
)runbook";

class Gallery : public muster::test::WindowJourney {
protected:
    void SetUp() override {
        WindowJourney::SetUp();
        std::filesystem::create_directories(file("runbooks"));
        for (const auto& each :
             std::filesystem::directory_iterator(std::string(MUSTER_SOURCE_DIR) + "/runbooks"))
            std::filesystem::copy(each.path(), file("runbooks"));
        folder().write("runbooks/replica-behind.md", replicaRunbook);
    }

    // All of it, since drills and tiles are to be seen as they are. What is proposed is settled once all of
    // it was seen to be down.
    std::string watched() const override { return muster::test::readFile(environmentFile()); }

    void chooseRunbooks() const override {} // all that ship, as they are

    static bool allDown(ConsoleWindow& window) {
        return eventually(
            [&]() {
                const std::string text = window.screenText();
                int down = 0;
                for (auto at = text.find("Down"); at != std::string::npos; at = text.find("Down", at + 1))
                    ++down;
                return down >= 3;
            },
            seconds{40});
    }

    std::unique_ptr<ConsoleWindow> openIn(const Look& look, const muster::test::Environment& more = {}) {
        auto all = more;
        all.try_emplace("MUSTER_RUNBOOKS", file("runbooks"));
        auto window = open({}, all);
        window->resize(look.width, look.height);
        window->key("ctrl+k");
        EXPECT_TRUE(window->sees("Everything that can be done")) << window->screenText();
        window->type(std::string("Colours: ") + look.scheme);
        window->key("Return");
        EXPECT_TRUE(eventually(
            [&]() { return window->screenText().find("Everything that can be done") == std::string::npos; }));
        m_look = std::string(look.scheme) + "-" + std::to_string(look.width);
        m_look.front() = look.scheme[0] == 'D' ? 'd' : 'l';
        return window;
    }

    void take(ConsoleWindow& window, const std::string& state) {
        // Toasts go, and what a step has painted is on screen.
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        window.picture(state + "-" + m_look);
    }

    void night(const Look& look) {
        auto window = openIn(look);
        window->key("ctrl+1");
        ASSERT_TRUE(window->sees("Up", seconds{40})) << window->screenText();
        take(*window, "home-up");
        killDatabase();
        ASSERT_TRUE(allDown(*window)) << window->screenText();
        take(*window, "home-down");
        window->key("ctrl+i");
        ASSERT_TRUE(window->focuses("Declare live")) << window->screenText();
        take(*window, "declare");
        window->key("Return");
        const int crash = ++m_run;
        ASSERT_TRUE(eventually([&]() { return entered(crash, "enable-maintenance-mode"); }));
        take(*window, "incident-waits");
        window->kill(SIGKILL);
        window->wait();
        window = openIn(look);
        ASSERT_TRUE(window->sees("Resume")) << window->screenText();
        take(*window, "incident-interrupted");
        ASSERT_TRUE(window->click("Resume")) << window->screenText();
        begin(*window, crash, "enable-maintenance-mode", "done");
        ASSERT_TRUE(eventually([&]() { return entered(crash, "restart-postgresql"); }));
        take(*window, "incident-resumed");
        begin(*window, crash, "restart-postgresql", "done");
        ASSERT_TRUE(eventually([&]() { return entered(crash, "look-before-you-go-on"); }, seconds{90}));
        ASSERT_TRUE(window->click("The log since the restart")) << window->screenText();
        window->type("41");
        take(*window, "incident-looks");
        window->key("Return");
        window->type("Rosa looks for it");
        window->key("Return");
        begin(*window, crash, "look-before-you-go-on", "done");
        begin(*window, crash, "disable-maintenance-mode", "done");
        ASSERT_TRUE(eventually([&]() { return entered(crash, "tell-the-stakeholders"); }));
        take(*window, "incident-message");
        begin(*window, crash, "tell-the-stakeholders", "done");
        ASSERT_TRUE(window->sees(", stable")) << window->screenText();
        take(*window, "incident-finished");
        window->key("ctrl+shift+Return");
        ASSERT_TRUE(closedAs(crash, "completed")) << window->screenText();
        ASSERT_TRUE(window->click("Open the report")) << window->screenText();
        ASSERT_TRUE(window->sees("Incident report")) << window->screenText();
        take(*window, "reports");
        ASSERT_NO_FATAL_FAILURE(wrongWay(*window));
        ASSERT_NO_FATAL_FAILURE(screens(*window));
        window->kill(SIGTERM);
        window->wait();
    }

    void wrongWay(ConsoleWindow& window) {
        window.key("ctrl+1");
        window.key("ctrl+f");
        window.type("replica is behind");
        take(window, "home-search");
        window.key("Return");
        ASSERT_TRUE(window.click("Live: every step is executed")) << window.screenText();
        ASSERT_TRUE(window.click("Declare live")) << window.screenText();
        const int replica = ++m_run;
        ASSERT_TRUE(window.sees("The stream was cut")) << window.screenText();
        take(window, "incident-decides");
        ASSERT_TRUE(
            chose(window, "The stream was cut", [&]() { return entered(replica, "copy-the-database"); }));
        for (int tries = 0; tries < 3 && !window.sees(" kB (", seconds{4}); ++tries)
            window.key("ctrl+Return");
        std::this_thread::sleep_for(seconds{3}); // some lines of progress
        take(window, "incident-runs");
        ASSERT_TRUE(eventually([&]() { return entered(replica, "start-the-copy"); }, seconds{90}))
            << window.screenText();
        for (int tries = 0; tries < 3 && !window.sees("The step failed", seconds{20}); ++tries)
            window.key("ctrl+Return");
        ASSERT_TRUE(window.sees("The step failed")) << window.screenText();
        take(window, "incident-failed");
        window.key("ctrl+shift+z");
        window.type("the copy wants the port of its primary");
        window.key("Return");
        ASSERT_TRUE(window.sees("Undo it")) << window.screenText();
        take(window, "incident-undoes");
        ASSERT_TRUE(chose(window, "Undo it", [&]() { return window.sees("Decide again", seconds{4}); }));
        take(window, "incident-undone");
        ASSERT_TRUE(chose(window, "Go on at: Look at the queries",
                          [&]() { return window.sees("The runbook is at its end", seconds{4}); }));
        ASSERT_TRUE(window.sees("The runbook is at its end")) << window.screenText();
        ASSERT_TRUE(chose(window, "Close the incident", [&]() {
            return run(replica).value("verdict", "") == "completed";
        })) << window.screenText();
    }

    void screens(ConsoleWindow& window) {
        window.key("ctrl+3");
        take(window, "drills");
        window.key("ctrl+4");
        take(window, "metrics");
        window.key("ctrl+6");
        take(window, "setup");
        window.key("ctrl+k");
        take(window, "palette");
        window.key("Escape");
        window.key("F1");
        take(window, "shortcuts");
        window.key("Escape");
    }

    std::string m_look;
    int m_run = 0;
};

TEST_F(Gallery, BeforeAnythingIsThere) {
    for (const auto& look : looks) {
        const auto window = openIn(look, {{"XDG_CONFIG_HOME", file("nothing")},
                                          {"MUSTER_ENVIRONMENT", ""},
                                          {"MUSTER_RUNBOOKS", file("nothing")},
                                          {"MUSTER_JOURNAL", file("nothing.db")}});
        int place = 1;
        for (const char* screen : {"home", "incident", "drills", "metrics", "reports", "setup"}) {
            window->key("ctrl+" + std::to_string(place++));
            take(*window, std::string("empty-") + screen);
        }
    }
}

TEST_F(Gallery, ANight) {
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(muster({"drill", "run", "database-crash"}).exitCode, 0);
        ++m_run;
    }
    for (const auto& look : looks)
        ASSERT_NO_FATAL_FAILURE(night(look)) << m_look;
}

} // namespace
