// Finds the lines in which a text stands, a slice of the work at a time, so that whoever shows them is never
// held up; lines that come later are looked at by the next slices.
#pragma once

#include "models/output/OutputLog.h"

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::output {

// A text to look for. Without case, ASCII, Latin-1, Greek and Cyrillic letters are folded; others are not.
class Needle {
public:
    Needle() = default;
    Needle(std::string_view text, bool matchCase);

    [[nodiscard]] bool empty() const { return m_text.empty(); }
    // Where it begins in `hay` at or after `from`; npos: nowhere.
    [[nodiscard]] std::size_t in(std::string_view hay, std::size_t from = 0) const;
    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    bool operator==(const Needle&) const = default;

private:
    [[nodiscard]] bool matchesAt(std::string_view hay, std::size_t at) const;

    std::string m_text; // folded
    bool m_matchCase = true;
};

class Finder {
public:
    void look(const Needle& needle); // begins anew, if it is another one
    [[nodiscard]] const Needle& needle() const { return m_needle; }
    // Looks through about `bytes` of text. True: all that there is was seen.
    bool slice(const OutputLog& log, std::size_t bytes = 1U << 20U);
    void clear() { m_lines.clear(), m_seen = 0; } // after the log was cleared

    // The lines found so far, in the order of arrival; low halves of their numbers.
    [[nodiscard]] const std::deque<std::uint32_t>& lines() const { return m_lines; }
    [[nodiscard]] std::uint64_t seen() const { return m_seen; } // up to this line all were looked at

private:
    Needle m_needle;
    std::deque<std::uint32_t> m_lines;
    std::uint64_t m_seen = 0;
};

} // namespace muster::output
