// Real HTTP servers on loopback: one that answers as its routes say, with or without TLS, and a raw one
// that misbehaves on purpose.
#pragma once

#include "tests/support/Program.h"

#include <atomic>
#include <functional>
#include <httplib.h>
#include <memory>
#include <string>
#include <thread>

namespace muster::tests {

// An authority and the certificates that it gave out (or did not), made by openssl.
class Certificates {
public:
    Certificates();
    [[nodiscard]] std::string authority() const { return m_folder.file("ca.pem"); }
    [[nodiscard]] std::string file(const std::string& name) const { return m_folder.file(name); }
    // good, wrong-name, expired: of the authority; self-signed: of nobody. Each has NAME.pem and NAME.key.

private:
    muster::test::TemporaryFolder m_folder;
};

class HttpServer {
public:
    HttpServer();
    HttpServer(const Certificates& certificates, const std::string& name);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path = "/") const;
    [[nodiscard]] int requests() const { return m_requests; }

private:
    void start();
    std::unique_ptr<httplib::Server> m_server;
    std::string m_scheme = "http";
    int m_port = 0;
    std::atomic<int> m_requests = 0;
    std::jthread m_thread;
};

// Accepts, reads one request, and leaves the rest to `answer`, which gets the socket.
class RawServer {
public:
    explicit RawServer(std::function<void(int)> answer);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/"; }
    [[nodiscard]] int requests() const { return m_requests; }

private:
    int m_listening = -1;
    int m_port = 0;
    std::atomic<int> m_requests = 0;
    std::jthread m_thread;
};

} // namespace muster::tests
