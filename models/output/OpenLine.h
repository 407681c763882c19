// A line whose end has not come yet. Bytes are taken as they come, in pieces of any size: beyond a bound
// they are only counted and hashed, and of a line that carriage returns write anew again and again (a
// progress bar) only the last state is kept, with the number of those before it.
#pragma once

#include "models/output/KeyedHash.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster::output {

class OpenLine {
public:
    // Takes bytes up to and with the first newline; returns how many. `ended()` tells whether it came.
    std::size_t take(std::string_view bytes, std::size_t limit, const KeyedHash& hash);

    [[nodiscard]] bool ended() const { return m_ended; }
    [[nodiscard]] bool empty() const {
        return m_kept.empty() && m_beyond == 0 && m_states == 0 && !m_pendingReturn;
    }
    [[nodiscard]] std::string text() const; // printable
    [[nodiscard]] std::uint64_t cutBytes() const { return m_beyond + (m_kept.size() - whole()); }
    [[nodiscard]] std::uint64_t states() const { return m_states; }
    [[nodiscard]] std::uint64_t restHash() const { return m_restHash; } // of what was cut off
    [[nodiscard]] const std::string& kept() const { return m_kept; }

    std::int64_t utcMs = 0;

private:
    void put(std::string_view bytes, std::size_t limit, const KeyedHash& hash);
    [[nodiscard]] std::size_t whole() const;

    std::string m_kept;
    std::uint64_t m_beyond = 0, m_restHash = 0, m_states = 0;
    int m_returns = 0; // that stand in m_kept
    bool m_pendingReturn = false;
    bool m_ended = false;
};

// Whether every byte may be shown as it is, on one line.
bool plainBytes(std::string_view bytes);

} // namespace muster::output
