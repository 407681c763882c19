#include "models/document/SourceText.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace muster::document {
namespace {

// Length of the UTF-8 sequence at the start of `bytes` (RFC 3629), 0 when there is none.
std::size_t sequence(std::string_view bytes, std::uint32_t& point) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned lead = at(0);
    point = lead;
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length)
        return 0;
    point = lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((at(i) & 0xc0U) != 0x80U)
            return 0;
        point = (point << 6U) | (at(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    return overlong || (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff ? 0 : length;
}

bool isControl(std::uint32_t point) {
    return (point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7f && point <= 0x9f);
}

bool isDirection(std::uint32_t point) {
    return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

std::string hex(const char* prefix, std::uint32_t number) {
    std::array<char, 24> out{};
    std::snprintf(out.data(), out.size(), "%s%04x", prefix, number);
    return out.data();
}

} // namespace

SourceText::SourceText(std::string file, std::string_view bytes, std::vector<Problem>& problems)
    : m_file(std::move(file)) {
    if (bytes.size() > maxDocumentBytes) {
        problems.push_back({place(0), "the file has " + std::to_string(bytes.size()) + " bytes",
                            "split it: at most 4 MiB are read"});
        index();
        return;
    }
    if (bytes.substr(0, 3) == "\xef\xbb\xbf")
        bytes.remove_prefix(3);
    m_text.reserve(bytes.size());
    int line = 1;
    int column = 1;
    std::size_t block = 0;
    bool blankLine = true;
    bool ok = true;
    const auto refuse = [&](const std::string& what, const std::string& mend) {
        problems.push_back({place(line, column), what, mend});
        ok = false;
    };
    for (std::size_t i = 0; ok && i < bytes.size();) {
        std::uint32_t point = 0;
        const std::size_t length = sequence(bytes.substr(i), point);
        if (length == 0) {
            refuse("the byte " + hex("0x", static_cast<unsigned char>(bytes[i])) + " is not UTF-8",
                   "save the file as UTF-8");
            break;
        }
        if (point == '\r' && bytes.substr(i, 2) == "\r\n") {
            i += 1;
            continue;
        }
        if (isControl(point))
            refuse("a control character " + hex("U+", point) + " stands in the text",
                   "remove it; documents are plain text with LF or CRLF line ends");
        else if (isDirection(point))
            refuse("the character " + hex("U+", point) + " makes the text read otherwise than it runs",
                   "remove it");
        m_text += bytes.substr(i, length);
        i += length;
        column += static_cast<int>(length);
        if (point == '\n') {
            block = blankLine ? 0 : block;
            blankLine = true;
            ++line;
            column = 1;
        } else if (point != ' ' && point != '\t') {
            blankLine = false;
        }
        if (++block > maxBlockBytes)
            refuse("more than 64 KiB without an empty line",
                   "put empty lines between paragraphs, or keep data in a file");
    }
    if (!ok)
        m_text.clear();
    index();
}

void SourceText::index() {
    m_starts.clear();
    for (std::size_t at = 0; at < m_text.size();) {
        m_starts.push_back(at);
        const auto end = m_text.find('\n', at);
        at = end == std::string::npos ? m_text.size() : end + 1;
    }
}

std::string_view SourceText::line(int number) const {
    if (number < 1 || number > lines())
        return {};
    const std::size_t start = m_starts[static_cast<std::size_t>(number) - 1];
    const auto end = m_text.find('\n', start);
    return std::string_view(m_text).substr(start, end == std::string::npos ? end : end - start);
}

std::string SourceText::range(int first, int last) const {
    std::string out;
    for (int number = std::max(first, 1); number <= std::min(last, lines()); ++number) {
        out += line(number);
        out += '\n';
    }
    return out;
}

void SourceText::blank(int first, int last) {
    std::string out;
    for (int number = 1; number <= lines(); ++number) {
        if (number < first || number > last)
            out += line(number);
        out += '\n';
    }
    m_text = std::move(out);
    index();
}

} // namespace muster::document
