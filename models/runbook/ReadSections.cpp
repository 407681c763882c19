#include "models/runbook/ReadSections.h"

#include "models/base/Sha256.h"
#include "models/runbook/FrontMatter.h"
#include "models/runbook/ReadAction.h"

#include <algorithm>
#include <re2/re2.h>

namespace muster::runbook {
namespace {

// "[ ] item" or "[x] item"; what a reader ticked on paper is no tick of a run.
bool isTick(std::string_view text) {
    return text.size() > 4 && text[0] == '[' && (text[1] == ' ' || text[1] == 'x' || text[1] == 'X') &&
           text[2] == ']' && text[3] == ' ';
}

// Text as it is read aloud: emphasis, code marks and addresses of links go, blanks stay.
std::string readable(std::string_view markdown) {
    static const re2::RE2 link(R"(\[([^\]\[]*)\]\([^()]*\))");
    std::string out(markdown);
    re2::RE2::GlobalReplace(&out, link, R"(\1)");
    re2::RE2::GlobalReplace(&out, R"(\*\*|`)", "");
    re2::RE2::GlobalReplace(&out, R"(\\([[:punct:]]))", R"(\1)");
    re2::RE2::GlobalReplace(&out, R"(_{3,})", "____");
    return out;
}

int countBlanks(std::string_view text) {
    int count = 0;
    for (auto at = text.find("____"); at != std::string_view::npos; at = text.find("____", at + 4))
        ++count;
    return count;
}

} // namespace

OpenedDocument openDocument(document::SourceText& source, std::string fileName, std::string text,
                            std::vector<Problem>& problems) {
    OpenedDocument out;
    const auto slash = fileName.find_last_of('/');
    out.document.name = slash == std::string::npos ? fileName : fileName.substr(slash + 1);
    out.document.path = std::move(fileName);
    out.document.sha256 = sha256(text);
    out.document.text = std::move(text);
    if (!problems.empty())
        return out;
    out.front = takeFrontMatter(source, problems);
    out.outline = outlineOf(source, problems);
    for (const auto& fence : out.outline.hiddenFences)
        if (actsOrMeansTo(fence))
            problems.push_back({source.place(fence.firstLine),
                                "a fence inside of a list or a quote is not executed",
                                "begin it at the margin, outside of the list"});
    return out;
}

std::vector<Tick> readTicks(const Block& list, std::vector<std::pair<int, int>>& lines) {
    std::vector<Tick> out;
    for (const auto& item : list.items) {
        if (!isTick(item.text))
            continue;
        Tick tick;
        tick.text = readable(std::string_view(item.text).substr(4));
        tick.blanks = countBlanks(tick.text);
        tick.place = item.place;
        out.push_back(std::move(tick));
        lines.emplace_back(item.firstLine, item.lastLine);
    }
    return out;
}

std::string proseOf(const document::SourceText& source, int first, int last,
                    const std::vector<std::pair<int, int>>& without) {
    std::string out;
    bool emptyBefore = true;
    for (int number = first; number <= std::min(last, source.lines()); ++number) {
        const bool skipped = std::any_of(without.begin(), without.end(), [&](const auto& range) {
            return number >= range.first && number <= range.second;
        });
        const auto line = source.line(number);
        const bool empty = skipped || line.find_first_not_of(" \t") == std::string_view::npos;
        if (!empty)
            out += std::string(line) + "\n";
        else if (!emptyBefore)
            out += "\n";
        emptyBefore = empty;
    }
    while (out.ends_with('\n'))
        out.pop_back();
    return out;
}

std::string percentDecoded(std::string_view text) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        i += escape ? 2 : 0;
    }
    return out;
}

void sortByPlace(std::vector<Problem>& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
}

} // namespace muster::runbook
