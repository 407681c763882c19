#include "range/link/Flow.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace muster::range {
namespace {

constexpr std::size_t atOnce = 64UL * 1024;
// As much as a socket would buffer: a peer that does not read holds the other one up, link or no link.
constexpr std::size_t most = 1024UL * 1024;

bool isForLater(int code) {
    return code == EAGAIN || code == EWOULDBLOCK || code == EINTR;
}

} // namespace

bool Flow::takes() const {
    return m_end == End::none && !m_dropped && m_size < most;
}

void Flow::read(int from, Time due) {
    std::array<char, atOnce> buffer;
    const auto got = ::recv(from, buffer.data(), buffer.size(), 0);
    if (got > 0) {
        m_waiting.push_back({std::string(buffer.data(), static_cast<std::size_t>(got)), 0, due});
        m_size += static_cast<std::size_t>(got);
    } else if (got == 0) {
        m_end = End::finished;
        m_endDue = due;
    } else if (!isForLater(errno)) {
        breakOff(due);
    }
}

void Flow::breakOff(Time due) {
    m_end = End::broken;
    m_endDue = due;
    m_endTaken = false; // a break may follow a stream that had finished
}

void Flow::drop() {
    m_dropped = true;
    m_waiting.clear();
    m_size = 0;
}

std::optional<Flow::Time> Flow::due() const {
    if (!m_waiting.empty())
        return m_waiting.front().due;
    if (m_end != End::none && !m_endTaken)
        return m_endDue;
    return std::nullopt;
}

void Flow::hasten(Time latest) {
    for (auto& piece : m_waiting)
        piece.due = std::min(piece.due, latest);
    m_endDue = std::min(m_endDue, latest);
}

bool Flow::write(int to, Time now, std::uint64_t& passed) {
    while (!m_waiting.empty() && m_waiting.front().due <= now) {
        auto& piece = m_waiting.front();
        const auto sent =
            ::send(to, piece.bytes.data() + piece.written, piece.bytes.size() - piece.written, MSG_NOSIGNAL);
        if (sent < 0)
            return isForLater(errno);
        passed += static_cast<std::uint64_t>(sent);
        piece.written += static_cast<std::size_t>(sent);
        if (piece.written < piece.bytes.size())
            return true;
        m_size -= piece.bytes.size();
        m_waiting.pop_front();
    }
    return true;
}

Flow::End Flow::takeEnd(Time now) {
    if (m_endTaken || m_end == End::none || !m_waiting.empty() || m_endDue > now)
        return End::none;
    m_endTaken = true;
    return m_end;
}

} // namespace muster::range
