#include "range/link/Relay.h"

#include "range/link/BlackHole.h"
#include "range/processes/Say.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int backlog = 128;
constexpr std::size_t mostConnections = 1000;

void shareAddress(int socket, bool share) {
    const int value = share ? 1 : 0;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &value, sizeof value);
}

} // namespace

Relay::Relay(std::string name, int port, int targetPort)
    : m_name(std::move(name)), m_port(port), m_targetPort(targetPort),
      m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Relay::~Relay() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    ::eventfd_write(m_wake, 1);
    if (m_thread.joinable())
        m_thread.join();
    ::close(m_listener);
    ::close(m_wake);
}

Result<> Relay::start() {
    shareAddress(m_listener, true);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (m_wake < 0 || ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(m_listener, backlog) != 0)
        return failure({.what = "cannot listen on port " + std::to_string(m_port) + " of 127.0.0.1",
                        .why = std::strerror(errno),
                        .next = "see who listens there: ss -ltnp",
                        .target = m_name});
    m_blackHole = blackHoleForm(m_listener);
    m_shown.blackHole = m_blackHole;
    m_thread = std::thread([this] { work(); });
    return {};
}

Relay::State Relay::state() const {
    const std::lock_guard lock(m_mutex);
    return m_shown;
}

Relay::State Relay::change(const std::function<void(Faults&)>& how) {
    std::unique_lock lock(m_mutex);
    how(m_wanted);
    const auto number = ++m_wantedNumber;
    ::eventfd_write(m_wake, 1);
    m_changed.wait(lock, [&] { return m_doneNumber >= number || m_stop; });
    return m_shown;
}

void Relay::takeOverFaults(Flow::Time now) {
    const bool wasReset = m_faults.reset;
    const bool wasDropped = m_faults.dropped;
    m_faults = m_wanted;
    if (m_faults.dropped != wasDropped)
        drop(m_faults.dropped);
    if (m_faults.reset) {
        // Linux refuses whoever comes from now on, resets those that wait to be accepted, and leaves the
        // socket bound. Others that set SO_REUSEADDR could share the port then, unless we take it back.
        ::shutdown(m_listener, SHUT_RD);
        shareAddress(m_listener, false);
        for (const auto& each : m_connections)
            each->reset();
        m_counters.reset += m_connections.size();
        m_connections.clear();
    } else if (wasReset) {
        shareAddress(m_listener, true); // with what is left of its own closed connections
        if (::listen(m_listener, backlog) != 0)
            say("link", m_name + " cannot listen again: " + std::strerror(errno));
    }
    for (const auto& each : m_connections)
        each->hasten(m_faults, now);
}

void Relay::drop(bool on) {
    if (!on)
        passPackets(m_listener);
    else if (dropPackets(m_listener) && !m_faults.reset)
        accept(); // those that the kernel had accepted already belong to the black hole as well
    for (const auto& each : m_connections)
        each->drop(on);
}

void Relay::accept() {
    while (m_connections.size() < mostConnections) {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client < 0)
            return;
        ++m_counters.accepted;
        m_connections.push_back(std::make_unique<Connection>(client, m_targetPort));
    }
}

int Relay::patience(Flow::Time now) const {
    std::optional<Flow::Time> first;
    for (const auto& each : m_connections) {
        const auto due = each->nextDue(m_faults, now);
        if (due && (!first || *due < *first))
            first = due;
    }
    if (!first)
        return -1;
    return static_cast<int>(std::chrono::ceil<Milliseconds>(*first - now).count());
}

void Relay::work() {
    std::vector<pollfd> waiting;
    for (;;) {
        auto now = Clock::now();
        {
            const std::lock_guard lock(m_mutex);
            if (m_stop)
                return;
            if (m_doneNumber != m_wantedNumber)
                takeOverFaults(now);
            m_doneNumber = m_wantedNumber;
            m_counters.connections = static_cast<int>(m_connections.size());
            m_shown = {m_faults, m_counters, m_blackHole};
        }
        m_changed.notify_all();
        waiting.assign({{m_wake, POLLIN, 0}});
        // A program that hangs accepts nobody either: the kernel does it for it, until its queue is full.
        if (!m_faults.reset && !m_faults.isStopped(Way::up) && m_connections.size() < mostConnections)
            waiting.push_back({m_listener, POLLIN, 0});
        for (const auto& each : m_connections)
            each->addTo(waiting, m_faults, now);
        ::poll(waiting.data(), waiting.size(), patience(now));
        eventfd_t count = 0;
        ::eventfd_read(m_wake, &count);
        now = Clock::now();
        if (!m_faults.reset && !m_faults.isStopped(Way::up))
            accept();
        m_connections.remove_if([&](const auto& each) { return !each->work(m_faults, now, m_counters); });
    }
}

} // namespace muster::range
