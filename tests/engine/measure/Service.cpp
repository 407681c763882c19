#include "tests/engine/measure/Service.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::tests {

namespace {

using namespace std::chrono_literals;

int bound(int port) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    ::setsockopt(made, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot bind a loopback port");
    return made;
}

bool readable(int file, std::chrono::milliseconds within) {
    pollfd entry{file, POLLIN, 0};
    return ::poll(&entry, 1, static_cast<int>(within.count())) > 0;
}

std::size_t contentLength(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

} // namespace

Service::Service() : m_reserved(bound(0)) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(m_reserved, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    listen();
}

Service::~Service() {
    stop();
    ::close(m_reserved);
}

void Service::listen() {
    m_stopping = false;
    m_listener = bound(m_port);
    ::listen(m_listener, 128);
    m_accepting = std::thread([this, listener = m_listener] { accept(listener); });
}

void Service::stop() {
    m_stopping = true;
    if (m_accepting.joinable())
        m_accepting.join();
    for (auto& thread : m_serving)
        thread.join();
    m_serving.clear();
    if (m_listener >= 0)
        ::close(std::exchange(m_listener, -1));
}

std::vector<std::string> Service::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void Service::accept(int listener) {
    while (!m_stopping) {
        if (!readable(listener, 10ms))
            continue;
        const int connection = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0)
            continue;
        ++m_connections;
        m_serving.emplace_back([this, connection] { serve(connection); });
    }
}

void Service::serve(int connection) {
    std::string bytes;
    while (!m_stopping) {
        if (!readable(connection, 10ms))
            continue;
        char buffer[4096];
        const auto got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0)
            break;
        bytes.append(buffer, static_cast<std::size_t>(got));
        const auto end = bytes.find("\r\n\r\n");
        if (end == std::string::npos || bytes.size() < end + 4 + contentLength(bytes.substr(0, end + 2)))
            continue;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(std::exchange(bytes, {}));
        }
        if (!say(connection))
            break;
    }
    ::close(connection);
}

bool Service::say(int connection) {
    const auto body = m_behaviour == Behaviour::echo ? requests().back() : std::string(40, 'b');
    const auto head = "HTTP/1.1 " + std::to_string(m_status) +
                      " Said\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    const auto send = [&](const std::string& text) {
        return ::send(connection, text.data(), text.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(text.size());
    };
    switch (m_behaviour.load()) {
    case Behaviour::answer:
    case Behaviour::echo:
        return send(head + body);
    case Behaviour::close:
        return false;
    case Behaviour::cut:
        send(head + body.substr(0, 10));
        return false;
    case Behaviour::drip:
        for (const char byte : head + body) {
            if (m_stopping || !send(std::string(1, byte)))
                return false;
            std::this_thread::sleep_for(50ms);
        }
        return true;
    case Behaviour::hang:
        break;
    }
    while (!m_stopping && !readable(connection, 10ms)) {
    }
    return false;
}

bool await(const std::function<bool()>& holds, std::chrono::milliseconds atMost) {
    const auto deadline = std::chrono::steady_clock::now() + atMost;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

} // namespace muster::tests
