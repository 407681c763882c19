// Regular expressions of documents, on text that comes from elsewhere. RE2's language (no look-around, no
// back-references): time and memory grow with the length of the text and not beyond, whatever it holds.
#pragma once

#include "models/base/Error.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace muster::document {

// Immutable and thread-safe.
class Pattern {
public:
    [[nodiscard]] static Result<Pattern> compile(std::string_view expression);

    // Does the expression match all of `text`?
    [[nodiscard]] bool matchesWhole(std::string_view text) const;

    // Group 1 of the first match if the expression has a group, else the whole match; always valid UTF-8:
    // other bytes of `text` count as U+FFFD. nullopt when nothing matches.
    [[nodiscard]] std::optional<std::string> find(std::string_view text) const;

    // True when a text that matches as a whole may begin with '-' and so be taken for an option.
    [[nodiscard]] bool mayBeginWithDash() const;

private:
    explicit Pattern(std::shared_ptr<const re2::RE2> expression) : m_expression(std::move(expression)) {}

    std::shared_ptr<const re2::RE2> m_expression;
};

// `bytes` with everything that is not UTF-8 replaced by U+FFFD.
std::string toUtf8(std::string_view bytes);

} // namespace muster::document
