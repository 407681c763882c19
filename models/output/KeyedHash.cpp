#include "models/output/KeyedHash.h"

#include <cstring>

namespace muster::output {
namespace {

constexpr std::uint64_t prime = (1ULL << 61U) - 1;
__extension__ using Wide = unsigned __int128;

std::uint64_t reduced(std::uint64_t value) {
    value = (value & prime) + (value >> 61U);
    return value >= prime ? value - prime : value;
}

} // namespace

KeyedHash::KeyedHash(std::uint64_t key) : m_key(reduced(key)) {
    if (m_key < 256)
        m_key += 0x1d1c0ffee5eedULL; // no point at which short texts would stay small
}

std::uint64_t KeyedHash::join(std::uint64_t soFar, std::uint64_t next) const {
    const Wide product = static_cast<Wide>(soFar) * m_key;
    const auto low = static_cast<std::uint64_t>(product & prime);
    const auto high = static_cast<std::uint64_t>(product >> 61U);
    return reduced(reduced(low + high) + reduced(next) + 1);
}

std::uint64_t KeyedHash::of(std::string_view text) const {
    std::uint64_t value = join(0, text.size()); // the length first: padding of the last word cannot mislead
    while (!text.empty()) {
        std::uint64_t word = 0;
        const std::size_t length = text.size() < 7 ? text.size() : 7; // 56 bits stay below the prime
        std::memcpy(&word, text.data(), length);
        value = join(value, word);
        text.remove_prefix(length);
    }
    return value;
}

} // namespace muster::output
