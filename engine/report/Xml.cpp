#include "engine/report/Xml.h"

#include <algorithm>
#include <cmath>

namespace muster::report {
namespace {

// XML 1.0 has no way at all to hold these two; printable() has taken care of the control characters.
void dropNonCharacters(std::string& text) {
    for (const char* bad : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
        for (auto at = text.find(bad); at != std::string::npos; at = text.find(bad, at))
            text.replace(at, 3, "?");
}

} // namespace

std::string xml(std::string text) {
    dropNonCharacters(text);
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&apos;";
            break;
        case '\n':
            out += "&#10;";
            break;
        case '\t':
            out += "&#9;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string attribute(const std::string& name, const std::string& value) {
    return " " + name + "=\"" + xml(value) + "\"";
}

std::string plainSeconds(double value) {
    const auto ms = std::llround(std::max(value, 0.0) * 1000);
    std::string fraction = std::to_string(ms % 1000);
    fraction.insert(0, 3 - fraction.size(), '0');
    return std::to_string(ms / 1000) + "." + fraction;
}

} // namespace muster::report
