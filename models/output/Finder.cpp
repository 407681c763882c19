#include "models/output/Finder.h"

#include <algorithm>
#include <cstring>

namespace muster::output {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// The letter of two bytes that stands at `at`, in small; both small forms have two bytes as well.
std::pair<unsigned char, unsigned char> lowerPair(unsigned char lead, unsigned char next) {
    unsigned point = ((lead & 0x1fU) << 6U) | (next & 0x3fU);
    const bool latin = point >= 0xc0 && point <= 0xde && point != 0xd7;
    const bool greek = point >= 0x391 && point <= 0x3a9;
    const bool cyrillic = point >= 0x410 && point <= 0x42f;
    if (latin || greek || cyrillic)
        point += 0x20;
    else if (point >= 0x400 && point <= 0x40f)
        point += 0x50;
    return {static_cast<unsigned char>(0xc0U | (point >> 6U)),
            static_cast<unsigned char>(0x80U | (point & 0x3fU))};
}

bool isPair(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return lead >= 0xc2 && lead <= 0xdf && at + 1 < text.size();
}

} // namespace

Needle::Needle(std::string_view text, bool matchCase) : m_text(text), m_matchCase(matchCase) {
    for (std::size_t i = 0; !matchCase && i < m_text.size(); ++i) {
        if (isPair(m_text, i)) {
            const auto [lead, next] =
                lowerPair(static_cast<unsigned char>(m_text[i]), static_cast<unsigned char>(m_text[i + 1]));
            m_text[i] = static_cast<char>(lead);
            m_text[++i] = static_cast<char>(next);
        } else {
            m_text[i] = lower(m_text[i]);
        }
    }
}

bool Needle::matchesAt(std::string_view hay, std::size_t at) const {
    if (hay.size() - at < m_text.size())
        return false;
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        const char here = hay[at + i];
        if (isPair(hay, at + i) && i + 1 < m_text.size()) {
            const auto [lead, next] =
                lowerPair(static_cast<unsigned char>(here), static_cast<unsigned char>(hay[at + i + 1]));
            if (static_cast<char>(lead) != m_text[i] || static_cast<char>(next) != m_text[i + 1])
                return false;
            ++i;
        } else if (lower(here) != m_text[i]) {
            return false;
        }
    }
    return true;
}

std::size_t Needle::in(std::string_view hay, std::size_t from) const {
    if (m_text.empty() || from >= hay.size())
        return std::string_view::npos;
    if (m_matchCase)
        return hay.find(m_text, from);
    const char first = m_text.front();
    const auto lead = static_cast<unsigned char>(first);
    if (lead >= 0x80) { // a letter whose capital may begin with another byte
        for (std::size_t at = from; at + m_text.size() <= hay.size(); ++at) {
            if (static_cast<unsigned char>(hay[at]) >= 0xc0 && matchesAt(hay, at))
                return at;
        }
        return std::string_view::npos;
    }
    // Both cases of the first letter, each with memchr: the rest of the text is skipped over quickly.
    const char capital = first >= 'a' && first <= 'z' ? static_cast<char>(first - 32) : first;
    std::size_t small = hay.find(first, from);
    std::size_t large = capital == first ? std::string_view::npos : hay.find(capital, from);
    while (small != std::string_view::npos || large != std::string_view::npos) {
        std::size_t& next = small < large ? small : large;
        if (matchesAt(hay, next))
            return next;
        next = hay.find(hay[next], next + 1);
    }
    return std::string_view::npos;
}

void Finder::look(const Needle& needle) {
    if (needle == m_needle)
        return;
    m_needle = needle;
    clear();
}

bool Finder::slice(const OutputLog& log, std::size_t bytes) {
    const LineStore& store = log.store();
    while (!m_lines.empty() &&
           static_cast<std::int32_t>(m_lines.front() - static_cast<std::uint32_t>(store.first())) < 0)
        m_lines.pop_front();
    m_seen = std::max(m_seen, store.first());
    if (m_needle.empty()) {
        m_seen = store.end();
        return true;
    }
    std::size_t looked = 0;
    while (m_seen < store.end() && looked < bytes) {
        const LineStore::Chunk& chunk = store.chunk(store.chunkOf(m_seen));
        std::size_t at = chunk.lines[static_cast<std::size_t>(m_seen - chunk.first)].begin;
        looked += chunk.text.size() - at;
        while ((at = m_needle.in(chunk.text, at)) != std::string_view::npos) {
            const std::size_t line = chunk.lineOfByte(at);
            m_lines.push_back(static_cast<std::uint32_t>(chunk.first + line));
            if (line + 1 == chunk.lines.size())
                break;
            at = chunk.lines[line + 1].begin;
        }
        m_seen = chunk.first + chunk.lines.size();
    }
    return m_seen == store.end();
}

} // namespace muster::output
