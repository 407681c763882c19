// What a service says when it does not do what it was asked for: the words that tell a person, and the search
// for a runbook, what is wrong. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::measure {

// More of a body is not kept.
constexpr std::size_t longestAnswer = 4096; // bytes

// The first words of a body, on one line and safe to show, at most 300 bytes. Of a JSON object its members
// with words for people (as of RFC 9457 and of common frameworks); nothing of HTML and of what is no text.
// Where the service repeats one of `secrets`, stars stand for it.
[[nodiscard]] std::string wordsOfAnswer(std::string_view body, const std::vector<std::string>& secrets);

} // namespace muster::measure
