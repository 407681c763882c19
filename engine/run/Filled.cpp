#include "engine/run/Filled.h"

namespace muster::run {

std::string filled(std::string_view text, const std::map<std::string, std::string>& values) {
    std::string out;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto open = rest.find("{{");
        const auto close = open == std::string_view::npos ? open : rest.find("}}", open);
        if (close == std::string_view::npos)
            break;
        const auto found = values.find(std::string(rest.substr(open + 2, close - open - 2)));
        out += rest.substr(0, open);
        out += found != values.end() ? std::string_view(found->second) : rest.substr(open, close + 2 - open);
        rest.remove_prefix(close + 2);
    }
    out += rest;
    return out;
}

} // namespace muster::run
