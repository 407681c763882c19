// A post-incident checklist: Markdown with `## Section` headings and `- [ ] item` lines below them; all
// else is prose for whoever reads the file. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::communication {

struct ChecklistLine {
    std::string section; // the heading that it stands under; empty: above the first
    std::string text;    // one line; a line that goes on below, indented, is joined to it
};

// Items in their order; their place in the list is their number in `checklist.ticked`. A box that is ticked
// in the file counts as an item that is not done: files are made for every run anew.
std::vector<ChecklistLine> readChecklist(std::string_view markdown);

} // namespace muster::communication
