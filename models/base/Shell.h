// The only place where text becomes a word of a POSIX shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

// `value` as exactly one word, whatever bytes it holds (a NUL byte cannot be passed to a program: the
// caller refuses it before). "it's" -> 'it'\''s'.
std::string shellQuote(std::string_view value);

// A command line of quoted words; words that need no quoting are left bare, for people who read it.
std::string shellJoin(const std::vector<std::string>& words);

// True for names that may stand left of `=` in an assignment: [A-Za-z_][A-Za-z0-9_]*.
bool isShellName(std::string_view name);

} // namespace muster
