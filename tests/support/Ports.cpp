#include "tests/support/Ports.h"

#include <cstdint>
#include <netinet/in.h>
#include <random>
#include <stdexcept>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace muster::test {
namespace {

constexpr int firstPort = 10'000;
constexpr int lastPort = 20'999;

bool bindTo(int socket, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

// A port that nobody has, and the socket that has it now.
std::pair<int, int> take() {
    std::random_device random;
    std::uniform_int_distribution<int> any(firstPort, lastPort);
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const int port = any(random);
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (bindTo(fd, port))
            return {port, fd};
        ::close(fd);
    }
    throw std::runtime_error("no free port on 127.0.0.1");
}

} // namespace

int freePort() {
    const auto [port, socket] = take();
    ::close(socket);
    return port;
}

RefusedPort::RefusedPort() {
    std::tie(m_number, m_socket) = take();
}

RefusedPort::~RefusedPort() {
    ::close(m_socket);
}

} // namespace muster::test
