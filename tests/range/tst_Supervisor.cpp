// A supervised program by hand: what a runbook does when nothing restarts it.
#include "tests/range/RangeFixture.h"
#include "tests/support/Program.h"

namespace muster::range::tests {
namespace {

class SupervisorTest : public RangeTest {
protected:
    // As the range's own user, who owns the processes: as root this test runs it as that user too.
    Ran ctl(const std::string& word) const {
        std::vector<std::string> words{(m_folder / "programs/supervisor").string(), word,
                                       (m_folder / "app-a/state/orchestrator.unit").string()};
        if (::geteuid() == 0)
            words.insert(words.begin(), {"/usr/sbin/runuser", "-u", "postgres", "--"});
        const auto ran = muster::test::runProgram(words);
        return {ran.exitCode, ran.out + ran.err};
    }
    std::optional<Process> process(const std::string& name) const {
        const auto pid = part(statusOf(m_folder), name).at("pid");
        return pid.is_number() ? processOf(pid.get<pid_t>()) : std::nullopt;
    }
    bool healthy() const {
        return eventually([&] { return runRange(m_folder, "status").code == 0; });
    }
};

TEST_F(SupervisorTest, SaysHowItStands) {
    bringUp();
    const auto runs = ctl("status");
    EXPECT_EQ(runs.code, 0) << runs.output;
    EXPECT_EQ(ctl("pid").output, std::to_string(process("app-a.orchestrator")->pid) + "\n");
    const auto victim = *process("app-a.orchestrator");
    sendSignal(victim, SIGKILL);
    ASSERT_TRUE(waitUntilGone({victim}, Milliseconds(5000)));
    const auto waits = ctl("status");
    EXPECT_EQ(waits.code, 3) << waits.output; // its supervisor waits a second
    EXPECT_EQ(ctl("pid").code, 1);
    ASSERT_TRUE(healthy());
    sendSignal(*process("app-a.supervisor"), SIGSTOP);
    const auto stands = ctl("status");
    EXPECT_EQ(stands.code, 4) << stands.output;
    EXPECT_NE(stands.output.find("app-a.supervisor stopped"), std::string::npos);
    sendSignal(*process("app-a.supervisor"), SIGCONT); // or taking the range down has to wait for it
}

TEST_F(SupervisorTest, StartReplacesASupervisorThatStandsStill) {
    bringUp();
    const auto before = process("app-a.supervisor");
    sendSignal(*before, SIGSTOP);
    sendSignal(*process("app-a.orchestrator"), SIGKILL);
    EXPECT_EQ(ctl("status").code, 4);
    const auto started = ctl("start");
    EXPECT_EQ(started.code, 0) << started.output;
    ASSERT_TRUE(healthy());
    EXPECT_FALSE(isAlive(*before));
    EXPECT_EQ(ctl("status").code, 0);
    // The new one restarts as the one before did.
    sendSignal(*process("app-a.orchestrator"), SIGKILL);
    ASSERT_TRUE(healthy());
}

TEST_F(SupervisorTest, StopStartAndRestartMayBeSaidTwice) {
    bringUp();
    const auto before = process("app-a.orchestrator");
    EXPECT_EQ(ctl("start").code, 0);
    EXPECT_EQ(process("app-a.orchestrator"), before) << "what runs is left alone";
    EXPECT_EQ(ctl("restart").code, 0);
    ASSERT_TRUE(healthy());
    EXPECT_FALSE(isAlive(*before));
    EXPECT_EQ(ctl("stop").code, 0);
    EXPECT_EQ(ctl("stop").code, 0);
    EXPECT_EQ(ctl("status").code, 4);
    EXPECT_EQ(ctl("restart").code, 0);
    ASSERT_TRUE(healthy());
}

TEST_F(SupervisorTest, AUnitThatIsNoneIsRefused) {
    std::ofstream(m_parent / "other.json") << R"({"supervisor": 5})";
    for (const char* file : {"other.json", "nothing"}) {
        const auto ran = muster::test::runProgram(
            {std::string(MUSTER_BIN_DIR) + "/supervisor", "start", (m_parent / file).string()});
        EXPECT_EQ(ran.exitCode, 1);
        EXPECT_NE(ran.err.find("cannot read the unit"), std::string::npos) << ran.err;
    }
}

} // namespace
} // namespace muster::range::tests
