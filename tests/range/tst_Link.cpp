// The real link between a client and a server of the test's own.
#include "range/control/Settings.h"
#include "range/processes/Launch.h"
#include "tests/range/RangeFixture.h"
#include "tests/range/Sockets.h"

namespace muster::range::tests {
namespace {

class LinkTest : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "linkXXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
        PortChoice choice;
        for (int* port : {&m_port, &m_admin, &m_target}) {
            const auto found = choice.choose(0, {m_port, m_admin, m_target});
            ASSERT_TRUE(found);
            *port = *found;
        }
        const auto launched =
            launch({.name = "link",
                    .command = {std::string(MUSTER_BIN_DIR) + "/range-link", "--name", "a.b", "--listen",
                                std::to_string(m_port), "--target", std::to_string(m_target), "--admin",
                                std::to_string(m_admin)},
                    .environment = {},
                    .workingFolder = m_folder,
                    .log = m_folder / "log",
                    .records = m_folder});
        ASSERT_TRUE(launched) << launched.error().text();
        m_link = *launched;
        ASSERT_TRUE(eventually([&] { return state().is_object(); }));
    }

    void TearDown() override {
        EXPECT_TRUE(isAlive(m_link)) << "the link died";
        EXPECT_TRUE(endProcesses({m_link}, SIGTERM, Milliseconds(5000)));
        ::waitpid(m_link.pid, nullptr, 0);
        fs::remove_all(m_folder);
    }

    [[nodiscard]] Json state() const {
        const auto answer = httplib::Client("127.0.0.1", m_admin).Get("/");
        return answer && answer->status == 200 ? Json::parse(answer->body, nullptr, false) : Json();
    }
    [[nodiscard]] int post(const std::string& path) const {
        const auto answer = httplib::Client("127.0.0.1", m_admin).Post(path);
        return answer ? answer->status : 0;
    }

    fs::path m_folder;
    int m_port = 0;
    int m_admin = 0;
    int m_target = 0;
    Process m_link;
};

TEST_F(LinkTest, PassesEveryByteBothWaysAndTheEndOfTheStream) {
    const Echo echo(m_target);
    std::string sent(3'000'000, ' ');
    for (std::size_t i = 0; i < sent.size(); ++i)
        sent[i] = static_cast<char>(i * 7 % 251);
    Client client(m_port);
    std::thread writer([&] {
        client.send(sent);
        client.finish();
    });
    const std::string back = client.readToEnd();
    writer.join();
    EXPECT_TRUE(back == sent) << back.size() << " bytes came back";
    EXPECT_EQ(state().at("bytes_up"), sent.size());
    EXPECT_TRUE(eventually([&] { return state().at("connections") == 0; }));
}

TEST_F(LinkTest, PassesManyConnectionsAtOnce) {
    const Echo echo(m_target);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i) {
        clients.push_back(std::make_unique<Client>(m_port));
        clients.back()->send("I am " + std::to_string(1000 + i));
    }
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(clients[static_cast<std::size_t>(i)]->read(9), "I am " + std::to_string(1000 + i));
    EXPECT_EQ(state().at("connections"), 100);
}

TEST_F(LinkTest, ResetClosesWithRstAndRefusesUntilItIsMended) {
    const Echo echo(m_target);
    Client client(m_port);
    client.send("hello");
    ASSERT_EQ(client.read(5), "hello");
    ASSERT_EQ(post("/reset"), 200);
    EXPECT_EQ(client.read(1), "");
    EXPECT_EQ(client.error(), ECONNRESET);
    EXPECT_TRUE(echo.sawReset()) << "the other end must be told as well";
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(Client(m_port).error(), ECONNREFUSED);
    EXPECT_FALSE(isPortFree(m_port)) << "nobody else may take the port meanwhile";
    ASSERT_EQ(post("/mend"), 200);
    Client again(m_port);
    again.send("back");
    EXPECT_EQ(again.read(4), "back");
}

TEST_F(LinkTest, DelayHoldsEachWayForItsTimeAndKeepsTheOrder) {
    const Echo echo(m_target);
    Client client(m_port);
    for (const char* way : {"up", "down"}) {
        ASSERT_EQ(post(std::string("/delay?ms=150&direction=") + way), 200);
        const auto begun = std::chrono::steady_clock::now();
        client.send("one");
        client.send("two");
        EXPECT_EQ(client.read(6), "onetwo");
        EXPECT_GE(std::chrono::steady_clock::now() - begun, Milliseconds(150));
        ASSERT_EQ(post("/mend"), 200);
    }
    // What was held back is let go by mending, long before its time.
    ASSERT_EQ(post("/delay?ms=60000"), 200);
    client.send("late");
    EXPECT_EQ(client.readWithin(4, Milliseconds(200)), "");
    ASSERT_EQ(post("/mend"), 200);
    EXPECT_EQ(client.readWithin(4, Milliseconds(20'000)), "late");
}

TEST_F(LinkTest, StoppedDownTakesWhatIsSentAndAnswersNothing) {
    const Echo echo(m_target);
    Client client(m_port);
    ASSERT_EQ(post("/stop?direction=down"), 200);
    client.send("question");
    EXPECT_TRUE(eventually([&] { return echo.bytes() == 8; })) << "the way up is open";
    EXPECT_EQ(client.readWithin(8, Milliseconds(200)), "");
    EXPECT_EQ(client.error(), 0) << "a hung peer says nothing at all, not even that it is gone";
    ASSERT_EQ(post("/mend"), 200);
    EXPECT_EQ(client.read(8), "question");
}

TEST_F(LinkTest, StoppedUpIsAPeerThatHangs) {
    const Echo echo(m_target);
    Client client(m_port);
    client.send("before");
    ASSERT_EQ(client.read(6), "before");
    ASSERT_EQ(post("/stop?direction=up"), 200);
    client.send("held");
    Client late(m_port);
    EXPECT_EQ(late.error(), 0) << "the kernel accepts for a program that hangs";
    late.send("late");
    EXPECT_EQ(client.readWithin(4, Milliseconds(200)), "");
    EXPECT_EQ(echo.bytes(), 6U);
    ASSERT_EQ(post("/mend"), 200);
    EXPECT_EQ(client.read(4), "held");
    EXPECT_EQ(late.read(4), "late");
}

// Here the link says that it can; elsewhere `stop` is all there is, and nothing of this would hold.
TEST_F(LinkTest, DroppedIsABlackHoleInWhichNothingIsAcknowledgedOrRefused) {
    if (state().at("black_hole") != "true")
        GTEST_SKIP() << state().at("black_hole");
    const Echo echo(m_target);
    Client client(m_port);
    client.send("before");
    ASSERT_EQ(client.read(6), "before");
    ASSERT_TRUE(eventually([&] { return client.unacknowledged() == 0; }));
    ASSERT_EQ(post("/drop"), 200);
    EXPECT_EQ(state().at("faults").at("dropped"), true);
    client.send("lost?");
    EXPECT_EQ(client.readWithin(1, Milliseconds(300)), "");
    EXPECT_EQ(client.error(), 0);
    EXPECT_EQ(client.unacknowledged(), 5) << "the kernel of a hung peer would acknowledge it";
    EXPECT_EQ(connectWithin(m_port, Milliseconds(300)), ETIMEDOUT) << "neither accepted nor refused";
    EXPECT_EQ(echo.bytes(), 6U);
    ASSERT_EQ(post("/mend"), 200);
    EXPECT_EQ(client.read(5), "lost?") << "TCP sends again what nobody acknowledged";
    EXPECT_EQ(connectWithin(m_port, Milliseconds(20'000)), 0);
}

// As after a partition: the one who gave up could not say so, and the target waits for it until somebody
// asks.
TEST_F(LinkTest, WhoGaveUpInABlackHoleIsFoundOutOnceItIsMended) {
    if (state().at("black_hole") != "true")
        GTEST_SKIP() << state().at("black_hole");
    const Echo echo(m_target);
    auto client = std::make_unique<Client>(m_port);
    client->send("x");
    ASSERT_EQ(client->read(1), "x");
    ASSERT_EQ(post("/drop"), 200);
    client->giveUp();
    client.reset();
    EXPECT_EQ(state().at("connections"), 1) << "no packet of its end came through";
    ASSERT_EQ(post("/mend"), 200);
    EXPECT_TRUE(echo.sawReset());
    EXPECT_TRUE(eventually([&] { return state().at("connections") == 0; }));
}

// A second drop must not be noticed by anything that the first mending began.
TEST_F(LinkTest, ABlackHoleThatLastsEndsNoConnectionByItself) {
    if (state().at("black_hole") != "true")
        GTEST_SKIP() << state().at("black_hole");
    const Echo echo(m_target);
    Client client(m_port);
    for (int round = 0; round < 2; ++round) {
        ASSERT_EQ(post("/drop"), 200);
        EXPECT_EQ(client.readWithin(1, Milliseconds(5000)), "");
        EXPECT_EQ(state().at("connections"), 1);
        ASSERT_EQ(post("/mend"), 200);
        client.send("y");
        EXPECT_EQ(client.read(1), "y");
    }
}

// What goes wrong on the far side travels the stopped way too: it must not be heard of before that is mended.
TEST_F(LinkTest, TheDeathOfTheTargetIsNotSeenThroughAStoppedLink) {
    auto echo = std::make_unique<Echo>(m_target);
    Client client(m_port);
    client.send("x");
    ASSERT_EQ(client.read(1), "x");
    ASSERT_EQ(post("/stop?direction=both"), 200);
    echo.reset();
    EXPECT_EQ(client.readWithin(1, Milliseconds(200)), "");
    EXPECT_FALSE(client.atEnd());
    EXPECT_EQ(client.error(), 0);
    ASSERT_EQ(post("/mend"), 200);
    EXPECT_TRUE(eventually([&] {
        client.readWithin(1, Milliseconds(100));
        return client.atEnd() || client.error() != 0;
    }));
}

TEST_F(LinkTest, ATargetThatIsNotThereResetsTheClientAndNothingElse) {
    Client client(m_port);
    EXPECT_EQ(client.read(1), "");
    EXPECT_EQ(client.error(), ECONNRESET);
    const Echo echo(m_target);
    Client later(m_port);
    later.send("y");
    EXPECT_EQ(later.read(1), "y");
}

TEST_F(LinkTest, SaysItsStateAndWhatIsWrongWithARequest) {
    ASSERT_EQ(post("/delay?ms=20&direction=up"), 200);
    ASSERT_EQ(post("/stop?direction=down"), 200);
    const auto seen = state();
    EXPECT_EQ(seen.at("link"), "a.b");
    EXPECT_EQ(seen.at("listens"), m_port);
    EXPECT_EQ(seen.at("target"), m_target);
    EXPECT_EQ(seen.at("faults"), Json({{"dropped", false},
                                       {"reset", false},
                                       {"delay_up_ms", 20},
                                       {"delay_down_ms", 0},
                                       {"stopped_up", false},
                                       {"stopped_down", true}}));
    for (const char* wrong : {"/delay", "/delay?ms=-1", "/delay?ms=60001", "/delay?ms=1s",
                              "/delay?ms=1&direction=left", "/stop?direction=", "/stop?direction=sideways"})
        EXPECT_EQ(post(wrong), 400) << wrong;
    EXPECT_EQ(post("/break"), 404);
    EXPECT_EQ(state(), seen);
}

} // namespace
} // namespace muster::range::tests
