#include "models/communication/Message.h"

#include "models/base/Shell.h"
#include "models/communication/Lines.h"

#include <algorithm>

namespace muster::communication {
namespace {

// Calls `text` with what stands between names and `name` with each {{name}} (its inner text, and the whole).
template <class Text, class Name> void walk(std::string_view all, Text text, Name name) {
    while (!all.empty()) {
        const auto open = all.find("{{");
        const auto close = open == std::string_view::npos ? open : all.find("}}", open);
        if (close == std::string_view::npos)
            break;
        const auto inner = trimmed(all.substr(open + 2, close - open - 2));
        if (!isShellName(std::string(inner))) {
            text(all.substr(0, open + 1)); // one brace: in "{{{x}}" the second one opens a name
            all.remove_prefix(open + 1);
            continue;
        }
        text(all.substr(0, open));
        name(inner, all.substr(open, close + 2 - open));
        all.remove_prefix(close + 2);
    }
    text(all);
}

} // namespace

MessageText readMessage(std::string_view markdown) {
    MessageText out;
    bool begun = false;
    for (const auto line : lines(markdown)) {
        if (out.title.empty() && !begun) {
            if (const auto heading = headingText(line, 1); !heading.empty()) {
                out.title = heading;
                continue;
            }
        }
        if (!begun && trimmed(line).empty())
            continue;
        begun = true;
        out.text += std::string(line) + "\n";
    }
    while (out.text.ends_with("\n\n"))
        out.text.pop_back();
    return out;
}

const std::vector<std::string>& messageNames() {
    static const std::vector<std::string> names{"incident",      "title",       "severity",     "environment",
                                                "service",       "started_utc", "declared_utc", "elapsed",
                                                "recovered_utc", "status",      "operator",     "page"};
    return names;
}

std::string fillMessage(std::string_view text, const Values& values) {
    std::string out;
    walk(
        text, [&](std::string_view plain) { out += plain; },
        [&](std::string_view name, std::string_view whole) {
            const auto found = values.find(std::string(name));
            out += found == values.end() || found->second.empty() ? std::string(whole) : found->second;
        });
    return out;
}

std::vector<std::string> unfilledNames(std::string_view text) {
    std::vector<std::string> out;
    walk(
        text, [](std::string_view) {},
        [&](std::string_view name, std::string_view) {
            if (std::find(out.begin(), out.end(), name) == out.end())
                out.emplace_back(name);
        });
    return out;
}

} // namespace muster::communication
