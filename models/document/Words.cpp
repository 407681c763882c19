#include "models/document/Words.h"

#include <algorithm>

namespace muster::document {
namespace {

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// Optimal string alignment: insertions, deletions, replacements and swapped neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            const std::size_t replace = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({replace, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.empty() || word.size() > 60)
        return {};
    std::string best;
    // A short word is not a slip of another one that shares hardly a letter with it.
    std::size_t least = word.size() < 4 ? 1 : 2;
    for (const auto& candidate : known) {
        if (candidate.size() > 60)
            continue;
        const std::size_t slips = distance(word, candidate);
        if (slips < least || (slips == least && best.empty())) {
            best = candidate;
            least = slips;
        }
    }
    return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
    if (const auto near = nearest(word, known); !near.empty())
        return "did you mean '" + near + "'?";
    if (known.empty())
        return "remove it";
    std::string out;
    for (const auto& each : known)
        out += (out.empty() ? "known here: " : ", ") + each;
    return out;
}

bool isValueName(std::string_view name) {
    return !name.empty() && name.size() <= 100 && !isDigit(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return isLower(c) || isDigit(c) || c == '_'; });
}

bool isName(std::string_view name) {
    const auto plain = [](char c) { return isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c); };
    return !name.empty() && name.size() <= 100 && plain(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

} // namespace muster::document
