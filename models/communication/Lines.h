// The little Markdown that templates and checklists need, line by line. Inside models/communication only.
#pragma once

#include <string_view>
#include <vector>

namespace muster::communication {

std::vector<std::string_view> lines(std::string_view text); // without their ends, "\r" included
std::string_view trimmed(std::string_view text);
// The text of "## Heading" of exactly this level; empty where the line is none.
std::string_view headingText(std::string_view line, int level);

} // namespace muster::communication
