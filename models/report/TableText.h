// A table as text for other programs and for documents. Pure.
#pragma once

#include <string>
#include <vector>

namespace muster::report {

struct TableOf {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
};

// RFC 4180, lines end with CR LF. A cell that a spreadsheet would take for a formula gets an apostrophe in
// front: titles come from documents.
std::string csv(const TableOf& table);

// A Markdown table; what means something in Markdown is escaped.
std::string markdownTable(const TableOf& table);

} // namespace muster::report
