#include "models/runbook/Search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace muster::runbook {
namespace {

constexpr std::size_t longestQuery = 8192; // bytes; a pasted stack trace is cut
constexpr std::size_t mostWords = 64;

bool ofWord(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    for (const char c : text) {
        if (ofWord(static_cast<unsigned char>(c))) {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty())
        out.push_back(std::move(word));
    return out;
}

bool isDigits(const std::string& word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Words that say nothing about a runbook. Numbers of three digits may be a status.
bool saysNothing(const std::string& word) {
    static const std::set<std::string> empty{"a",  "an",   "and", "at", "by",  "for", "from", "in", "is",
                                             "it", "of",   "on",  "or", "our", "the", "to",   "we", "with",
                                             "my", "that", "was", "be", "are", "not", "does", "has"};
    return empty.contains(word) || (isDigits(word) && word.size() != 3);
}

// Edits (insert, delete, replace, swap of neighbours) between two words; more than `most` is most + 1.
int edits(std::string_view one, std::string_view other, int most) {
    const auto difference = one.size() > other.size() ? one.size() - other.size() : other.size() - one.size();
    constexpr std::size_t longest = 40;
    if (difference > static_cast<std::size_t>(most) || one.size() > longest || other.size() > longest)
        return most + 1;
    std::array<std::array<int, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= other.size(); ++j)
        rows[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= one.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& before = rows[(i + 2) % 3];
        const auto& beforeThat = rows[(i + 1) % 3];
        row[0] = static_cast<int>(i);
        int least = row[0];
        for (std::size_t j = 1; j <= other.size(); ++j) {
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] != other[j - 1])});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[j] = std::min(row[j], beforeThat[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most)
            return most + 1;
    }
    return rows[one.size() % 3][other.size()];
}

// How well the word that was typed means this one: 1 is the same, 0 not at all.
double likeness(std::string_view typed, std::string_view word) {
    if (typed == word)
        return 1;
    if (typed.size() >= 2 && word.starts_with(typed))
        return 0.85;
    if (typed.size() >= 4 && word.size() >= 4 && typed.starts_with(word) && typed.size() - word.size() <= 2)
        return 0.8; // "crashed" for "crash"
    if (typed.size() >= 4 && word.find(typed) != std::string_view::npos)
        return 0.6;
    const int most = typed.size() >= 8 ? 2 : typed.size() >= 4 ? 1 : 0;
    if (most == 0)
        return 0;
    if (edits(typed, word, most) <= most)
        return 0.65;
    // Still being typed, with a typo in what stands there.
    if (typed.size() >= 5 && word.size() > typed.size() && edits(typed, word.substr(0, typed.size()), 1) <= 1)
        return 0.5;
    return 0;
}

} // namespace

Search::Word Search::intern(std::string_view word) {
    if (const auto found = m_ids.find(word); found != m_ids.end())
        return found->second;
    const auto id = static_cast<Word>(m_words.size());
    m_words.emplace_back(word);
    m_postings.emplace_back();
    m_ids.emplace(word, id);
    return id;
}

std::vector<Search::Word> Search::add(std::uint32_t runbook, Field field, std::size_t at,
                                      std::string_view text) {
    std::vector<Word> out;
    const auto place =
        static_cast<std::uint16_t>(std::min<std::size_t>(at, std::numeric_limits<std::uint16_t>::max()));
    for (const auto& word : wordsOf(text)) {
        const auto id = intern(word);
        out.push_back(id);
        auto& postings = m_postings[id];
        // A word that a text repeats is posted once; texts come one after another.
        if (postings.empty() || postings.back().runbook != runbook || postings.back().field != field ||
            postings.back().at != place)
            postings.push_back({runbook, field, place});
    }
    return out;
}

Search::Search(const std::vector<const Runbook*>& runbooks) {
    m_entries.reserve(runbooks.size());
    for (const auto* runbook : runbooks) {
        const auto number = static_cast<std::uint32_t>(m_entries.size());
        Entry entry;
        entry.service = runbook->service;
        entry.title = wordsOf(runbook->title);
        entry.id = wordsOf(runbook->id);
        for (const auto& symptom : runbook->symptoms)
            entry.symptoms.push_back({symptom, add(number, Field::symptom, entry.symptoms.size(), symptom)});
        add(number, Field::title, 0, runbook->title);
        add(number, Field::id, 0, runbook->id);
        add(number, Field::service, 0, runbook->service);
        for (const auto& step : runbook->steps) {
            const auto at = entry.steps.size();
            add(number, Field::step, at, step.title);
            add(number, Field::stepText, at, step.prose);
            for (const auto& tick : step.ticks)
                add(number, Field::stepText, at, tick.text);
            for (const auto* action : {&step.action, &step.alreadyDone, &step.ifItFails, &step.undo})
                if (*action)
                    add(number, Field::stepText, at, (*action)->text);
            entry.steps.push_back(step.title);
        }
        add(number, Field::introduction, 0, runbook->introduction);
        m_entries.push_back(std::move(entry));
    }
}

Search::Meanings Search::meanings(std::string_view word) const {
    Meanings out;
    for (Word id = 0; id < m_words.size(); ++id)
        if (const double like = likeness(word, m_words[id]); like > 0)
            out.emplace(id, like);
    return out;
}

// How much of the query the symptom explains, when it stands there as a whole: its words in their order, and
// at most two others between two of them. 0: it does not.
double Search::contained(const Symptom& symptom, const std::vector<Meanings>& query) {
    if (symptom.words.empty())
        return 0;
    double best = 0;
    for (std::size_t begin = 0; begin < query.size(); ++begin) {
        double sum = 0;
        std::size_t at = begin, between = 0, matched = 0;
        while (at < query.size() && matched < symptom.words.size() && between <= 2) {
            const auto found = query[at].find(symptom.words[matched]);
            if (found != query[at].end()) {
                sum += found->second;
                between = 0;
                ++matched;
            } else if (matched == 0) {
                break;
            } else {
                ++between;
            }
            ++at;
        }
        if (matched == symptom.words.size()) {
            const double stretched = static_cast<double>(at - begin - matched) * 0.25;
            best = std::max(best, sum - stretched);
        }
    }
    return best;
}

std::string Search::reason(const Posting& posting) const {
    const auto& entry = m_entries[posting.runbook];
    const auto step = [&] {
        return "step " + std::to_string(posting.at + 1) +
               (posting.at < entry.steps.size() ? ": " + entry.steps[posting.at] : "");
    };
    switch (posting.field) {
    case Field::symptom:
        return "symptom: " + entry.symptoms[posting.at].text;
    case Field::title:
        return "title";
    case Field::id:
        return "id";
    case Field::service:
        return "service: " + entry.service;
    case Field::step:
        return step();
    case Field::stepText:
        return "text of " + step();
    case Field::introduction:
        return "introduction";
    }
    return {};
}

std::vector<SearchHit> Search::find(std::string_view query) const {
    auto typed = wordsOf(query.substr(0, longestQuery));
    if (typed.size() > mostWords)
        typed.resize(mostWords);
    std::vector<Meanings> all;
    std::map<std::string, std::size_t> telling; // words that count, each once -> where in `all`
    for (const auto& word : typed) {
        all.push_back(meanings(word));
        if (!saysNothing(word))
            telling.emplace(word, all.size() - 1);
    }
    if (telling.empty()) // "it is on" is looked for as it stands
        for (std::size_t i = 0; i < typed.size(); ++i)
            telling.emplace(typed[i], i);
    if (telling.empty())
        return {};

    constexpr std::array<double, 7> weights{5, 4, 4, 3, 2, 1, 1}; // by Field
    struct Found {
        double score = 0;
        std::size_t words = 0;
        bool strongly = false; // in a symptom, the title or the service
        std::map<std::pair<Field, std::uint16_t>, double> places;
    };
    std::vector<Found> found(m_entries.size());
    const double count = static_cast<double>(m_entries.size());
    for (const auto& [word, at] : telling) {
        // The best place of this word in each runbook; a rare word says more than one that is everywhere.
        std::map<std::uint32_t, double> bestOf;
        for (const auto& [id, like] : all[at])
            for (const auto& posting : m_postings[id]) {
                const double value = weights[static_cast<std::size_t>(posting.field)] * like;
                auto& best = bestOf[posting.runbook];
                best = std::max(best, value);
                auto& here = found[posting.runbook];
                auto& place = here.places[{posting.field, posting.at}];
                place += value;
                here.strongly = here.strongly || (like >= 0.65 && posting.field <= Field::service);
            }
        const double rare = 1 + std::log((1 + count) / (1 + static_cast<double>(bestOf.size())));
        for (const auto& [runbook, best] : bestOf) {
            found[runbook].score += best * rare;
            ++found[runbook].words;
        }
    }

    // Of two words both must be there, of a sentence half; a pasted line needs a symptom, or some words that
    // meet what the runbook is about.
    const auto enough = [&](const Found& each) {
        if (telling.size() <= 2)
            return each.words == telling.size();
        if (telling.size() <= 6)
            return each.words * 2 >= telling.size();
        return each.words >= 3 && each.strongly;
    };
    std::vector<SearchHit> hits;
    for (std::size_t i = 0; i < found.size(); ++i) {
        auto& each = found[i];
        if (each.words == 0)
            continue;
        SearchHit hit;
        hit.index = i;
        hit.score = each.score;
        for (std::size_t s = 0; s < m_entries[i].symptoms.size(); ++s)
            if (const double whole = contained(m_entries[i].symptoms[s], all); whole > 0) {
                hit.bySymptom = true;
                hit.score += 100 + 30 * whole;
                each.places[{Field::symptom, static_cast<std::uint16_t>(s)}] += 100 * whole;
            }
        if (!hit.bySymptom && !enough(each))
            continue;
        if (typed == m_entries[i].title || typed == m_entries[i].id)
            hit.score += 10'000; // it was called by its name
        std::vector<std::pair<double, std::pair<Field, std::uint16_t>>> places;
        for (const auto& [place, value] : each.places)
            places.emplace_back(-value, place);
        std::sort(places.begin(), places.end());
        bool named = false; // a title and an id mostly share their words: one of them says it
        for (const auto& [value, place] : places) {
            const bool names = place.first == Field::title || place.first == Field::id;
            if (hit.reasons.size() == 2 ||
                value * 3 > places[0].first) // a second one only when it says something
                break;
            if (names && named)
                continue;
            named = named || names;
            hit.reasons.push_back(reason({static_cast<std::uint32_t>(i), place.first, place.second}));
        }
        hits.push_back(std::move(hit));
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const SearchHit& one, const SearchHit& other) { return one.score > other.score; });
    return hits;
}

} // namespace muster::runbook
