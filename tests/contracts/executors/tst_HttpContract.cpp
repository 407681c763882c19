#include "engine/transport/http/HttpExecutor.h"
#include "tests/contracts/executors/Collected.h"
#include "tests/contracts/executors/HttpServer.h"
#include "tests/contracts/executors/SshServer.h"
#include "tests/support/Ports.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace muster;
using namespace muster::tests;
using muster::test::eventually;
using ports::Outcome;
using std::chrono::steady_clock;

namespace {

class HttpContract : public testing::Test {
protected:
    static ports::Act act(const std::string& method, const std::string& url,
                          Milliseconds timeout = Milliseconds{20'000}) {
        ports::Act act;
        act.key = "contract.1.http";
        ports::HttpAct what;
        what.service.name = "api";
        what.method = method;
        what.url = url;
        act.what = what;
        act.timeout = timeout;
        return act;
    }
    static ports::HttpAct& of(ports::Act& act) { return std::get<ports::HttpAct>(act.what); }
    Result<Outcome> run(const ports::Act& act, std::stop_token stop = {}) {
        return m_executor.run(act, m_output, stop);
    }

    transport::HttpExecutor m_executor;
    Collected m_output;
};

void send(int fd, const std::string& text) {
    static_cast<void>(::send(fd, text.data(), text.size(), MSG_NOSIGNAL));
}

std::string headerOf(const Outcome& outcome, const std::string& name) {
    for (const auto& [each, value] : outcome.headers)
        if (strcasecmp(each.c_str(), name.c_str()) == 0)
            return value;
    return {};
}

class BadCertificate : public HttpContract, public testing::WithParamInterface<const char*> {};

} // namespace

TEST_F(HttpContract, SendsEveryMethodWithHeadersAndBody) {
    const HttpServer server;
    for (const std::string method : {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
        auto what = act(method, server.url("/echo?a=b%20c"));
        of(what).headers = {{"X-Plain", "one"}};
        of(what).secretHeaders = {{"Authorization", Secret("Bearer s3cret")}};
        if (method != "GET" && method != "DELETE")
            of(what).body = "{\"state\": \"\xc3\xa4\"}";
        Collected output;
        const auto outcome = m_executor.run(what, output, {});
        ASSERT_TRUE(outcome) << outcome.error().text();
        EXPECT_EQ(outcome->ended, Outcome::Ended::responded);
        EXPECT_EQ(outcome->status, 200);
        EXPECT_TRUE(output.out().starts_with(method + " /echo?a=b%20c\n")) << output.out();
        EXPECT_NE(output.out().find(": one\n"), std::string::npos);
        EXPECT_NE(output.out().find(": Bearer s3cret\n"), std::string::npos);
        EXPECT_TRUE(output.out().ends_with("\n" + of(what).body));
        EXPECT_EQ(headerOf(*outcome, "content-type"), "text/plain");
    }
}

TEST_F(HttpContract, ReportsEveryStatusAsAnAnswer) {
    const HttpServer server;
    for (const int status : {200, 201, 204, 400, 401, 403, 404, 409, 418, 429, 500, 502, 503}) {
        Collected output;
        const auto outcome =
            m_executor.run(act("GET", server.url("/status/" + std::to_string(status))), output, {});
        ASSERT_TRUE(outcome) << status << " " << outcome.error().text();
        EXPECT_EQ(outcome->status, status);
        EXPECT_EQ(output.out(), status == 204 ? "" : "status body") << status;
    }
}

TEST_F(HttpContract, DoesNotFollowRedirectionsNorKeepCookies) {
    const HttpServer server;
    auto outcome = run(act("GET", server.url("/moved")));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->status, 302);
    EXPECT_EQ(headerOf(*outcome, "location"), "/echo");
    ASSERT_TRUE(run(act("GET", server.url("/cookie"))));
    Collected output;
    outcome = m_executor.run(act("GET", server.url("/echo")), output, {});
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(output.out().find("session"), std::string::npos) << output.out();
    EXPECT_EQ(server.requests(), 3);
}

TEST_F(HttpContract, DeliversALargeBinaryAnswerUnchanged) {
    const HttpServer server;
    const auto outcome = run(act("GET", server.url("/bytes?size=5242880")));
    ASSERT_TRUE(outcome) << outcome.error().text();
    std::string expected;
    for (std::size_t i = 0; i < 5242880; ++i)
        expected += static_cast<char>(i % 256);
    EXPECT_TRUE(m_output.out() == expected);
}

TEST_F(HttpContract, RefusesAnAnswerOfMoreThan64MiB) {
    const HttpServer server;
    const auto outcome = run(act("GET", server.url("/bytes?size=67108865")));
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().why.find("64 MiB"), std::string::npos) << outcome.error().text();
    EXPECT_LE(m_output.out().size(), 64U << 20U);
}

TEST_F(HttpContract, ShowsTheAnswerBeforeItsEnd) {
    std::atomic<bool> goOn = false;
    const RawServer server([&](int fd) {
        send(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
        eventually([&] { return goOn.load(); });
        send(fd, "4\r\nlast\r\n0\r\n\r\n");
    });
    std::jthread other([&] {
        EXPECT_TRUE(eventually([&] { return m_output.out() == "first"; }));
        goOn = true;
    });
    const auto outcome = run(act("GET", server.url()));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(m_output.out(), "firstlast");
}

TEST_F(HttpContract, MayBeTriedAgainWhenNobodyListens) {
    const muster::test::RefusedPort refused;
    for (const std::string method : {"GET", "POST"}) {
        const auto outcome = run(act(method, "http://127.0.0.1:" + std::to_string(refused.number()) + "/"));
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().retry, Retry::safe) << outcome.error().text();
    }
}

TEST_F(HttpContract, SendsOnceAndSaysUnknownWhenTheServerHangsUp) {
    const RawServer server([](int) {});
    for (int round = 0; round < 10; ++round) {
        auto what = act("POST", server.url());
        if (round % 2 == 0)
            of(what).body = "BODYENDS";
        const auto before = server.requests();
        const auto outcome = run(what);
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().retry, Retry::unknown) << outcome.error().text();
        EXPECT_EQ(server.requests(), before + 1) << "round " << round;
    }
    const auto outcome = run(act("GET", server.url()));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::safe) << outcome.error().text();
}

TEST_F(HttpContract, SaysUnknownWhenTheAnswerBreaksOff) {
    const RawServer server(
        [](int fd) { send(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"); });
    const auto outcome = run(act("POST", server.url()));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::unknown) << outcome.error().text();
}

TEST_F(HttpContract, EndsAtItsTimeout) {
    std::atomic<bool> over = false;
    const RawServer server([&](int) { eventually([&] { return over.load(); }); });
    const auto begun = steady_clock::now();
    auto outcome = run(act("GET", server.url(), Milliseconds{400}));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::timedOut);
    EXPECT_LT(steady_clock::now() - begun, std::chrono::seconds(4));
    over = true;
}

TEST_F(HttpContract, SaysUnknownWhenAChangeWasSentAndNotAnswered) {
    for (const std::string body : {"", "BODYENDS"}) {
        std::atomic<bool> over = false;
        const RawServer server([&](int) { eventually([&] { return over.load(); }); });
        auto what = act("POST", server.url(), Milliseconds{1000});
        of(what).body = body;
        const auto outcome = run(what);
        over = true;
        ASSERT_FALSE(outcome) << "body '" << body << "'";
        EXPECT_EQ(outcome.error().retry, Retry::unknown) << outcome.error().text();
    }
}

TEST_F(HttpContract, KnowsThatNothingWasSentWhenNoConnectionCameAbout) {
    // A queue that is full: the kernel drops what else wants to connect, as a firewall would.
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    socklen_t size = sizeof address;
    ::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size);
    ASSERT_EQ(::listen(listening, 0), 0);
    std::vector<int> fillers;
    for (int i = 0; i < 4; ++i) {
        fillers.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ::connect(fillers.back(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    auto what =
        act("POST", "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/", Milliseconds{700});
    of(what).body = "BODYENDS";
    const auto outcome = run(what);
    EXPECT_TRUE(outcome) << outcome.error().text();
    if (outcome) {
        EXPECT_EQ(outcome->ended, Outcome::Ended::timedOut);
    }
    for (const int fd : fillers)
        ::close(fd);
    ::close(listening);
}

TEST_F(HttpContract, EndsSoonAfterACancel) {
    std::atomic<bool> over = false;
    const RawServer server([&](int) { eventually([&] { return over.load(); }); });
    std::stop_source source;
    std::jthread other([&] {
        eventually([&] { return server.requests() == 1; });
        source.request_stop();
    });
    const auto outcome = run(act("GET", server.url()), source.get_token());
    over = true;
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->ended, Outcome::Ended::cancelled);
}

TEST_F(HttpContract, CannotTellWhatBecameOfALostRequest) {
    const auto collected = m_executor.collect(act("POST", "http://127.0.0.1:1/"), m_output, {});
    ASSERT_FALSE(collected);
    EXPECT_EQ(collected.error().retry, Retry::unknown);
}

TEST_F(HttpContract, RefusesWhatWouldChangeTheRequest) {
    const HttpServer server;
    auto what = act("POST", server.url("/echo"));
    of(what).headers = {{"X-Bad", "one\r\nX-Injected: two"}};
    EXPECT_FALSE(run(what));
    what = act("POST", server.url("/echo"));
    of(what).secretHeaders = {{"Authorization", Secret("canary\r\nX: y")}};
    const auto outcome = run(what);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().text().find("canary"), std::string::npos);
    EXPECT_FALSE(run(act("GET /x HTTP/1.1\r\n", server.url("/echo"))));
    EXPECT_FALSE(run(act("GET", "file:///etc/passwd")));
    EXPECT_FALSE(run(act("GET", "http://user:word@127.0.0.1/")));
    EXPECT_EQ(server.requests(), 0);
}

TEST_F(HttpContract, TrustsTheAuthorityOfTheService) {
    const Certificates certificates;
    const HttpServer server(certificates, "good");
    auto what = act("POST", server.url("/echo"));
    of(what).body = "hello";
    of(what).service.caFile = certificates.authority();
    const auto outcome = run(what);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_TRUE(m_output.out().ends_with("hello"));
    of(what).service.caFile.clear();
    const auto untrusted = run(what);
    ASSERT_FALSE(untrusted) << "an authority that nobody named was trusted";
    of(what).service.caFile = certificates.file("good.key");
    EXPECT_FALSE(run(what));
    EXPECT_EQ(server.requests(), 1);
}

TEST_P(BadCertificate, IsRefusedBeforeAnythingIsSent) {
    const Certificates certificates;
    const HttpServer server(certificates, GetParam());
    auto what = act("POST", server.url("/echo"));
    of(what).service.caFile = certificates.authority();
    const auto outcome = run(what);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().retry, Retry::never);
    EXPECT_NE(outcome.error().what.find("prove who it is"), std::string::npos) << outcome.error().text();
    EXPECT_EQ(server.requests(), 0);
}

INSTANTIATE_TEST_SUITE_P(Certificates, BadCertificate,
                         testing::Values("self-signed", "wrong-name", "expired"), [](const auto& parameter) {
                             std::string name = parameter.param;
                             std::erase(name, '-');
                             return name;
                         });
