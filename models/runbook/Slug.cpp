#include "models/runbook/Slug.h"

#include <cstdint>
#include <re2/re2.h>

namespace muster::runbook {
namespace {

// Lower case of the two-byte letters of UTF-8 (Latin, Greek, Cyrillic): all that headings of runbooks need
// beyond ASCII, without a locale.
std::uint32_t lowered(std::uint32_t point) {
    const auto in = [&](std::uint32_t first, std::uint32_t last) { return point >= first && point <= last; };
    if (in('A', 'Z') || (in(0xc0, 0xde) && point != 0xd7) || (in(0x391, 0x3ab) && point != 0x3a2))
        return point + 32;
    if (in(0x410, 0x42f))
        return point + 32;
    if (in(0x400, 0x40f))
        return point + 80;
    const bool even = in(0x100, 0x12f) || in(0x132, 0x137) || in(0x14a, 0x177) || in(0x460, 0x481) ||
                      in(0x48a, 0x4bf) || in(0x1de, 0x1ef) || in(0x222, 0x233);
    const bool odd = in(0x139, 0x148) || in(0x179, 0x17e);
    if (point == 0x178)
        return 0xff;
    return (even && point % 2 == 0) || (odd && point % 2 == 1) ? point + 1 : point;
}

std::string lower(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            out += static_cast<char>(lowered(lead));
        } else if (lead >= 0xc2 && lead <= 0xdf && i + 1 < text.size()) {
            const auto tail = static_cast<unsigned char>(text[++i]);
            const std::uint32_t point = lowered(((lead & 0x1fU) << 6U) | (tail & 0x3fU));
            out += static_cast<char>(0xc0U | (point >> 6U));
            out += static_cast<char>(0x80U | (point & 0x3fU));
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace

std::string slugOf(std::string_view title) {
    static const re2::RE2 removed(R"([^\pL\pM\p{Nd}\p{Nl}\p{Pc}\- ])");
    std::string out = lower(title);
    re2::RE2::GlobalReplace(&out, removed, "");
    for (char& c : out)
        if (c == ' ')
            c = '-';
    return out;
}

std::string Slugs::next(std::string_view title) {
    const std::string slug = slugOf(title);
    const auto found = m_used.find(slug);
    if (found == m_used.end()) {
        m_used.emplace(slug, 0);
        return slug;
    }
    std::string out;
    do
        out = slug + "-" + std::to_string(++found->second);
    while (m_used.contains(out));
    m_used.emplace(out, 0);
    return out;
}

} // namespace muster::runbook
