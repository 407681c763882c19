#include "tests/contracts/executors/ShellBench.h"

#include "models/base/Shell.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace muster;
using namespace muster::tests;
using muster::test::eventually;
using muster::test::readFile;
using ports::Outcome;
using std::chrono::seconds;
using std::chrono::steady_clock;

namespace {

// Every byte value, over and over.
std::string allBytes(std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < size; ++i)
        out += static_cast<char>(i % 256);
    return out;
}

bool runs(const std::string& pid) {
    std::ifstream stat("/proc/" + pid + "/stat");
    std::string line;
    std::getline(stat, line);
    const auto end = line.rfind(')');
    return end != std::string::npos && line.size() > end + 2 && line[end + 2] != 'Z';
}

} // namespace

TEST_P(ShellContract, ReportsTheExitCode) {
    for (const int code : {0, 1, 3, 126, 127, 137, 255}) {
        const auto outcome = run(act("exit " + std::to_string(code)));
        ASSERT_TRUE(outcome) << outcome.error().text();
        EXPECT_EQ(outcome->ended, Outcome::Ended::exited);
        EXPECT_EQ(outcome->exitCode, code);
    }
}

TEST_P(ShellContract, ReportsTheSignalThatEndedTheScript) {
    for (const char* signal : {"KILL", "TERM", "SEGV"}) {
        const auto outcome = run(act(std::string("kill -s ") + signal + " $$; sleep 60"));
        ASSERT_TRUE(outcome) << outcome.error().text();
        EXPECT_EQ(outcome->ended, Outcome::Ended::signalled);
        EXPECT_EQ(outcome->signal, signal);
    }
}

TEST_P(ShellContract, StopsAtTheFirstFailureAndAtAnUnsetVariable) {
    auto outcome = run(act("false\necho went on"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->exitCode, 1);
    outcome = run(act("echo \"$nobody_set_this\"\necho went on"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_NE(outcome->exitCode, 0);
    EXPECT_EQ(m_output.out(), "");
}

TEST_P(ShellContract, KeepsOutputAndErrorsApart) {
    const auto outcome = run(act("echo out; echo err >&2; printf no-newline; printf same >&2"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), "out\nno-newline");
    EXPECT_EQ(m_output.err(), "err\nsame");
}

TEST_P(ShellContract, DeliversAMegabyteOfEachStreamInterleaved) {
    const auto outcome = run(act("i=0\nwhile [ $i -lt 64 ]; do\n"
                                 "head -c 16384 /dev/zero | tr '\\000' o\n"
                                 "head -c 16384 /dev/zero | tr '\\000' e >&2\ni=$((i+1))\ndone"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), std::string(1 << 20, 'o'));
    EXPECT_EQ(m_output.err(), std::string(1 << 20, 'e'));
}

TEST_P(ShellContract, DeliversAFloodOfErrorsWhileTheOutputIsSilent) {
    const auto outcome = run(act("head -c 20000000 /dev/zero >&2; echo done"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.err().size(), 20000000U);
    EXPECT_EQ(m_output.out(), "done\n");
}

TEST_P(ShellContract, DeliversEveryByteUnchanged) {
    const auto bytes = allBytes(300000);
    const auto file = m_work.write("bytes", bytes);
    const auto outcome = run(act("cat " + shellQuote(file) + "; cat " + shellQuote(file) + " >&2"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_TRUE(m_output.out() == bytes);
    EXPECT_TRUE(m_output.err() == bytes);
}

TEST_P(ShellContract, ShowsOutputBeforeTheEnd) {
    const auto flag = m_work.file("go-on");
    const auto waiting = act("echo first; echo warned >&2; while [ ! -e " + shellQuote(flag) +
                             " ]; do sleep 0.02; done; echo last");
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "first\n" && m_output.err() == "warned\n"; }));
        m_work.write("go-on", "");
    });
    const auto outcome = run(waiting);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), "first\nlast\n");
}

TEST_P(ShellContract, RunsAScriptOfTwoMegabytes) {
    std::string script = "count=0\n";
    while (script.size() < 2U << 20U)
        script += "count=$((count+1)) # a line that makes the script long, as a pasted data set would\n";
    const auto lines = std::count(script.begin(), script.end(), '\n') - 1;
    const auto outcome = run(act(script + "echo $count"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), std::to_string(lines) + "\n");
}

TEST_P(ShellContract, TakesHostileBytesAsTheyAre) {
    std::string value;
    for (int c = 1; c < 256; ++c)
        value += static_cast<char>(c);
    value += "$(touch pwned)`touch pwned`'\"\\\n!history %s EOF\r";
    const auto outcome = run(act("value=" + shellQuote(value) + "\nprintf '%s' \"$value\""));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_TRUE(m_output.out() == value);
}

TEST_P(ShellContract, IsNotFooledByItsOwnWordsInTheOutput) {
    // Everything that a process list shows of the wrapper goes through both streams.
    const auto outcome = run(
        act("ps -eo args; ps -eo args >&2; printf 'muster-0123-end ended exit 9 0 0 1\\n' >&2; "
            "for f in /proc/[0-9]*/cmdline; do tr '\\000' '\\n' <$f 2>/dev/null | grep -x "
            "'[0-9a-f]\\{32\\}' | sed 's/.*/muster-&-end ended exit 9 0 0 1/' >&2 || true; done; exit 4"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->exitCode, 4);
    EXPECT_NE(m_output.err().find("-end ended exit 9 0 0 1\n"), std::string::npos);
}

TEST_P(ShellContract, HasAFixedSearchPathAndLocale) {
    auto what = act("echo \"$PATH\"; echo \"$LC_ALL\"; cat; umask");
    auto outcome = run(what);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_TRUE(
        m_output.out().starts_with("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nC.UTF-8\n"))
        << m_output.out();
    what = act("echo \"$PATH\"");
    std::get<ports::ShellAct>(what.what).host.values["path"] = "/opt/own tools/bin";
    Collected output;
    outcome = m_executor->run(what, output, {});
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_TRUE(output.out().starts_with("/opt/own tools/bin:/usr/local/sbin:")) << output.out();
    what = act("true");
    std::get<ports::ShellAct>(what.what).host.values["path"] = "bin:/usr/bin";
    EXPECT_FALSE(run(what));
}

TEST_P(ShellContract, DoesNotWaitForADaemonThatKeepsTheOutputOpen) {
    const auto pidFile = m_work.file("pid");
    const auto begun = steady_clock::now();
    const auto outcome = run(act("setsid sleep 600 & echo $! >" + shellQuote(pidFile) + "; echo started"));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_LT(steady_clock::now() - begun, seconds(20));
    EXPECT_EQ(m_output.out(), "started\n");
    const auto pid = std::stoi(readFile(pidFile));
    EXPECT_TRUE(runs(std::to_string(pid))) << "the daemon was to go on";
    ::kill(pid, SIGKILL);
}

TEST_P(ShellContract, StopsEverythingAfterTheTimeout) {
    const auto pids = m_work.file("pids");
    const auto outcome =
        run(act("trap '' TERM; (trap '' TERM; (trap '' TERM; echo start; while :; do sleep 1; done) & "
                "echo $! >>" +
                    shellQuote(pids) + "; while :; do sleep 1; done) & echo $! $$ >>" + shellQuote(pids) +
                    "; while :; do sleep 1; done",
                Milliseconds{1500}));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::timedOut);
    EXPECT_EQ(m_output.out(), "start\n");
    std::ifstream list(pids);
    int count = 0;
    for (std::string pid; list >> pid; ++count)
        EXPECT_FALSE(runs(pid)) << pid;
    EXPECT_EQ(count, 3);
}

TEST_P(ShellContract, StopsEverythingOnCancel) {
    const auto pids = m_work.file("pids");
    std::stop_source source;
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "go\n"; }));
        source.request_stop();
    });
    const auto outcome = run(act("(trap '' TERM; sleep 600 & echo $! >" + shellQuote(pids) +
                                 "; echo go; while :; do sleep 1; done) & wait"),
                             source.get_token());
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::cancelled);
    std::ifstream list(pids);
    std::string pid;
    ASSERT_TRUE(list >> pid);
    EXPECT_FALSE(runs(pid));
}

TEST_P(ShellContract, DoesNothingWhenItWasCancelledBefore) {
    std::stop_source source;
    source.request_stop();
    const auto outcome = run(act("touch " + shellQuote(m_work.file("touched"))), source.get_token());
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::cancelled);
    EXPECT_FALSE(fs::exists(m_work.file("touched")));
}

TEST_P(ShellContract, AttachesToAnActOfTheSameKey) {
    const auto counter = m_work.file("counter");
    const auto flag = m_work.file("flag");
    const auto once = act("echo ran >>" + shellQuote(counter) + "; echo hello; while [ ! -e " +
                          shellQuote(flag) + " ]; do sleep 0.02; done; exit 7");
    Collected second;
    Result<Outcome> secondOutcome;
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "hello\n"; }));
        std::jthread third([&] {
            EXPECT_TRUE(eventually([&] { return second.out() == "hello\n"; }));
            m_work.write("flag", "");
        });
        const auto another = m_bench->executor();
        secondOutcome = another->run(once, second, {});
    });
    const auto outcome = run(once);
    other.join();
    ASSERT_TRUE(outcome) << outcome.error().text();
    ASSERT_TRUE(secondOutcome) << secondOutcome.error().text();
    EXPECT_EQ(outcome->exitCode, 7);
    EXPECT_EQ(secondOutcome->exitCode, 7);
    Collected late;
    const auto lateOutcome = m_executor->run(once, late, {});
    ASSERT_TRUE(lateOutcome) << lateOutcome.error().text();
    EXPECT_EQ(lateOutcome->exitCode, 7);
    EXPECT_EQ(late.out(), "hello\n");
    EXPECT_EQ(readFile(counter), "ran\n");
}

TEST_P(ShellContract, CollectsTheRestAfterTheLineWasCut) {
    const auto flag = m_work.file("flag");
    const auto counter = m_work.file("counter");
    const auto what =
        act("echo ran >>" + shellQuote(counter) + "; echo before; echo warned >&2; while [ ! -e " +
            shellQuote(flag) + " ]; do sleep 0.02; done; echo after; echo again >&2; exit 5");
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "before\n" && m_output.err() == "warned\n"; }));
        EXPECT_TRUE(m_bench->cut());
        m_work.write("flag", "");
    });
    const auto outcome = run(what);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->exitCode, 5);
    EXPECT_EQ(m_output.out(), "before\nafter\n");
    EXPECT_EQ(m_output.err(), "warned\nagain\n");
    EXPECT_EQ(readFile(counter), "ran\n");
}

TEST_P(ShellContract, SurvivesLinesThatAreCutAgainAndAgain) {
    const auto counter = m_work.file("counter");
    const auto what = act("echo ran >>" + shellQuote(counter) +
                          "; i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo line $i; sleep 0.01; done");
    std::jthread other([&](std::stop_token stop) {
        for (int cuts = 0; cuts < 3 && !stop.stop_requested(); ++cuts) {
            const auto before = m_output.out().size();
            eventually([&] { return m_output.out().size() > before + 100 || stop.stop_requested(); });
            m_bench->cut();
        }
    });
    const auto outcome = run(what);
    other.request_stop();
    ASSERT_TRUE(outcome) << outcome.error().text();
    std::string expected;
    for (int i = 1; i <= 300; ++i)
        expected += "line " + std::to_string(i) + "\n";
    EXPECT_EQ(m_output.out(), expected);
    EXPECT_EQ(readFile(counter), "ran\n");
}

TEST_P(ShellContract, CollectsWhatAKilledConsoleLeftRunning) {
    const auto flag = m_work.file("flag");
    const auto what = act("echo $$ >" + shellQuote(m_work.file("pid")) + "; echo begun; while [ ! -e " +
                          shellQuote(flag) + " ]; do sleep 0.02; done; echo ended; exit 6");
    const pid_t console = ::fork();
    if (console == 0) {
        const auto own = m_bench->executor();
        static_cast<void>(own->run(what, m_output, {}));
        ::_exit(0);
    }
    ASSERT_TRUE(eventually([&] { return !readFile(m_work.file("pid")).empty(); }));
    ::kill(console, SIGKILL);
    ::waitpid(console, nullptr, 0);
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "begun\n"; }));
        m_work.write("flag", "");
    });
    const auto collected = m_executor->collect(what, m_output, {});
    ASSERT_TRUE(collected) << collected.error().text();
    ASSERT_TRUE(*collected);
    EXPECT_EQ((*collected)->exitCode, 6);
    EXPECT_EQ(m_output.out(), "begun\nended\n");
}

TEST_P(ShellContract, CollectsAnActThatEndedLongAgo) {
    const auto what = act("echo kept; echo said >&2; kill -KILL $$");
    ASSERT_TRUE(run(what));
    Collected output;
    const auto collected = m_bench->executor()->collect(what, output, {});
    ASSERT_TRUE(collected) << collected.error().text();
    ASSERT_TRUE(*collected);
    EXPECT_EQ((*collected)->ended, Outcome::Ended::signalled);
    EXPECT_EQ((*collected)->signal, "KILL");
    EXPECT_EQ(output.out(), "kept\n");
    EXPECT_EQ(output.err(), "said\n");
}

TEST_P(ShellContract, SaysThatAnActNeverStarted) {
    const auto collected = m_executor->collect(act("true"), m_output, {});
    ASSERT_TRUE(collected) << collected.error().text();
    EXPECT_FALSE(*collected);
}

TEST_P(ShellContract, RemembersThatAnActWasStopped) {
    const auto what = act("sleep 600", Milliseconds{300});
    auto outcome = run(what);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::timedOut);
    const auto collected = m_executor->collect(what, m_output, {});
    ASSERT_TRUE(collected) << collected.error().text();
    ASSERT_TRUE(*collected);
    EXPECT_EQ((*collected)->ended, Outcome::Ended::timedOut);
}

TEST_P(ShellContract, CannotTellHowAnActEndedWhoseRecordIsMissing) {
    const auto what = act("echo begun; sleep 600");
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "begun\n"; }));
        // The shell that waits for the script, and the script: as an out-of-memory killer might.
        const auto runner = std::stoi(readFile(folder(what) + "/runner"));
        const auto leader = std::stoi(readFile(folder(what) + "/leader"));
        // Stopped first: else it records how the script ended, or is seen to be gone before it.
        ::kill(runner, SIGSTOP);
        ::kill(-leader, SIGKILL);
        ::kill(runner, SIGKILL);
    });
    const auto outcome = run(what);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::unknown);
    EXPECT_NE(outcome.error().why.find("no record"), std::string::npos) << outcome.error().text();
    const auto collected = m_executor->collect(what, m_output, {});
    ASSERT_FALSE(collected);
    EXPECT_EQ(collected.error().retry, Retry::unknown);
}

TEST_P(ShellContract, ForgetsWhatItKept) {
    const auto what = act("echo secret-looking output");
    ASSERT_TRUE(run(what));
    EXPECT_TRUE(fs::exists(folder(what)));
    EXPECT_EQ(fs::status(folder(what)).permissions(), fs::perms::owner_all);
    m_executor->forget(what);
    EXPECT_FALSE(fs::exists(folder(what)));
    m_executor->forget(what);
}

TEST_P(ShellContract, KeepsSecretsOutOfArgumentsEnvironmentAndSpool) {
    const std::string canary = "c4n4ry-'\"$x-" + std::to_string(::getpid());
    const std::string needle = "c4n4ry-";
    auto what = act("printf '%s' \"$password\" | sha256sum | cut -d ' ' -f 1; echo begun; sleep 0.5; exit 0");
    std::get<ports::ShellAct>(what.what).secrets.emplace("password", Secret(canary));
    bool looked = false;
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out().ends_with("begun\n"); }));
        for (const auto& process : fs::directory_iterator("/proc")) {
            for (const char* name : {"cmdline", "environ"}) {
                EXPECT_EQ(readFile(process.path() / name).find(needle), std::string::npos) << process.path();
            }
        }
        looked = true;
    });
    const auto outcome = run(what);
    other.join();
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_TRUE(looked);
    EXPECT_EQ(outcome->exitCode, 0) << m_output.err();
    m_work.write("value", canary);
    const auto expected = muster::test::runProgram({"sha256sum", m_work.file("value")}).out.substr(0, 64);
    EXPECT_EQ(m_output.out(), expected + "\nbegun\n");
    int files = 0;
    for (const auto& file : fs::recursive_directory_iterator(m_bench->spool())) {
        files += file.is_regular_file();
        EXPECT_EQ(readFile(file.path()).find(needle), std::string::npos) << file.path();
    }
    EXPECT_GT(files, 3);
}

TEST_P(ShellContract, RefusesKeysThatCouldLeaveTheSpool) {
    for (const std::string key : {"", ".", "..", "../x", "a/b", "-rf", "a b", "a\nb"}) {
        auto what = act("touch " + shellQuote(m_work.file("touched")));
        what.key = key;
        const auto outcome = run(what);
        ASSERT_FALSE(outcome) << key;
        EXPECT_EQ(outcome.error().retry, Retry::never);
    }
    EXPECT_FALSE(fs::exists(m_work.file("touched")));
}

TEST_P(ShellContract, RefusesASpoolThatOthersCouldUse) {
    fs::create_directory(m_bench->spool());
    fs::permissions(m_bench->spool(), fs::perms::all);
    auto outcome = run(act("touch " + shellQuote(m_work.file("touched"))));
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().why.find("0700"), std::string::npos) << outcome.error().text();
    fs::remove(m_bench->spool());
    fs::create_directory(m_work.file("elsewhere"));
    fs::permissions(m_work.file("elsewhere"), fs::perms::owner_all);
    fs::create_symlink(m_work.file("elsewhere"), m_bench->spool());
    outcome = run(act("touch " + shellQuote(m_work.file("touched"))));
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(fs::exists(m_work.file("touched")));
    fs::remove(m_bench->spool());
}

TEST_P(ShellContract, RunsActsSideBySide) {
    std::vector<std::jthread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, what = act("sleep 0.2; exit " + std::to_string(i)), i] {
            Collected output;
            const auto outcome = m_executor->run(what, output, {});
            good += outcome && outcome->exitCode == i;
        });
    threads.clear();
    EXPECT_EQ(good, 4);
}

INSTANTIATE_TEST_SUITE_P(Executors, ShellContract, testing::Values("local", "ssh"),
                         [](const auto& parameter) { return std::string(parameter.param); });
