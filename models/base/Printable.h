// Bytes from elsewhere, made safe to show: output of servers is data, never control.
#pragma once

#include <string>
#include <string_view>

namespace muster {

// Valid UTF-8 in which terminal escapes, other control characters (but newline and tab) and bidirectional
// overrides are shown as visible escapes such as \x1b or \u202e, and invalid bytes as \xNN.
std::string printable(std::string_view bytes);

// The same on one line: newline and tab are shown as \n and \t. At most `limit` bytes, cut with "…".
std::string printableLine(std::string_view bytes, std::size_t limit = 200);

} // namespace muster
