// Rows as text to be pasted elsewhere: exactly what was shown of them, without the gutter.
#pragma once

#include "models/output/Rows.h"

#include <string>

namespace muster::output {

// A place in the text: `byte` of the text of a row.
struct Place {
    Row row;
    std::size_t byte = 0;

    bool operator==(const Place&) const = default;
};

// The text between two places, in whichever order; rows are joined by newlines.
std::string textBetween(const Rows& rows, const Place& one, const Place& other);
std::string allText(const Rows& rows);
// Rows [from, to) with titles in bold, hosts as code, and lines in fences that no line can end.
std::string asMarkdown(const Rows& rows, std::size_t from, std::size_t to);

} // namespace muster::output
