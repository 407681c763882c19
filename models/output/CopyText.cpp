#include "models/output/CopyText.h"

#include <algorithm>

namespace muster::output {
namespace {

std::size_t longestRun(std::string_view text, char wanted) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == wanted ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

// A span of code that what stands in it cannot end.
std::string code(const std::string& text) {
    const std::string ticks(longestRun(text, '`') + 1, '`');
    const bool touches = text.starts_with('`') || text.ends_with('`');
    return ticks + (touches ? " " : "") + text + (touches ? " " : "") + ticks;
}

} // namespace

std::string textBetween(const Rows& rows, const Place& one, const Place& other) {
    auto first = rows.nearest(one.row);
    auto last = rows.nearest(other.row);
    if (!first || !last)
        return "";
    std::size_t from = one.byte;
    std::size_t to = other.byte;
    if (*first > *last || (*first == *last && from > to)) {
        std::swap(first, last);
        std::swap(from, to);
    }
    std::string text;
    for (std::size_t row = *first; row <= *last; ++row) {
        const std::string shown = rows.text(rows.at(row)).text;
        const std::size_t begin = row == *first ? std::min(from, shown.size()) : 0;
        const std::size_t end = row == *last ? std::min(to, shown.size()) : shown.size();
        text.append(shown, begin, end - begin);
        if (row != *last)
            text += '\n';
    }
    return text;
}

std::string allText(const Rows& rows) {
    std::string text;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        text += rows.text(rows.at(row)).text;
        text += '\n';
    }
    return text;
}

std::string asMarkdown(const Rows& rows, std::size_t from, std::size_t to) {
    std::string text;
    std::string fenced;
    const auto endFence = [&] {
        if (fenced.empty())
            return;
        const std::string fence(std::max<std::size_t>(3, longestRun(fenced, '`') + 1), '`');
        text += (text.empty() ? "" : "\n") + fence + "\n" + fenced + fence + "\n";
        fenced.clear();
    };
    for (std::size_t index = from; index < std::min(to, rows.size()); ++index) {
        const Row row = rows.at(index);
        if (row.kind == Row::Kind::line || row.kind == Row::Kind::open) {
            if (rows.namesHosts())
                fenced += rows.log().hostOf(row.transcript) + ": ";
            if (row.stream == Stream::err)
                fenced += "[stderr] ";
            fenced += rows.text(row).text + "\n";
            continue;
        }
        endFence();
        text += text.empty() ? "" : "\n";
        if (row.kind == Row::Kind::hosts)
            text += code(rows.allHosts(row)) + "\n";
        else if (row.kind == Row::Kind::act)
            text += "**" + code(rows.text(row).text) + "**\n";
        else
            text += rows.text(row).text + "\n";
    }
    endFence();
    return text;
}

} // namespace muster::output
