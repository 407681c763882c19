// The outline of a Markdown document: what stands at its top level, with places. The only file that knows
// the Markdown library is Markdown.cpp.
#pragma once

#include "models/document/SourceText.h"

#include <string>
#include <vector>

namespace muster::runbook {

struct Link {
    std::string label; // plain text
    std::string url;
    std::string title;
    Place place;      // of the link's '['
    Place titlePlace; // of the first byte of the title; of the link when there is none
};

// One entry of a list.
struct ListItem {
    std::string text; // source of its first paragraph on one line, without the marker
    std::vector<Link> links;
    int firstLine = 0;
    int lastLine = 0;
    Place place; // of the text
};

struct Block {
    enum class Kind { heading, fence, list, other };
    Kind kind = Kind::other;
    int firstLine = 0;
    int lastLine = 0;
    int level = 0;           // heading
    bool underlined = false; // heading written with === or --- below it
    std::string text;        // heading: plain text; fence: what it holds
    std::string info;        // fence: the rest of its opening line, as written
    int infoColumn = 0;      // of the first byte of `info`
    std::vector<ListItem> items;
};

struct Outline {
    std::vector<Block> blocks;       // the top level, in order
    std::vector<Block> hiddenFences; // fences inside of lists and quotes: text for readers, never executed
};

// `source` has passed its checks. Nesting deeper than 100 levels is a problem and gives an empty outline.
Outline outlineOf(const document::SourceText& source, std::vector<Problem>& problems);

} // namespace muster::runbook
