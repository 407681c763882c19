#include "ui/shell/Fuzzy.h"

#include <QStringList>

namespace muster::ui {
namespace {

bool beginsWord(const QString& text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

std::optional<int> scoreWord(const QString& word, const QString& text) {
    // A whole piece is worth more than scattered letters, at the beginning of a word most of all.
    qsizetype at = text.indexOf(word);
    while (at >= 0) {
        if (beginsWord(text, at))
            return 100 + static_cast<int>(word.size()) * 4 - static_cast<int>(std::min<qsizetype>(at, 40));
        at = text.indexOf(word, at + 1);
    }
    if (text.contains(word))
        return 60 + static_cast<int>(word.size()) * 2;
    if (word.size() < 2)
        return std::nullopt;
    // Scattered, but beginning at the beginning of some word and not spread over the whole line.
    std::optional<int> best;
    for (qsizetype start = 0; start < text.size(); ++start) {
        if (text[start] != word[0] || !beginsWord(text, start))
            continue;
        int score = 30;
        qsizetype last = start;
        qsizetype found = 1;
        for (qsizetype i = start + 1; i < text.size() && found < word.size(); ++i) {
            if (text[i] != word[found])
                continue;
            score += beginsWord(text, i) ? 6 : i == last + 1 ? 3 : 0;
            score -= static_cast<int>(std::min<qsizetype>(i - last - 1, 4));
            last = i;
            ++found;
        }
        if (found == word.size() && score > 0 && (!best || score > *best))
            best = score;
    }
    return best;
}

} // namespace

std::optional<int> fuzzyScore(const QString& query, const QString& text) {
    const auto lower = text.toLower();
    int sum = 0;
    for (const auto& word : query.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto score = scoreWord(word, lower);
        if (!score)
            return std::nullopt;
        sum += *score;
    }
    return sum;
}

} // namespace muster::ui
