#include "models/communication/Checklist.h"

#include "models/communication/Lines.h"

namespace muster::communication {
namespace {

// The text behind "- [ ]", "* [x]" or "+ [ ]"; an empty view where the line is no item.
std::string_view itemText(std::string_view line) {
    line = trimmed(line);
    if (line.size() < 6 || std::string_view("-*+").find(line[0]) == std::string_view::npos || line[1] != ' ')
        return {};
    line = trimmed(line.substr(1));
    if (line.size() < 4 || line[0] != '[' || line[2] != ']' || line[3] != ' ' ||
        std::string_view(" xX").find(line[1]) == std::string_view::npos)
        return {};
    return trimmed(line.substr(3));
}

} // namespace

std::vector<ChecklistLine> readChecklist(std::string_view markdown) {
    std::vector<ChecklistLine> out;
    std::string section;
    bool fenced = false;
    bool open = false; // the last item may still go on
    for (const auto line : lines(markdown)) {
        const auto text = trimmed(line);
        if (text.starts_with("```") || text.starts_with("~~~")) {
            fenced = !fenced;
            open = false;
        } else if (fenced) {
            continue;
        } else if (const auto heading = headingText(line, 2); !heading.empty()) {
            section = heading;
            open = false;
        } else if (const auto item = itemText(line); !item.empty()) {
            out.push_back({section, std::string(item)});
            open = true;
        } else if (open && !text.empty() && line.starts_with("  ")) {
            out.back().text += " " + std::string(text);
        } else {
            open = false;
        }
    }
    return out;
}

} // namespace muster::communication
