#include "range/link/Connection.h"

#include "range/link/BlackHole.h"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr std::array<Way, 2> bothWays{Way::up, Way::down};

Way opposite(Way way) {
    return way == Way::up ? Way::down : Way::up;
}

void sendAtOnce(int socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

void closeWithReset(int& socket) {
    if (socket < 0)
        return;
    const linger none{1, 0}; // socket(7): closing drops what is unsent, and TCP then sends RST
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    ::close(socket);
    socket = -1;
}

} // namespace

Connection::Connection(int client, int targetPort)
    : m_client(client), m_target(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sendAtOnce(m_client);
    sendAtOnce(m_target);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(targetPort));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_target, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        m_connecting = false;
    else if (errno != EINPROGRESS) {
        m_connecting = false;
        m_down.breakOff({});
        m_up.drop();
    }
}

Connection::~Connection() {
    for (const int socket : {m_client, m_target})
        if (socket >= 0)
            ::close(socket);
}

bool Connection::isDue(Way way, Flow::Time now) const {
    const auto due = flow(way).due();
    return due && *due <= now;
}

void Connection::addTo(std::vector<pollfd>& waiting, const Faults& faults, Flow::Time now) const {
    const auto add = [&](int socket, bool toRead, bool toWrite) {
        const auto events = static_cast<short>((toRead ? POLLIN : 0) | (toWrite ? POLLOUT : 0));
        // poll(2) reports a hang-up even of a socket of which nothing is asked: such a one is left out.
        if (socket >= 0 && events != 0)
            waiting.push_back({socket, events, 0});
    };
    const auto reads = [&](Way way) { return !faults.isStopped(way) && flow(way).takes(); };
    const auto writes = [&](Way way) { return !faults.isStopped(way) && isDue(way, now); };
    add(m_client, reads(Way::up), writes(Way::down));
    add(m_target, !m_connecting && reads(Way::down), m_connecting || writes(Way::up));
}

std::optional<Flow::Time> Connection::nextDue(const Faults& faults, Flow::Time now) const {
    std::optional<Flow::Time> first;
    for (const Way way : bothWays) {
        const auto due = flow(way).due();
        if (due && *due > now && !faults.isStopped(way) && (!first || *due < *first))
            first = due;
    }
    return first;
}

void Connection::finishConnecting(const Faults& faults, Flow::Time now) {
    int code = 0;
    socklen_t size = sizeof code;
    pollfd ready{m_target, POLLOUT, 0};
    if (::poll(&ready, 1, 0) <= 0)
        return;
    m_connecting = false;
    ::getsockopt(m_target, SOL_SOCKET, SO_ERROR, &code, &size);
    if (code != 0) {
        m_down.breakOff(now + faults.delayOf(Way::down));
        m_up.drop();
    }
}

bool Connection::pass(Way way, const Faults& faults, Flow::Time now, Counters& counters) {
    if (faults.isStopped(way))
        return true;
    auto& on = flow(way);
    if (on.takes() && source(way) >= 0 && !(m_connecting && way == Way::down))
        on.read(source(way), now + faults.delayOf(way));
    if (m_connecting && way == Way::up)
        return true;
    if (!on.write(sink(way), now, counters.bytes[static_cast<std::size_t>(way)])) {
        // The one who should take it is gone. Its own way back brings the news, unless that is stopped.
        on.drop();
        flow(opposite(way)).breakOff(now + faults.delayOf(opposite(way)));
    }
    switch (on.takeEnd(now)) {
    case Flow::End::none:
        return true;
    case Flow::End::broken:
        return false;
    case Flow::End::finished:
        break;
    }
    ::shutdown(sink(way), SHUT_WR);
    (way == Way::up ? m_upFinished : m_downFinished) = true;
    return true;
}

bool Connection::work(const Faults& faults, Flow::Time now, Counters& counters) {
    if (m_connecting)
        finishConnecting(faults, now);
    for (const Way way : bothWays) {
        if (!pass(way, faults, now, counters)) {
            ++counters.reset;
            reset();
            return false;
        }
    }
    return !(m_upFinished && m_downFinished);
}

void Connection::reset() {
    closeWithReset(m_client);
    closeWithReset(m_target);
}

void Connection::drop(bool on) const {
    for (const int socket : {m_client, m_target}) {
        if (socket < 0)
            continue;
        if (!on)
            passPackets(socket);
        else if (!dropPackets(socket))
            return; // the link is stopped then, and says that it is the weaker form
    }
}

void Connection::hasten(const Faults& faults, Flow::Time now) {
    m_up.hasten(now + faults.delayOf(Way::up));
    m_down.hasten(now + faults.delayOf(Way::down));
}

} // namespace muster::range
