#include "tests/contracts/executors/HttpServer.h"

#include "tests/contracts/executors/SshServer.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::tests {
namespace {

void openssl(std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    const auto ran = muster::test::runProgram(words);
    ASSERT_EQ(ran.exitCode, 0) << ran.err;
}

// True when something can be read before `stop`.
bool readable(int fd, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        pollfd polled{fd, POLLIN, 0};
        if (::poll(&polled, 1, 20) > 0)
            return true;
    }
    return false;
}

} // namespace

Certificates::Certificates() {
    const auto key = [&](const std::string& name) {
        openssl({"ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file(name + ".key")});
    };
    key("ca");
    openssl({"req", "-x509", "-new", "-key", file("ca.key"), "-subj", "/CN=Muster test authority", "-days",
             "2", "-addext", "basicConstraints=critical,CA:TRUE", "-out", file("ca.pem")});
    const auto issue = [&](const std::string& name, const std::string& names, const std::string& days) {
        key(name);
        openssl({"req", "-new", "-key", file(name + ".key"), "-subj", "/CN=service", "-out",
                 file(name + ".csr")});
        const auto extensions = m_folder.write(name + ".ext", "subjectAltName=" + names + "\n");
        openssl({"x509", "-req", "-in", file(name + ".csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"),
                 "-CAcreateserial", "-days", days, "-extfile", extensions, "-out", file(name + ".pem")});
    };
    issue("good", "IP:127.0.0.1", "2");
    issue("wrong-name", "DNS:somebody.else.example", "2");
    issue("expired", "IP:127.0.0.1", "-1");
    key("self-signed");
    openssl({"req", "-x509", "-new", "-key", file("self-signed.key"), "-subj", "/CN=service", "-days", "2",
             "-addext", "subjectAltName=IP:127.0.0.1", "-out", file("self-signed.pem")});
}

HttpServer::HttpServer() : m_server(std::make_unique<httplib::Server>()) {
    start();
}

HttpServer::HttpServer(const Certificates& certificates, const std::string& name)
    : m_server(std::make_unique<httplib::SSLServer>(certificates.file(name + ".pem").c_str(),
                                                    certificates.file(name + ".key").c_str())),
      m_scheme("https") {
    start();
}

void HttpServer::start() {
    using httplib::Request;
    using httplib::Response;
    m_server->set_pre_routing_handler([this](const Request&, Response&) {
        ++m_requests;
        return httplib::Server::HandlerResponse::Unhandled;
    });
    const auto echo = [](const Request& request, Response& response) {
        std::string said = request.method + " " + request.target + "\n";
        for (const auto& [name, value] : request.headers)
            said += name + ": " + value + "\n";
        response.set_content(said + "\n" + request.body, "text/plain");
    };
    m_server->Get("/echo", echo);
    m_server->Post("/echo", echo);
    m_server->Put("/echo", echo);
    m_server->Delete("/echo", echo);
    m_server->Patch("/echo", echo);
    m_server->Get(R"(/status/(\d+))", [](const Request& request, Response& response) {
        response.status = std::stoi(request.matches[1]);
        response.set_content("status body", "text/plain");
    });
    m_server->Get("/moved", [](const Request&, Response& response) { response.set_redirect("/echo"); });
    m_server->Get("/cookie", [](const Request&, Response& response) {
        response.set_header("Set-Cookie", "session=1; Path=/");
        response.set_content("set", "text/plain");
    });
    m_server->Get("/bytes", [](const Request& request, Response& response) {
        const auto size = std::stoul(request.get_param_value("size"));
        response.set_content_provider(
            size, "application/octet-stream",
            [size](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                std::string chunk;
                for (std::size_t i = 0; i < std::min<std::size_t>(length, 65536); ++i)
                    chunk += static_cast<char>((offset + i) % 256);
                return offset + chunk.size() <= size && sink.write(chunk.data(), chunk.size());
            });
    });
    m_port = m_server->bind_to_any_port("127.0.0.1");
    m_thread = std::jthread([this] { m_server->listen_after_bind(); });
    EXPECT_TRUE(muster::test::eventually([this] { return m_server->is_running(); }));
}

HttpServer::~HttpServer() {
    m_server->stop();
}

std::string HttpServer::url(const std::string& path) const {
    return m_scheme + "://127.0.0.1:" + std::to_string(m_port) + path;
}

RawServer::RawServer(std::function<void(int)> answer) {
    m_listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(m_listening, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    ::getsockname(m_listening, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    ::listen(m_listening, 16);
    m_thread = std::jthread([this, answer = std::move(answer)](const std::stop_token& stop) {
        while (readable(m_listening, stop)) {
            const int fd = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
            std::string request;
            char buffer[65536];
            // A request of the tests is whole when its headers are there and, where it has one, its body.
            while (request.find("\r\n\r\n") == std::string::npos ||
                   (request.find("BODY") != std::string::npos && request.find("ENDS") == std::string::npos)) {
                const auto got = readable(fd, stop) ? ::read(fd, buffer, sizeof buffer) : 0;
                if (got <= 0)
                    break;
                request.append(buffer, static_cast<std::size_t>(got));
                if (request.find("Content-Length: 8") != std::string::npos &&
                    request.find("ENDS") == std::string::npos)
                    continue;
            }
            if (!request.empty()) {
                ++m_requests;
                answer(fd);
            }
            ::close(fd);
        }
    });
}

RawServer::~RawServer() {
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listening);
}

} // namespace muster::tests
