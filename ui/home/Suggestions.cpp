#include "ui/home/Suggestions.h"

#include "ui/home/Phrases.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

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
        const auto worth = [](const Suggestion& each) { return std::pair(each.seen, each.score); };
        if (!isNew && worth(at->second) < worth(suggestion))
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
                suggestion.seen = true;
                suggestion.score += symptom->second->score;
                suggestion.reason +=
                    ", " +
                    (symptom->second->reasons.empty() ? service.why : symptom->second->reasons.front());
            }
            offer(std::move(suggestion));
        }
    }
    std::vector<Suggestion> out;
    for (auto& [index, suggestion] : best)
        out.push_back(std::move(suggestion));
    const auto rank = [&](const Suggestion& each) {
        const auto& entry = library.runbooks[each.runbook];
        // Of what only belongs to the service nothing says how grave it is now.
        return std::tuple(!runs(entry), !each.seen, each.seen ? entry.runbook.severity : "", -each.score,
                          entry.runbook.severity);
    };
    std::stable_sort(out.begin(), out.end(),
                     [&](const Suggestion& one, const Suggestion& other) { return rank(one) < rank(other); });
    return out;
}

} // namespace muster::ui::home
