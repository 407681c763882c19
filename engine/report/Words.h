// Text and tables of the Markdown report. Pure; no locale. Inside engine/report only.
#pragma once

#include "models/report/Words.h"

#include <string>
#include <string_view>
#include <vector>

namespace muster::report {

// Text that stands for itself in Markdown, on one line; pipes, backticks, brackets and angle brackets stay
// what they are. `limit` bytes at most, cut with "…".
std::string markdownText(std::string_view text, std::size_t limit = 1000);

// Columns on a screen, one for each code point.
std::size_t width(std::string_view text);

// Lines of at most `columns`, broken at blanks; the first begins with `first`, the others with `next`.
std::string wrapped(std::string_view text, const std::string& first, const std::string& next,
                    std::size_t columns = 110);

// A Markdown table with aligned columns; those named in `right` (from 0) are aligned to the right. The
// cells are escaped already.
std::string table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows,
                  const std::vector<std::size_t>& right = {});

} // namespace muster::report
