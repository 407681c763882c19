#include "engine/report/Words.h"

#include "models/base/Printable.h"

#include <algorithm>

namespace muster::report {
namespace {

bool wordByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A word that would begin a list, a heading or a quotation if it began a line.
bool opensBlock(std::string_view word) {
    return !word.empty() && (std::string_view("-+#=>:").find(word.front()) != std::string_view::npos ||
                             (word.front() >= '0' && word.front() <= '9'));
}

} // namespace

std::string markdownText(std::string_view text, std::size_t limit) {
    const std::string plain = printableLine(text, limit);
    std::string out;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        const bool inWord = i > 0 && i + 1 < plain.size() && wordByte(plain[i - 1]) && wordByte(plain[i + 1]);
        const bool entity =
            c == '&' && i + 1 < plain.size() && (wordByte(plain[i + 1]) || plain[i + 1] == '#');
        // An underscore within a word means nothing to Markdown, and names are full of them.
        if (std::string_view("\\`*<>|[]~$").find(c) != std::string_view::npos || (c == '_' && !inWord) ||
            entity)
            out += '\\';
        out += c;
    }
    return out;
}

std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string wrapped(std::string_view text, const std::string& first, const std::string& next,
                    std::size_t columns) {
    std::string out;
    std::string line = first;
    bool empty = true;
    while (!text.empty()) {
        const auto blank = text.find(' ');
        const auto word = text.substr(0, blank);
        text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
        if (word.empty())
            continue;
        if (!empty && width(line) + 1 + width(word) > columns && !opensBlock(word)) {
            out += line + "\n";
            line = next;
            empty = true;
        }
        line += (empty ? "" : " ") + std::string(word);
        empty = false;
    }
    return out + line + "\n";
}

std::string table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows,
                  const std::vector<std::size_t>& right) {
    std::vector<std::size_t> widths;
    for (const auto& cell : head)
        widths.push_back(std::max<std::size_t>(width(cell), 3));
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    const auto isRight = [&](std::size_t i) {
        return std::find(right.begin(), right.end(), i) != right.end();
    };
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string out = "|";
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::string cell = i < cells.size() ? cells[i] : "";
            const std::string fill(widths[i] - width(cell), ' ');
            out += " " + (isRight(i) ? fill + cell : cell + fill) + " |";
        }
        return out + "\n";
    };
    std::string out = line(head) + "|";
    for (std::size_t i = 0; i < widths.size(); ++i)
        out += isRight(i) ? std::string(widths[i] + 1, '-') + ":|" : std::string(widths[i] + 2, '-') + "|";
    out += "\n";
    for (const auto& row : rows)
        out += line(row);
    return out;
}

} // namespace muster::report
