#include "models/document/Pattern.h"

#include <array>
#include <re2/re2.h>

namespace muster::document {
namespace {

constexpr std::size_t maxExpressionBytes = 1000;
constexpr std::int64_t maxProgramBytes = 1 << 20;

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

std::size_t validLength(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned lead = at(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at(i) & 0xc0U) != 0x80U)
            return 0;
    const unsigned second = at(1);
    const bool wrong = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
                       (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
    return wrong ? 0 : length;
}

} // namespace

std::string toUtf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = validLength(bytes);
        out += length == 0 ? std::string_view("\xef\xbf\xbd") : bytes.substr(0, length);
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

Result<Pattern> Pattern::compile(std::string_view expression) {
    if (expression.size() > maxExpressionBytes)
        return failure({"the regular expression is too long", std::to_string(expression.size()) + " bytes",
                        "use at most 1000 bytes", "", Retry::never});
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(maxProgramBytes * 8);
    auto compiled = std::make_shared<const re2::RE2>(piece(expression), options);
    if (!compiled->ok())
        return failure({"the regular expression '" + std::string(expression) + "' cannot be used",
                        compiled->error(), "write it in RE2's language (no look-around, no back-references)",
                        "", Retry::never});
    return Pattern(std::move(compiled));
}

bool Pattern::matchesWhole(std::string_view text) const {
    return m_expression->Match(piece(text), 0, text.size(), re2::RE2::ANCHOR_BOTH, nullptr, 0);
}

std::optional<std::string> Pattern::find(std::string_view text) const {
    const std::string clean = toUtf8(text);
    std::array<re2::StringPiece, 2> groups;
    const int wanted = m_expression->NumberOfCapturingGroups() > 0 ? 2 : 1;
    if (!m_expression->Match(clean, 0, clean.size(), re2::RE2::UNANCHORED, groups.data(), wanted))
        return std::nullopt;
    const auto& group = groups[static_cast<std::size_t>(wanted) - 1];
    return std::string(group.data() == nullptr ? "" : group.data(), group.size());
}

bool Pattern::mayBeginWithDash() const {
    std::string least;
    std::string most;
    if (!m_expression->PossibleMatchRange(&least, &most, 20))
        return true;
    // Every match lies between the two, so that their first bytes bound the first byte of any match.
    const auto first = [](const std::string& text) {
        return text.empty() ? 0 : static_cast<unsigned char>(text[0]);
    };
    return first(least) <= '-' && first(most) >= '-';
}

} // namespace muster::document
