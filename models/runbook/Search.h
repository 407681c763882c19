// Finds runbooks by what a person sees or pastes: a symptom, a word of a title, a whole line of a log. Every
// hit says why it is one. Words are compared without case, from their beginning, and with a typo or two.
#pragma once

#include "models/runbook/Runbook.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster::runbook {

struct SearchHit {
    std::size_t index = 0;            // into the runbooks that the search was built from
    double score = 0;                 // only to be compared
    std::vector<std::string> reasons; // best first, two at most: "symptom: connection refused", "title",
                                      // "step 4: Restart PostgreSQL"
    bool bySymptom = false;           // one of its symptoms stands in the query as a whole
};

// Owns what it needs of the runbooks. Immutable; thread-safe.
class Search {
public:
    Search() = default;
    explicit Search(const std::vector<const Runbook*>& runbooks);

    // Best first, before all a runbook whose title or id is the query; of equals the one that was given
    // first. An empty query finds nothing.
    [[nodiscard]] std::vector<SearchHit> find(std::string_view query) const;

private:
    using Word = std::uint32_t;
    enum class Field : std::uint8_t { symptom, title, id, service, step, stepText, introduction };
    struct Posting {
        std::uint32_t runbook;
        Field field;
        std::uint16_t at; // which symptom or step
    };
    struct Symptom {
        std::string text;
        std::vector<Word> words;
    };
    struct Entry {
        std::string service;
        std::vector<std::string> title, id; // their words
        std::vector<Symptom> symptoms;
        std::vector<std::string> steps; // titles
    };
    using Meanings = std::map<Word, double>; // words that a word of the query may mean, and how well

    Word intern(std::string_view word);
    std::vector<Word> add(std::uint32_t runbook, Field field, std::size_t at, std::string_view text);
    [[nodiscard]] Meanings meanings(std::string_view word) const;
    [[nodiscard]] std::string reason(const Posting& posting) const;
    [[nodiscard]] static double contained(const Symptom& symptom, const std::vector<Meanings>& query);

    std::vector<Entry> m_entries;
    std::map<std::string, Word, std::less<>> m_ids;
    std::vector<std::string> m_words;
    std::vector<std::vector<Posting>> m_postings; // by word
};

} // namespace muster::runbook
