// The text of a document that somebody wrote, made safe to parse: checked before any parser sees it, with
// lines that keep their numbers.
#pragma once

#include "models/base/Place.h"

#include <string>
#include <string_view>
#include <vector>

namespace muster::document {

inline constexpr std::size_t maxDocumentBytes = 4U << 20U;
// A parser of Markdown or YAML may need the square of a block's length; this keeps it below a second.
inline constexpr std::size_t maxBlockBytes = 64U << 10U;

class SourceText {
public:
    // Cuts a byte order mark and turns CRLF into LF. When `problems` is not empty the text must not be
    // parsed: it is too large, not UTF-8, binary, holds a block that is too long, or characters that make
    // it read otherwise than it runs (terminal escapes, direction overrides).
    SourceText(std::string file, std::string_view bytes, std::vector<Problem>& problems);

    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] const std::string& text() const { return m_text; }
    // Lines count from 1; empty for a line that is not there. Without the line's end.
    [[nodiscard]] std::string_view line(int number) const;
    [[nodiscard]] int lines() const { return static_cast<int>(m_starts.size()); }
    [[nodiscard]] Place place(int line, int column = 0) const { return {m_file, line, column}; }
    // The bytes of the lines first..last, each ended by a newline.
    [[nodiscard]] std::string range(int first, int last) const;
    // Replaces the lines first..last by empty ones, so that all others keep their numbers.
    void blank(int first, int last);

private:
    void index();

    std::string m_file;
    std::string m_text;
    std::vector<std::size_t> m_starts;
};

} // namespace muster::document
