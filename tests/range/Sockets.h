// A client and a server on loopback, for looking at what a link does to a connection.
#pragma once

#include "models/base/Duration.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <gtest/gtest.h>
#include <list>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace muster::range::tests {

inline sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

class Client {
public:
    explicit Client(int port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const auto address = loopback(port);
        if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            m_error = errno;
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(m_socket); }

    void send(const std::string& text) const {
        for (std::size_t done = 0; done < text.size();) {
            const auto sent = ::send(m_socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
            if (sent <= 0)
                return;
            done += static_cast<std::size_t>(sent);
        }
    }
    // Closing it then says nothing to the other end but RST.
    void giveUp() const {
        const linger none{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    }
    void finish() const { ::shutdown(m_socket, SHUT_WR); }

    // As many bytes as asked for, or fewer: then the stream is at its end, broken, or the time is over.
    std::string readWithin(std::size_t count, Milliseconds patience) {
        std::string text;
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (text.size() < count && !m_atEnd && m_error == 0) {
            const auto left =
                std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now()).count();
            pollfd ready{m_socket, POLLIN, 0};
            if (left <= 0 || ::poll(&ready, 1, static_cast<int>(left)) <= 0)
                return text;
            std::array<char, 65536> buffer;
            const auto got = ::recv(m_socket, buffer.data(), std::min(buffer.size(), count - text.size()), 0);
            if (got > 0)
                text.append(buffer.data(), static_cast<std::size_t>(got));
            else if (got == 0)
                m_atEnd = true;
            else
                m_error = errno;
        }
        return text;
    }
    std::string read(std::size_t count) { return readWithin(count, Milliseconds(20'000)); }
    std::string readToEnd() { return read(std::string::npos / 2); }

    // Bytes that were sent and that the kernel at the other end has not acknowledged.
    [[nodiscard]] int unacknowledged() const {
        int bytes = -1;
        ::ioctl(m_socket, TIOCOUTQ, &bytes);
        return bytes;
    }
    [[nodiscard]] int error() const { return m_error; } // errno of connecting or of the last read
    [[nodiscard]] bool atEnd() const { return m_atEnd; }

private:
    int m_socket;
    int m_error = 0;
    bool m_atEnd = false;
};

// How connecting ends within that time: 0, or an errno; ETIMEDOUT: nobody said anything, neither yes nor no.
inline int connectWithin(int port, Milliseconds patience) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const auto address = loopback(port);
    int code =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
    pollfd ready{socket, POLLOUT, 0};
    if (code == EINPROGRESS) {
        socklen_t size = sizeof code;
        if (::poll(&ready, 1, static_cast<int>(patience.count())) <= 0)
            code = ETIMEDOUT;
        else
            ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size);
    }
    ::close(socket);
    return code;
}

// Sends back whatever it gets, to any number of clients. Ends, and closes everything, when it is destroyed.
class Echo {
public:
    explicit Echo(int port) : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const int yes = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        const auto address = loopback(port);
        EXPECT_EQ(::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(m_listener, 200), 0);
        m_thread = std::thread([this] { serve(); });
    }
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;
    ~Echo() {
        m_stop = true;
        m_thread.join();
        for (auto& thread : m_clients)
            thread.join();
        ::close(m_listener);
    }

    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    // Waits for a client that was cut off with RST.
    [[nodiscard]] bool sawReset() const {
        for (int i = 0; i < 200 && !m_reset; ++i)
            std::this_thread::sleep_for(Milliseconds(50));
        return m_reset;
    }

private:
    void serve() {
        while (!m_stop) {
            pollfd ready{m_listener, POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0)
                continue;
            const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client >= 0)
                m_clients.emplace_back([this, client] { echo(client); });
        }
    }
    void echo(int client) {
        std::array<char, 65536> buffer;
        while (!m_stop) {
            pollfd ready{client, POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0)
                continue;
            const auto got = ::recv(client, buffer.data(), buffer.size(), 0);
            m_reset = m_reset || (got < 0 && errno == ECONNRESET);
            if (got <= 0)
                break;
            m_bytes += static_cast<std::size_t>(got);
            ::send(client, buffer.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
        }
        ::close(client);
    }

    int m_listener;
    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_reset = false;
    std::atomic<std::size_t> m_bytes = 0;
    std::list<std::thread> m_clients; // of the thread that serves, until it ended
    std::thread m_thread;
};

} // namespace muster::range::tests
