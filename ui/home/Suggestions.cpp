#include "ui/home/Suggestions.h"

#include "ui/home/Phrases.h"

#include <algorithm>
#include <map>

namespace muster::ui::home {

runbook::Search searchOf(const ports::LibraryView& library) {
    std::vector<const runbook::Runbook*> all;
    all.reserve(library.runbooks.size());
    for (const auto& entry : library.runbooks)
        all.push_back(&entry.runbook);
    return runbook::Search(all);
}

std::vector<Suggestion> suggestions(const ports::LibraryView& library, const runbook::Search& search,
                                    const std::string& environment,
                                    const std::vector<ports::ServiceHealth>& health) {
    const auto* where = environmentOf(library, environment);
    std::map<std::size_t, Suggestion> best;
    const auto offer = [&best](Suggestion suggestion) {
        auto [at, isNew] = best.try_emplace(suggestion.runbook, suggestion);
        if (!isNew && at->second.score < suggestion.score)
            at->second = std::move(suggestion);
    };
    for (const auto& service : health) {
        if (service.state != ports::ServiceHealth::State::down)
            continue;
        std::map<std::size_t, const runbook::SearchHit*> bySymptom;
        const auto hits = search.find(service.why);
        for (const auto& hit : hits)
            if (hit.bySymptom)
                bySymptom.emplace(hit.index, &hit);
        for (std::size_t i = 0; i < library.runbooks.size(); ++i) {
            const auto& entry = library.runbooks[i];
            const bool ofService = entry.runbook.service == service.service;
            const auto symptom = bySymptom.find(i);
            if ((!ofService && symptom == bySymptom.end()) || !isFor(where, entry.runbook))
                continue;
            Suggestion suggestion;
            suggestion.runbook = i;
            suggestion.service = service.service;
            suggestion.reason = service.service + " is down";
            if (ofService)
                suggestion.score += 50;
            if (symptom != bySymptom.end()) {
                suggestion.score += symptom->second->score;
                suggestion.reason +=
                    ", " +
                    (symptom->second->reasons.empty() ? service.why : symptom->second->reasons.front());
            }
            if (!runs(entry))
                suggestion.score -= 10'000;
            offer(std::move(suggestion));
        }
    }
    std::vector<Suggestion> out;
    for (auto& [index, suggestion] : best)
        out.push_back(std::move(suggestion));
    std::stable_sort(out.begin(), out.end(), [&](const Suggestion& one, const Suggestion& other) {
        if (one.score != other.score)
            return one.score > other.score;
        return library.runbooks[one.runbook].runbook.severity <
               library.runbooks[other.runbook].runbook.severity;
    });
    return out;
}

} // namespace muster::ui::home
