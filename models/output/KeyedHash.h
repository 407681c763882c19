// Tells equal texts from different ones without keeping them: the value of a polynomial over the prime
// 2^61-1 at a secret point. Whoever writes the texts but does not know the key cannot make two different
// ones look equal (chance: their length in words / 2^61).
#pragma once

#include <cstdint>
#include <string_view>

namespace muster::output {

class KeyedHash {
public:
    // `key`: random, kept for as long as values are compared.
    explicit KeyedHash(std::uint64_t key);

    [[nodiscard]] std::uint64_t of(std::string_view text) const;
    // Of a sequence, from the value so far and what comes next (0 begins).
    [[nodiscard]] std::uint64_t join(std::uint64_t soFar, std::uint64_t next) const;

private:
    std::uint64_t m_key;
};

} // namespace muster::output
