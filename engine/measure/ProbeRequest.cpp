#include "engine/measure/ProbeRequest.h"

#include "models/base/Printable.h"

#include <algorithm>
#include <array>

namespace muster::measure {

namespace {

tl::unexpected<Error> wrong(std::string why) {
    return failure({.what = "cannot use the probe's request",
                    .why = std::move(why),
                    .next = "correct `probe` in the environment file",
                    .target = {},
                    .retry = Retry::never});
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

std::string_view takeLine(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

bool isToken(std::string_view text) {
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~"; // RFC 9110, 5.6.2
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || others.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

// The values need no encoding (isProbeName), so one substitution serves path, header and body.
Result<Pattern> pattern(std::string_view text, const std::string& run, const std::string& client) {
    std::vector<std::string> pieces{""};
    while (!text.empty()) {
        const auto open = text.find("{{");
        pieces.back() += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const auto close = text.find("}}", open);
        if (close == std::string_view::npos)
            return wrong("'{{' is never closed");
        const auto name = trimmed(text.substr(open + 2, close - open - 2));
        if (name == "run")
            pieces.back() += run;
        else if (name == "client")
            pieces.back() += client;
        else if (name == "sequence")
            pieces.emplace_back();
        else
            return wrong("it has no value for {{" + printableLine(name, 60) +
                         "}}; a probe knows run, client and sequence");
        text.remove_prefix(close + 2);
    }
    return Pattern{std::move(pieces)};
}

bool isReserved(std::string_view header) {
    std::string lower(header);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static constexpr std::array<std::string_view, 4> reserved{"content-length", "transfer-encoding",
                                                              "connection", "expect"};
    return std::find(reserved.begin(), reserved.end(), lower) != reserved.end();
}

} // namespace

std::string Pattern::at(std::int64_t sequence) const {
    std::string text = m_pieces.front();
    const auto number = std::to_string(sequence);
    for (std::size_t i = 1; i < m_pieces.size(); ++i)
        text.append(number).append(m_pieces[i]);
    return text;
}

bool isProbeName(std::string_view name) {
    return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

Result<ProbeRequest> parseProbeRequest(std::string_view text, const std::string& run,
                                       const std::string& client) {
    if (text.find('\0') != std::string_view::npos)
        return wrong("it holds a NUL byte");
    while (!text.empty() && (text.front() == '\n' || text.front() == '\r'))
        text.remove_prefix(1);

    ProbeRequest request;
    auto line = trimmed(takeLine(text));
    for (const std::string_view version : {" HTTP/1.1", " HTTP/1.0"})
        if (line.ends_with(version))
            line = trimmed(line.substr(0, line.size() - version.size()));
    const auto blank = line.find(' ');
    request.method = line.substr(0, blank);
    const auto target = blank == std::string_view::npos ? std::string_view{} : trimmed(line.substr(blank));
    if (!isToken(request.method) || !target.starts_with('/') ||
        std::any_of(target.begin(), target.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        return wrong("its first line is '" + printableLine(line, 80) +
                     "', not a method and a path such as 'POST /writes'");
    auto path = pattern(target, run, client);
    if (!path)
        return tl::unexpected(path.error());
    request.target = std::move(*path);
    if (request.target.at(1).find(' ') != std::string::npos)
        return wrong("its path holds a blank: '" + printableLine(target, 80) + "'; write %20");
    request.shown = target.substr(0, target.find('?'));

    for (int number = 2; !text.empty(); ++number) {
        line = trimmed(takeLine(text));
        if (line.empty())
            break;
        const auto colon = line.find(':');
        const auto name = line.substr(0, colon);
        if (colon == std::string_view::npos || !isToken(name))
            return wrong("line " + std::to_string(number) + " is no header: '" + printableLine(line, 80) +
                         "'");
        if (isReserved(name))
            return wrong("line " + std::to_string(number) + " sets " + std::string(name) +
                         ", which the prober sets itself");
        auto value = pattern(trimmed(line.substr(colon + 1)), run, client);
        if (!value)
            return tl::unexpected(value.error());
        request.headers.emplace_back(name, std::move(*value));
    }
    // The template's last newline belongs to the file, not to the body.
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    auto body = pattern(text, run, client);
    if (!body)
        return tl::unexpected(body.error());
    request.body = std::move(*body);
    request.hasBody = !text.empty();
    return request;
}

} // namespace muster::measure
