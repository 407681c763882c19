#include "models/output/OpenLine.h"

#include "models/base/Printable.h"

#include <algorithm>

namespace muster::output {
namespace {

constexpr int returnsShown = 2; // so many are data in a line; more make it a progress bar

} // namespace

bool plainBytes(std::string_view bytes) {
    unsigned bad = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        bad |= static_cast<unsigned>((byte < 0x20 && byte != '\t') || byte > 0x7e);
    }
    return bad == 0;
}

std::size_t OpenLine::take(std::string_view bytes, std::size_t limit, const KeyedHash& hash) {
    const std::size_t newline = bytes.find('\n');
    m_ended = newline != bytes.npos;
    std::string_view rest = bytes.substr(0, newline);
    while (!rest.empty()) {
        if (m_pendingReturn && rest.front() != '\r') {
            m_pendingReturn = false;
            if (m_states > 0 || m_returns == returnsShown) {
                m_states += m_states > 0 ? 1 : static_cast<std::uint64_t>(returnsShown) + 1;
                m_kept.clear();
                m_beyond = m_restHash = 0;
            } else {
                ++m_returns;
                put("\r", limit, hash);
            }
        }
        const std::size_t turn = rest.find('\r');
        put(rest.substr(0, turn), limit, hash);
        if (turn == rest.npos)
            break;
        m_pendingReturn = true; // with a newline behind it, it is but the end of a line
        rest.remove_prefix(turn + 1);
    }
    return m_ended ? newline + 1 : bytes.size();
}

void OpenLine::put(std::string_view bytes, std::size_t limit, const KeyedHash& hash) {
    const std::size_t room = m_kept.size() < limit ? limit - m_kept.size() : 0;
    m_kept += bytes.substr(0, room);
    if (bytes.size() <= room)
        return;
    bytes.remove_prefix(room);
    m_beyond += bytes.size();
    for (const char c : bytes) // byte by byte: pieces may be cut anywhere
        m_restHash = hash.join(m_restHash, static_cast<unsigned char>(c));
}

// Where the kept text ends when a character that the bound cut in two is left out.
std::size_t OpenLine::whole() const {
    if (m_beyond == 0)
        return m_kept.size();
    std::size_t begin = m_kept.size();
    for (int i = 0; i < 4 && begin > 0; ++i) {
        const auto byte = static_cast<unsigned char>(m_kept[--begin]);
        if ((byte & 0xc0U) == 0x80U)
            continue;
        const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
        return m_kept.size() - begin < length ? begin : m_kept.size();
    }
    return m_kept.size();
}

std::string OpenLine::text() const {
    const std::string_view shown = std::string_view(m_kept).substr(0, whole());
    return plainBytes(shown) ? std::string(shown) : printable(shown);
}

} // namespace muster::output
