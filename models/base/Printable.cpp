#include "models/base/Printable.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace muster {
namespace {

// Length of the valid UTF-8 sequence at the start of `bytes` (0: none), its code point in `point`.
// Follows RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
std::size_t decode(std::string_view bytes, std::uint32_t& point) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = at(0);
    std::size_t length = 0;
    if (lead < 0x80) {
        point = lead;
        return 1;
    }
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
        point = lead & 0x1fU;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        point = lead & 0x0fU;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        point = lead & 0x07U;
    } else {
        return 0;
    }
    if (bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((at(i) & 0xc0U) != 0x80U)
            return 0;
        point = (point << 6U) | (at(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

bool misleads(std::uint32_t point) {
    const bool control = point < 0x20 || (point >= 0x7f && point <= 0x9f);
    const bool direction = point == 0x200e || point == 0x200f || point == 0x061c ||
                           (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    const bool invisible = (point >= 0x200b && point <= 0x200d) || point == 0x2060 || point == 0xfeff ||
                           point == 0x2028 || point == 0x2029;
    return control || direction || invisible;
}

std::string escaped(std::uint32_t point) {
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), point < 0x100 ? "\\x%02x" : "\\u%04x", point);
    return out.data();
}

} // namespace

std::string printable(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        std::uint32_t point = 0;
        const std::size_t length = decode(bytes, point);
        if (length == 0) {
            out += escaped(static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
            continue;
        }
        if (point != '\n' && point != '\t' && misleads(point))
            out += escaped(point);
        else
            out += bytes.substr(0, length);
        bytes.remove_prefix(length);
    }
    return out;
}

std::string printableLine(std::string_view bytes, std::size_t limit) {
    std::string out;
    for (const char c : printable(bytes.substr(0, limit * 4))) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else
            out += c;
    }
    if (out.size() > limit) {
        std::size_t cut = limit;
        while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xc0U) == 0x80U)
            --cut;
        out.resize(cut);
        out += "…";
    }
    return out;
}

} // namespace muster
