#include "models/runbook/Markdown.h"

#include <cmark-gfm.h>
#include <memory>

namespace muster::runbook {
namespace {

using document::SourceText;

constexpr int maxNesting = 100;

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string text(const char* bytes) {
    return bytes == nullptr ? std::string() : std::string(bytes);
}

// Calls `each` once for every node below and including `node`.
template <class Each> void walk(cmark_node* node, Each each) {
    const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(node));
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get()))
        if (event == CMARK_EVENT_ENTER)
            each(cmark_iter_get_node(iterator.get()));
}

std::string plainText(cmark_node* node) {
    std::string out;
    walk(node, [&](cmark_node* each) {
        const auto type = cmark_node_get_type(each);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            out += text(cmark_node_get_literal(each));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            out += ' ';
    });
    return out;
}

std::string_view trimmed(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(" \t") + 1 - first);
}

// How many quotes and list markers a line opens with: what the parser would have to nest.
int nesting(std::string_view line) {
    int depth = 0;
    for (std::size_t i = 0; i < line.size();) {
        const char c = line[i];
        if (c == ' ' || c == '\t') {
            ++i;
        } else if (c == '>') {
            ++depth;
            ++i;
        } else if ((c == '-' || c == '*' || c == '+') && i + 1 < line.size() && line[i + 1] == ' ') {
            ++depth;
            i += 2;
        } else if (c >= '0' && c <= '9') {
            std::size_t end = i;
            while (end < line.size() && end - i < 9 && line[end] >= '0' && line[end] <= '9')
                ++end;
            if (end + 1 >= line.size() || (line[end] != '.' && line[end] != ')') || line[end + 1] != ' ')
                break;
            ++depth;
            i = end + 2;
        } else {
            break;
        }
    }
    return depth;
}

// Lists may also nest line by line: then the indentation grows.
bool nestsTooDeep(const SourceText& source, std::vector<Problem>& problems) {
    for (int number = 1; number <= source.lines(); ++number) {
        const auto line = source.line(number);
        const auto indent = line.find_first_not_of(" \t");
        const bool fits = nesting(line) <= maxNesting &&
                          (indent == std::string_view::npos || static_cast<int>(indent) <= 4 * maxNesting);
        if (!fits) {
            problems.push_back({source.place(number), "nested deeper than 100 levels", "flatten it"});
            return true;
        }
    }
    return false;
}

void locate(Link& link, const SourceText& source, int line, int column, int lastLine) {
    // The library's columns of inline nodes are not right behind every kind of container: trust, but check.
    const auto bytes = source.line(line);
    const bool right = column >= 1 && static_cast<std::size_t>(column) <= bytes.size() &&
                       bytes[static_cast<std::size_t>(column) - 1] == '[';
    if (!right) {
        const auto found = bytes.find('[');
        column = found == std::string_view::npos ? 1 : static_cast<int>(found) + 1;
    }
    link.place = source.place(line, column);
    link.titlePlace = link.place;
    if (link.title.empty())
        return;
    for (int number = line; number <= lastLine; ++number) {
        const auto from = number == line ? static_cast<std::size_t>(column) : 0;
        // The title stands behind the link's text, which may hold the same words.
        auto begin = source.line(number).find("](", from);
        begin = begin == std::string_view::npos ? from : begin;
        if (const auto found = source.line(number).find(link.title, begin); found != std::string_view::npos) {
            link.titlePlace = source.place(number, static_cast<int>(found) + 1);
            return;
        }
    }
}

ListItem readItem(cmark_node* node, const SourceText& source) {
    ListItem out;
    out.firstLine = cmark_node_get_start_line(node);
    out.lastLine = cmark_node_get_end_line(node);
    while (out.lastLine > out.firstLine && trimmed(source.line(out.lastLine)).empty())
        --out.lastLine;
    out.place = source.place(out.firstLine, cmark_node_get_start_column(node));
    cmark_node* paragraph = cmark_node_first_child(node);
    if (paragraph == nullptr || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
        return out;
    const int first = cmark_node_get_start_line(paragraph);
    const int last = cmark_node_get_end_line(paragraph);
    const int column = cmark_node_get_start_column(paragraph);
    out.place = source.place(first, column);
    for (int number = first; number <= last; ++number) {
        auto line = source.line(number);
        line.remove_prefix(number == first ? std::min(line.size(), static_cast<std::size_t>(column) - 1) : 0);
        out.text += (number == first ? "" : " ") + std::string(trimmed(line));
    }
    walk(paragraph, [&](cmark_node* each) {
        if (cmark_node_get_type(each) != CMARK_NODE_LINK)
            return;
        Link link{plainText(each), text(cmark_node_get_url(each)), text(cmark_node_get_title(each)), {}, {}};
        locate(link, source, std::max(cmark_node_get_start_line(each), first),
               cmark_node_get_start_column(each), last);
        out.links.push_back(std::move(link));
    });
    return out;
}

void readFence(Block& block, cmark_node* node, const SourceText& source) {
    block.kind = Block::Kind::fence;
    block.text = text(cmark_node_get_literal(node));
    // From the source, because the library resolves entities and backslashes in info strings.
    const auto line = source.line(block.firstLine);
    auto at = line.find_first_of("`~");
    if (at == std::string_view::npos)
        return;
    at = line.find_first_not_of(line[at], at);
    at = at == std::string_view::npos ? at : line.find_first_not_of(" \t", at);
    if (at == std::string_view::npos)
        return;
    block.info = trimmed(line.substr(at));
    block.infoColumn = static_cast<int>(at) + 1;
}

Block readBlock(cmark_node* node, const SourceText& source) {
    Block out;
    out.firstLine = cmark_node_get_start_line(node);
    out.lastLine = std::max(cmark_node_get_end_line(node), out.firstLine);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        out.kind = Block::Kind::heading;
        out.level = cmark_node_get_heading_level(node);
        out.text = plainText(node);
        out.underlined =
            trimmed(source.line(out.firstLine)).empty() || trimmed(source.line(out.firstLine)).front() != '#';
        break;
    case CMARK_NODE_CODE_BLOCK: {
        int length = 0;
        int offset = 0;
        char character = 0;
        if (cmark_node_get_fenced(node, &length, &offset, &character) != 0)
            readFence(out, node, source);
        break;
    }
    case CMARK_NODE_LIST:
        out.kind = Block::Kind::list;
        for (auto* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item))
            out.items.push_back(readItem(item, source));
        break;
    default:
        break;
    }
    return out;
}

} // namespace

Outline outlineOf(const SourceText& source, std::vector<Problem>& problems) {
    Outline out;
    if (nestsTooDeep(source, problems))
        return out;
    const std::unique_ptr<cmark_node, FreeNode> root(
        cmark_parse_document(source.text().data(), source.text().size(), CMARK_OPT_DEFAULT));
    for (auto* node = cmark_node_first_child(root.get()); node != nullptr; node = cmark_node_next(node))
        out.blocks.push_back(readBlock(node, source));
    walk(root.get(), [&](cmark_node* node) {
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK && cmark_node_parent(node) != root.get())
            out.hiddenFences.push_back(readBlock(node, source));
    });
    return out;
}

} // namespace muster::runbook
