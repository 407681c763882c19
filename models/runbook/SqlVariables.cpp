#include "models/runbook/SqlVariables.h"

#include <algorithm>

namespace muster::runbook {
namespace {

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The end of what begins at `at`, when that is a literal, an identifier or a comment; else `at`.
std::size_t skipQuoted(std::string_view text, std::size_t at) {
    const auto after = [&](std::string_view end, std::size_t from) {
        const auto found = text.find(end, from);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    if (text[at] == '\'' || text[at] == '"')
        return after(text.substr(at, 1), at + 1);
    if (text.substr(at, 2) == "--")
        return after("\n", at) - (after("\n", at) == text.size() ? 0 : 1);
    if (text.substr(at, 2) == "/*")
        return after("*/", at + 2);
    if (text[at] != '$' || (at > 0 && isNameCharacter(text[at - 1])))
        return at;
    std::size_t end = at + 1;
    while (end < text.size() && isNameCharacter(text[end]))
        ++end;
    const bool tag = end < text.size() && text[end] == '$' && !(text[at + 1] >= '0' && text[at + 1] <= '9');
    return tag ? after(text.substr(at, end + 1 - at), end + 1) : at;
}

} // namespace

std::vector<SqlVariable> sqlVariables(std::string_view text) {
    std::vector<SqlVariable> out;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto end = skipQuoted(text, at); end > at) {
            at = end;
            continue;
        }
        const bool colon = text[at] == ':' && at + 1 < text.size();
        if (colon && text[at + 1] == ':') {
            at += 2;
            continue;
        }
        if (!colon) {
            ++at;
            continue;
        }
        std::size_t begin = at + 1;
        const char open = text[begin];
        const bool test = text.substr(begin, 2) == "{?";
        const bool quoted = open == '\'' || open == '"' || test;
        begin += test ? 2 : quoted ? 1 : 0;
        std::size_t end = begin;
        while (end < text.size() && isNameCharacter(text[end]))
            ++end;
        const char close = test ? '}' : open;
        const bool closed = !quoted || (end < text.size() && text[end] == close);
        const bool slice = !quoted && begin < text.size() && text[begin] >= '0' && text[begin] <= '9';
        if (end > begin && closed && !slice) {
            const auto lineStart = text.rfind('\n', at);
            const auto line =
                1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
            const auto column = lineStart == std::string_view::npos ? at + 1 : at - lineStart;
            out.push_back({std::string(text.substr(begin, end - begin)), quoted, static_cast<int>(line),
                           static_cast<int>(column)});
            at = end + (quoted ? 1 : 0);
        } else {
            at = begin;
        }
    }
    return out;
}

} // namespace muster::runbook
