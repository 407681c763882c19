// The night itself: from a red probe to a closed incident, by keyboard, in a real window on a real range.
#include "tests/journeys/window/WindowJourney.h"

#include <gmock/gmock.h>

namespace {
using muster::Json;
using muster::test::ConsoleWindow;
using muster::test::eventually;
using testing::HasSubstr;

class Recovery : public muster::test::WindowJourney {};

TEST_F(Recovery, FromARedProbeToAClosedIncidentByKeyboard) {
    const auto window = open();
    ASSERT_TRUE(window->sees("Up", std::chrono::seconds{40})) << window->screenText();
    killDatabase();
    ASSERT_TRUE(window->sees("Down", std::chrono::seconds{40})) << window->screenText();
    window->key("ctrl+i");
    ASSERT_TRUE(window->focuses("Declare live")) << window->screenText();
    window->key("Return");
    begin(*window, 1, "enable-maintenance-mode", "done");
    begin(*window, 1, "restart-postgresql", "done");
    ASSERT_TRUE(eventually([&]() { return entered(1, "look-before-you-go-on"); }, std::chrono::seconds{90}));
    window->picture("ticks");
    ASSERT_TRUE(window->focuses("The log since the restart")) << window->screenText();
    window->key("space"); // each thing that is done leads to the next one that is open
    window->type("41");
    window->key("Return");
    window->type("Rosa looks for it");
    window->key("Return");
    begin(*window, 1, "look-before-you-go-on", "done");
    begin(*window, 1, "disable-maintenance-mode", "done");
    begin(*window, 1, "tell-the-stakeholders", "done");
    ASSERT_TRUE(window->sees("Close")) << window->screenText();
    ASSERT_TRUE(window->sees("Close it when it is called stable")) << window->screenText();
    ASSERT_TRUE(window->sees(", stable")) << window->screenText();
    window->picture("finished");
    window->key("ctrl+shift+Return");
    ASSERT_TRUE(closedAs(1, "completed")) << window->screenText();
    window->key("ctrl+5");
    ASSERT_TRUE(window->sees("Incident report")) << window->screenText();
    EXPECT_LT(window->keysPressed(), 25);

    EXPECT_TRUE(databaseAccepts());
    Json report = run(1);
    EXPECT_EQ(report["mode"], "live");
    EXPECT_TRUE(report["measured"].get<bool>()) << report.dump(1);
    ASSERT_TRUE(report["rto_seconds"].is_number()) << report.dump(1);
    EXPECT_GT(report["rto_seconds"].get<double>(), 0.0);
    EXPECT_EQ(report["rpo_seconds"], 0);
    EXPECT_EQ(report["counts"]["lost"], 0);
    EXPECT_THAT(report.dump(), HasSubstr("Rosa looks for it"));
    EXPECT_EQ(report["communications"].size(), 1U);
}

TEST_F(Recovery, ARehearsalChangesNothingOnTheHost) {
    const int before = postmaster();
    const auto window = open();
    ASSERT_TRUE(window->sees("Up", std::chrono::seconds{40})) << window->screenText();
    window->key("ctrl+i");
    ASSERT_TRUE(window->focuses("Rehearse")) << window->screenText();
    window->key("Return");
    ASSERT_TRUE(window->sees("Rehearsal 1")) << window->screenText();
    // The database is up, so the steps that read lead on to what a person looks at.
    ASSERT_TRUE(eventually([&]() { return entered(1, "look-before-you-go-on"); }, std::chrono::seconds{90}))
        << window->screenText();
    window->key("ctrl+shift+s");
    window->type("a rehearsal");
    window->key("Return");
    ASSERT_TRUE(settled(1, "look-before-you-go-on", "skipped")) << window->screenText();
    begin(*window, 1, "disable-maintenance-mode", "simulated");
    EXPECT_EQ(postmaster(), before);
    EXPECT_EQ(run(1)["mode"], "rehearsal");
}

TEST_F(Recovery, AKilledConsoleOffersToResumeAtTheSameStep) {
    {
        const auto window = open();
        ASSERT_TRUE(window->sees("Up", std::chrono::seconds{40})) << window->screenText();
        killDatabase();
        ASSERT_TRUE(window->sees("Down", std::chrono::seconds{40})) << window->screenText();
        window->key("ctrl+i");
        ASSERT_TRUE(window->focuses("Declare live")) << window->screenText();
        window->key("Return");
        ASSERT_TRUE(eventually([&]() { return entered(1, "enable-maintenance-mode"); }));
        window->kill(SIGKILL);
        window->wait();
    }
    const auto window = open();
    ASSERT_TRUE(window->sees("Resume")) << window->screenText();
    window->picture("interrupted");
    // Home offers it; where the window had been left on the incident, that comes up at once.
    window->key("ctrl+2");
    ASSERT_TRUE(window->focuses("Resume here")) << window->screenText();
    for (int tries = 0; tries < 3; ++tries) {
        window->key("ctrl+Return");
        if (eventually([&]() { return run(1)["interrupted_at"].size() == 1; }, std::chrono::seconds{4}))
            break;
    }
    begin(*window, 1, "enable-maintenance-mode", "done");
    begin(*window, 1, "restart-postgresql", "done");
    EXPECT_TRUE(databaseAccepts());
    Json report = run(1);
    EXPECT_EQ(report["interrupted_at"].size(), 1U);
    EXPECT_EQ(muster({"journal", "verify"}).exitCode, 0);
}

// A decision by a person, a step that fails, what was done taken back, and the other branch.
TEST_F(Recovery, AFailedStepIsRescuedByUndoAndTheOtherBranch) {
    folder().write(
        "runbooks/two-ways.md",
        "---\nid: two-ways\ntitle: Bridge or valley\nseverity: P2\nservice: orchestrator\nowner: tests\n"
        "version: 1\nreviewed: 2026-11-24\nreview-every: 90d\n---\n# Bridge or valley\nFor a test.\n\n"
        "## Which way\n### Decide\n- [Over the bridge](#mark-the-bridge)\n"
        "- [Through the valley](#mark-the-valley)\n\n"
        "## Mark the bridge\n```sh on=db@primary\ntouch \"$db_data/../bridge\"\n```\n"
        "### Undo\n```sh on=db@primary\nrm \"$db_data/../bridge\"\n```\n\n"
        "## Cross the bridge\n```sh on=db@primary\necho 'the bridge is down' >&2\nexit 7\n```\n\n"
        "## Mark the valley\n```sh on=db@primary\ntouch \"$db_data/../valley\"\n```\n");
    const auto host = std::filesystem::path(databaseValue("db_data")).parent_path();
    const auto window = open({}, {{"MUSTER_RUNBOOKS", file("runbooks")}});
    ASSERT_TRUE(window->sees("Up", std::chrono::seconds{40})) << window->screenText();
    window->type("bridge or valley");
    window->key("Return");
    ASSERT_TRUE(window->click("Live: every step is executed")) << window->screenText();
    ASSERT_TRUE(window->click("Declare live")) << window->screenText();
    ASSERT_TRUE(chose(*window, "Over the bridge", [&]() { return entered(1, "mark-the-bridge"); }))
        << window->screenText();
    begin(*window, 1, "mark-the-bridge", "done");
    EXPECT_TRUE(std::filesystem::exists(host / "bridge"));
    ASSERT_TRUE(eventually([&]() { return entered(1, "cross-the-bridge"); })) << window->screenText();
    for (int tries = 0; tries < 3 && !window->sees("The step failed", std::chrono::seconds{4}); ++tries)
        window->key("ctrl+Return");
    ASSERT_TRUE(window->sees("the bridge is down")) << window->screenText();
    window->picture("failed");
    window->key("ctrl+shift+z");
    window->type("the bridge is down");
    window->key("Return");
    ASSERT_TRUE(window->sees("Step 2: Mark the bridge, waits for you")) << window->screenText();
    ASSERT_TRUE(chose(*window, "Undo it", [&]() {
        return window->sees("Decide again: Which way", std::chrono::seconds{4});
    })) << window->screenText();
    EXPECT_FALSE(std::filesystem::exists(host / "bridge"));
    EXPECT_TRUE(window->sees("2. Mark the bridge, undone")) << window->screenText();
    window->picture("undone");
    ASSERT_TRUE(chose(*window, "Decide again: Which way", [&]() {
        return window->sees("Which of these do you see?", std::chrono::seconds{4});
    })) << window->screenText();
    ASSERT_TRUE(chose(*window, "Through the valley", [&]() { return entered(1, "mark-the-valley"); }))
        << window->screenText();
    begin(*window, 1, "mark-the-valley", "done");
    EXPECT_TRUE(std::filesystem::exists(host / "valley"));
    ASSERT_TRUE(window->sees("The runbook is at its end")) << window->screenText();
    std::filesystem::remove(host / "valley");
}

TEST_F(Recovery, AnUnknownHostKeyIsRefusedAndThenAccepted) {
    const std::string known = folder().write("known_hosts", "");
    std::string text = muster::test::readFile(environmentFile());
    for (auto at = text.find("known-hosts:"); at != std::string::npos; at = text.find("known-hosts:", at + 1))
        text.replace(at, text.find('\n', at) - at, "known-hosts: \"" + known + "\"");
    std::filesystem::remove(file("config/muster/environments/range.yaml"));
    folder().write("config/muster/environments/range.yaml", text);
    const auto window = open({"--screen", "setup"});
    ASSERT_TRUE(window->click("Test host db-a")) << window->screenText();
    ASSERT_TRUE(window->sees("Is this really db-a?")) << window->screenText();
    window->picture("host-key");
    ASSERT_TRUE(window->click("Host: refuse the key")) << window->screenText();
    ASSERT_TRUE(window->sees("is not known")) << window->screenText();
    EXPECT_EQ(muster::test::readFile(known), "");
    ASSERT_TRUE(window->click("Test host db-a")) << window->screenText();
    ASSERT_TRUE(window->click("I have compared it")) << window->screenText();
    ASSERT_TRUE(window->click("Host: trust the key")) << window->screenText();
    ASSERT_TRUE(window->sees("it says: Linux")) << window->screenText();
    EXPECT_THAT(muster::test::readFile(known), HasSubstr("ssh-"));
}

} // namespace
