#include "models/communication/Lines.h"

namespace muster::communication {

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        out.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

std::string_view headingText(std::string_view line, int level) {
    const auto marks = line.find_first_not_of('#');
    if (marks != static_cast<std::size_t>(level) || (line[marks] != ' ' && line[marks] != '\t'))
        return {};
    return trimmed(line.substr(marks));
}

} // namespace muster::communication
