#include "models/document/Words.h"
#include "models/runbook/ReadAction.h"

#include <algorithm>
#include <array>

namespace muster::runbook {

std::vector<InfoWord> infoWords(std::string_view info, const Place& place, std::vector<Problem>& problems) {
    std::vector<InfoWord> out;
    for (std::size_t at = 0; at < info.size();) {
        if (info[at] == ' ' || info[at] == '\t') {
            ++at;
            continue;
        }
        InfoWord word;
        word.place = place;
        word.place.column += static_cast<int>(at);
        word.valuePlace = word.place;
        bool quoted = false;
        for (; at < info.size() && (quoted || (info[at] != ' ' && info[at] != '\t')); ++at) {
            const char c = info[at];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '=' && !word.hasValue && !quoted) {
                word.hasValue = true;
                word.valuePlace = place;
                word.valuePlace.column += static_cast<int>(at) + 1;
            } else {
                (word.hasValue ? word.value : word.name) += c;
            }
        }
        if (quoted)
            problems.push_back({word.place, "a quotation mark has no partner", "close it with \""});
        out.push_back(std::move(word));
    }
    return out;
}

bool actsOrMeansTo(const Block& fence) {
    static constexpr std::array kinds{"sh", "sql", "http", "message", "approve", "wait"};
    static const std::vector<std::string> ours{"on", "reads", "idempotent", "guarded", "irreversible", "run"};
    std::vector<Problem> ignored;
    const auto words = infoWords(fence.info, {}, ignored);
    if (words.empty())
        return false;
    if (std::find(kinds.begin(), kinds.end(), words.front().name) != kinds.end())
        return true;
    return std::any_of(words.begin() + 1, words.end(), [&](const InfoWord& word) {
        return std::find(ours.begin(), ours.end(), word.name) != ours.end();
    });
}

} // namespace muster::runbook
