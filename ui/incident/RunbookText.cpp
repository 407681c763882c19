#include "ui/incident/RunbookText.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace muster::ui {
namespace {

bool begins(const std::string& line, const std::string& with) {
    return line.compare(0, with.size(), with) == 0;
}

bool sameWords(const std::string& line, const std::string& heading) {
    const auto from = line.find_first_not_of("# ");
    const auto to = line.find_last_not_of(" #\r");
    if (from == std::string::npos || to == std::string::npos || to + 1 - from != heading.size())
        return false;
    return std::equal(heading.begin(), heading.end(), line.begin() + static_cast<std::ptrdiff_t>(from),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

} // namespace

std::string sectionProse(const runbook::Runbook& runbook, const runbook::Step& step,
                         const std::string& heading) {
    std::istringstream text(runbook.document.text);
    std::string line, fence, out;
    bool inside = false;
    for (int number = 1; std::getline(text, line); ++number) {
        if (number < step.place.line)
            continue;
        if (!fence.empty()) {
            if (begins(line, fence))
                fence.clear();
            continue;
        }
        if (begins(line, "```") || begins(line, "~~~")) {
            fence = line.substr(0, line.find_first_not_of(line[0]));
            continue;
        }
        const bool title = begins(line, "# ") || begins(line, "## ");
        if (title && number > step.place.line)
            break;
        if (begins(line, "### ")) {
            if (inside)
                break;
            inside = sameWords(line, heading);
            continue;
        }
        if (inside)
            out += line + "\n";
    }
    const auto from = out.find_first_not_of(" \n\r");
    if (from == std::string::npos)
        return {};
    return out.substr(from, out.find_last_not_of(" \n\r") + 1 - from);
}

} // namespace muster::ui
