#include "models/runbook/HttpText.h"

#include "models/base/Json.h"

#include <algorithm>
#include <array>

namespace muster::runbook {
namespace {

using document::fillTemplate;

tl::unexpected<Error> refused(std::string what, std::string why, std::string next) {
    return failure({std::move(what), std::move(why), std::move(next), "", Retry::never});
}

bool isUnreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool isControl(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

// RFC 3986, section 2.1: everything but unreserved characters.
std::string percentEncoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(c))
            out += c;
        else
            out += {'%', digits[byte >> 4U], digits[byte & 0xfU]};
    }
    return out;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

std::string_view takeLine(std::string_view& rest) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

bool isDotSegment(const std::string& segment) {
    std::string plain;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        if (segment[i] == '%' && lower(segment.substr(i, 3)) == "%2e") {
            plain += '.';
            i += 2;
        } else {
            plain += segment[i];
        }
    }
    return plain == "." || plain == "..";
}

Result<std::string> expandUrl(std::string_view target, const Values& values, std::string_view baseUrl) {
    while (baseUrl.ends_with('/'))
        baseUrl.remove_suffix(1);
    std::string_view path = target;
    if (!target.starts_with('/')) {
        if (!target.starts_with(baseUrl) || baseUrl.empty())
            return refused("'" + std::string(target) + "' leaves the service",
                           "only paths below " + std::string(baseUrl) + " may be asked",
                           "write the path alone, as in GET /health");
        path.remove_prefix(baseUrl.size());
    }
    if (!path.empty() && path.front() != '/' && path.front() != '?')
        return refused("'" + std::string(target) + "' leaves the service",
                       "it only begins like " + std::string(baseUrl),
                       "write the path alone, as in GET /health");
    if (path.find_first_of("#\\ \t") != std::string_view::npos)
        return refused("'" + std::string(target) + "' is not a path", "it holds a blank, '#' or a backslash",
                       "write %20, %23 or %5C");
    const auto query = path.find('?');
    auto filled =
        fillTemplate(path.substr(0, query), values, [](const std::string& value) -> Result<std::string> {
            if (value.empty())
                return refused("a value in the path is empty", "the request would mean something else",
                               "correct the value");
            return percentEncoded(value);
        });
    if (!filled)
        return filled;
    for (std::size_t at = 0; at < filled->size();) {
        const auto end = std::min(filled->find('/', at), filled->size());
        if (isDotSegment(filled->substr(at, end - at)))
            return refused("'" + *filled + "' climbs out of its path", "a segment is '.' or '..'",
                           "correct the value");
        at = end + 1;
    }
    std::string url = std::string(baseUrl) + *filled;
    if (query != std::string_view::npos) {
        auto rest = fillTemplate(path.substr(query), values, [](const std::string& value) {
            return Result<std::string>(percentEncoded(value));
        });
        if (!rest)
            return rest;
        url += *rest;
    }
    return url;
}

Result<std::pair<std::string, std::string>> expandHeader(std::string_view line, const Values& values) {
    const auto colon = line.find(':');
    const std::string name(trimmed(line.substr(0, colon)));
    const bool token = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return isUnreserved(c) || std::string_view("!#$%&'*+^`|").find(c) != std::string_view::npos;
    });
    if (colon == std::string_view::npos || !token)
        return refused("'" + std::string(line) + "' is not a header",
                       "an empty line must stand before the body", "write Name: value");
    static constexpr std::array own{"host", "content-length", "transfer-encoding", "connection", "upgrade"};
    if (std::find(own.begin(), own.end(), lower(name)) != own.end())
        return refused("the header '" + name + "' cannot be set", "Muster sets it itself", "remove the line");
    auto value = fillTemplate(trimmed(line.substr(colon + 1)), values);
    if (!value)
        return failure(std::move(value.error()));
    if (std::any_of(value->begin(), value->end(), isControl))
        return refused("the header '" + name + "' would hold a control character",
                       "a value has a line break in it", "correct the value");
    return std::pair(name, *value);
}

// Inside a string a value is escaped; outside it must be a number, true, false or null.
Result<std::string> expandJson(std::string_view body, const Values& values) {
    auto parts = document::templateParts(body);
    if (!parts)
        return failure(std::move(parts.error()));
    std::string out;
    bool inString = false;
    for (const auto& part : *parts) {
        if (!part.isValue) {
            for (std::size_t i = 0; i < part.text.size(); ++i) {
                if (part.text[i] == '"')
                    inString = !inString;
                else if (part.text[i] == '\\' && inString)
                    ++i;
            }
            out += part.text;
            continue;
        }
        auto value = document::valueOf(part.text, values);
        if (!value)
            return value;
        if (inString) {
            const auto escaped = Json(*value).dump(-1, ' ', false, Json::error_handler_t::replace);
            out += escaped.substr(1, escaped.size() - 2);
            continue;
        }
        const auto parsed = Json::parse(*value, nullptr, false);
        if (parsed.is_discarded() || parsed.is_structured() || parsed.is_string())
            return refused("the value of '" + part.text + "' stands outside of a JSON string",
                           "'" + *value + "' is no number, true, false or null",
                           "put it in quotes: \"{{" + part.text + "}}\"");
        out += parsed.dump();
    }
    if (!Json::accept(out))
        return refused("the body is not JSON", out.substr(0, 200), "mend the fence");
    return out;
}

Result<std::string> expandBody(std::string_view body, const Values& values, HttpText& request) {
    std::string type;
    for (const auto& [name, value] : request.headers)
        if (lower(name) == "content-type")
            type = lower(value);
    const auto first = body.find_first_not_of(" \t\n");
    if (type.empty() && first != std::string_view::npos && (body[first] == '{' || body[first] == '[') &&
        !body.substr(first).starts_with("{{")) {
        type = "application/json";
        request.headers.emplace_back("Content-Type", type);
    }
    if (type.find("json") != std::string::npos && first != std::string_view::npos)
        return expandJson(body, values);
    if (type.starts_with("application/x-www-form-urlencoded"))
        return fillTemplate(body, values, [](const std::string& value) {
            return Result<std::string>(percentEncoded(value));
        });
    return fillTemplate(body, values);
}

} // namespace

Result<HttpText> expandHttp(std::string_view text, const Values& values, std::string_view baseUrl) {
    HttpText out;
    std::string_view line;
    do {
        if (text.empty())
            return refused("the request is empty", "there is no request line",
                           "write METHOD /path, as in GET /health");
        line = trimmed(takeLine(text));
    } while (line.empty() || line.front() == '#');

    const auto blank = line.find(' ');
    out.method = line.substr(0, blank);
    const bool method =
        !out.method.empty() && out.method.size() <= 20 &&
        std::all_of(out.method.begin(), out.method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    auto target = blank == std::string_view::npos ? std::string_view() : trimmed(line.substr(blank));
    for (const std::string_view version : {" HTTP/1.0", " HTTP/1.1", " HTTP/2"})
        if (target.ends_with(version))
            target = trimmed(target.substr(0, target.size() - version.size()));
    if (!method || target.empty())
        return refused("'" + std::string(line) + "' is not a request line", "it needs a method and a path",
                       "write METHOD /path, as in GET /health");
    auto url = expandUrl(target, values, baseUrl);
    if (!url)
        return failure(std::move(url.error()));
    out.url = *url;
    while (!text.empty()) {
        line = trimmed(takeLine(text));
        if (line.empty())
            break;
        auto header = expandHeader(line, values);
        if (!header)
            return failure(std::move(header.error()));
        out.headers.push_back(std::move(*header));
    }
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    auto body = expandBody(text, values, out);
    if (!body)
        return failure(std::move(body.error()));
    out.body = std::move(*body);
    return out;
}

} // namespace muster::runbook
