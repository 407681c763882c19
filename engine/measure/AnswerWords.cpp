#include "engine/measure/AnswerWords.h"

#include "models/base/Json.h"
#include "models/base/Printable.h"

#include <algorithm>

namespace muster::measure {

namespace {

constexpr std::size_t longestWords = 300;

std::string members(const Json& object) {
    std::string out;
    for (const char* name : {"title", "error", "message", "detail", "reason", "why"}) {
        const auto found = object.find(name);
        if (found == object.end() || !found->is_string())
            continue;
        const auto& words = found->get_ref<const std::string&>();
        if (!words.empty() && out.find(words) == std::string::npos)
            out += (out.empty() ? "" : ": ") + words;
    }
    return out;
}

// By what it begins with: a type that the answer claims may be anything.
bool isText(std::string_view body) {
    return !body.starts_with('<') && std::none_of(body.begin(), body.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    });
}

// Lines and columns are the server's; here it is one line.
std::string onOneLine(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

std::string starred(std::string text, const std::vector<std::string>& secrets) {
    constexpr std::string_view stars = "***";
    for (const auto& secret : secrets)
        for (auto at = text.find(secret); !secret.empty() && at != std::string::npos;
             at = text.find(secret, at + stars.size()))
            text.replace(at, secret.size(), stars);
    return text;
}

} // namespace

std::string wordsOfAnswer(std::string_view body, const std::vector<std::string>& secrets) {
    const auto begin = body.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    body.remove_prefix(begin);
    const auto json = Json::parse(body, nullptr, false);
    std::string words;
    if (json.is_object())
        words = members(json);
    else if (isText(body))
        words = body.substr(0, body.find_first_of("\r\n"));
    return printableLine(onOneLine(starred(std::move(words), secrets)), longestWords);
}

} // namespace muster::measure
