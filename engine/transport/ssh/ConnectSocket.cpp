#include "engine/transport/ssh/ConnectSocket.h"

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;

struct Resolution {
    std::mutex mutex;
    std::condition_variable done;
    bool over = false;
    int error = 0;
    addrinfo* addresses = nullptr;
    ~Resolution() {
        if (addresses != nullptr)
            ::freeaddrinfo(addresses);
    }
};

tl::unexpected<Error> cannotConnect(const environment::Host& host, const std::string& why) {
    return failure({"cannot connect to " + host.name,
                    host.ssh->address + " port " + std::to_string(host.ssh->port) + ": " + why,
                    "see that the host is up and sshd listens there, or correct `address` and `port` in the "
                    "environment file",
                    host.name, Retry::safe});
}

// getaddrinfo cannot be interrupted: a thread of its own waits for it, and is left behind if it must be.
std::shared_ptr<Resolution> resolve(const environment::SshAccess& access, Deadline deadline,
                                    const std::stop_token& stop) {
    auto shared = std::make_shared<Resolution>();
    std::thread([shared, address = access.address, port = std::to_string(access.port)] {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        hints.ai_flags = AI_NUMERICSERV;
        addrinfo* addresses = nullptr;
        const int error = ::getaddrinfo(address.c_str(), port.c_str(), &hints, &addresses);
        const std::lock_guard lock(shared->mutex);
        shared->error = error;
        shared->addresses = addresses;
        shared->over = true;
        shared->done.notify_all();
    }).detach();
    std::unique_lock lock(shared->mutex);
    while (!shared->over && !stop.stop_requested() && Clock::now() < deadline)
        shared->done.wait_for(lock, Milliseconds(20));
    return shared;
}

void tune(int fd) {
    const auto set = [fd](int level, int name, int value) {
        ::setsockopt(fd, level, name, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 15);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 30'000);
}

// 0, or the errno of the failure.
int connectTo(int fd, const addrinfo& address, Deadline deadline, const std::stop_token& stop) {
    if (::connect(fd, address.ai_addr, address.ai_addrlen) == 0)
        return 0;
    if (errno != EINPROGRESS)
        return errno;
    while (!stop.stop_requested()) {
        if (Clock::now() >= deadline)
            return ETIMEDOUT;
        pollfd polled{fd, POLLOUT, 0};
        if (::poll(&polled, 1, 20) <= 0)
            continue;
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
        return error;
    }
    return ECANCELED;
}

} // namespace

Result<int> connectSocket(const environment::Host& host, Deadline deadline, std::stop_token stop) {
    const auto resolution = resolve(*host.ssh, deadline, stop);
    const std::lock_guard lock(resolution->mutex);
    if (!resolution->over)
        return cannotConnect(host, stop.stop_requested() ? "cancelled" : "its name was not resolved in time");
    if (resolution->error != 0)
        return cannotConnect(host, ::gai_strerror(resolution->error));
    int error = EADDRNOTAVAIL;
    for (const addrinfo* each = resolution->addresses; each != nullptr; each = each->ai_next) {
        const int fd = ::socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd < 0) {
            error = errno;
            continue;
        }
        error = connectTo(fd, *each, deadline, stop);
        if (error == 0) {
            tune(fd);
            return fd;
        }
        ::close(fd);
    }
    return cannotConnect(host, std::strerror(error));
}

} // namespace muster::transport
