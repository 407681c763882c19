#include "models/base/Shell.h"

#include <algorithm>

namespace muster {
namespace {

bool isAlphabetic(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// Conservative on purpose: everything the shell could ever expand, split or read as a keyword is out.
bool isPlain(char c) {
    return isAlphabetic(c) || isDigit(c) || c == '-' || c == '.' || c == '/' || c == ':' || c == '@' ||
           c == ',';
}

} // namespace

std::string shellQuote(std::string_view value) {
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    out += '\'';
    return out;
}

std::string shellJoin(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty())
            out += ' ';
        out += !word.empty() && std::all_of(word.begin(), word.end(), isPlain) ? word : shellQuote(word);
    }
    return out;
}

bool isShellName(std::string_view name) {
    return !name.empty() && isAlphabetic(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return isAlphabetic(c) || isDigit(c); });
}

} // namespace muster
