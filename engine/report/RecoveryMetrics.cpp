#include "engine/report/Suite.h"
#include "engine/report/Words.h"
#include "models/report/SuiteText.h"

#include <algorithm>

namespace muster::report {
namespace {

constexpr std::size_t longestTitle = 48;

std::string target(Seconds value) {
    return value ? spoken(value) : "-";
}

const SuiteDrill* ours(const Suite& suite, const std::string& drill) {
    const auto found = std::find_if(suite.drills.begin(), suite.drills.end(),
                                    [&](const auto& each) { return !drill.empty() && each.drill == drill; });
    return found == suite.drills.end() ? nullptr : &*found;
}

std::vector<std::string> cells(const SuiteDrill* drill) {
    if (drill == nullptr)
        return {"-", "-", "-", "not run", "-"};
    const std::string form = formText(*drill);
    return {drill->rto ? figure(drill->rto) : "-",
            drill->rpo ? (drill->rpoAtLeast ? "≥ " : "") + figure(drill->rpo) : "-",
            drill->workLost ? figure(drill->workLost) : "-", verdictText(drill->verdict),
            form.empty() ? "-" : markdownText(form, 60)};
}

// Ours against the seed's, over the scenarios in which both were measured.
std::string comparison(const Suite& suite, const SeedTable& seed) {
    int both = 0, faster = 0, slower = 0, missing = 0, judged = 0, within = 0;
    for (const auto& scenario : seed.scenarios) {
        const auto* drill = ours(suite, scenario.drill);
        if (drill == nullptr || !drill->measured()) {
            ++missing;
            continue;
        }
        if (const auto stands = standing(drill->rto, scenario.rtoTarget); stands != Standing::untold) {
            ++judged;
            within += stands == Standing::within ? 1 : 0;
        }
        if (!drill->rto || !scenario.rto)
            continue;
        ++both;
        faster += *drill->rto < *scenario.rto ? 1 : 0;
        slower += *drill->rto > *scenario.rto ? 1 : 0;
    }
    std::string out = "RTO against the seed's targets: " + std::to_string(within) + " of " +
                      std::to_string(judged) + " within. Against its figures: " + std::to_string(both) +
                      " measured by both, " + std::to_string(faster) + " shorter, " + std::to_string(slower) +
                      " longer";
    if (missing > 0)
        out += "; " + std::to_string(missing) + " of its scenarios were not measured here";
    return out;
}

} // namespace

std::string recoveryMetrics(const Suite& suite, const SeedTable& seed) {
    std::string out = "# Recovery metrics\n\n";
    out += wrapped("Made by `muster report metrics` from plan " + std::to_string(suite.plan) +
                       " of a journal, on " + markdownText(suite.environment) + ", " +
                       instant(suite.begunUtcMs) +
                       " UTC. Nothing here is written by hand but the seed's columns.",
                   "", "");
    if (!seed.source.empty())
        out += "\n" + wrapped("Seed: " + markdownText(seed.source), "", "");
    out += "\n";
    const std::vector<std::string> head{
        "#",    "scenario", "RTO target",      "seed",    "ours", "RPO target",
        "seed", "ours",     "work done again", "verdict", "form"};
    std::vector<std::vector<std::string>> rows;
    const auto row = [&](const std::string& number, const std::string& title, Seconds rtoTarget,
                         const std::string& seedRto, Seconds rpoTarget, const std::string& seedRpo,
                         const SuiteDrill* drill) {
        const auto mine = cells(drill);
        rows.push_back({number, markdownText(title, longestTitle), target(rtoTarget), seedRto, mine[0],
                        target(rpoTarget), seedRpo, mine[1], mine[2], mine[3], mine[4]});
    };
    std::vector<const SuiteDrill*> told;
    for (const auto& scenario : seed.scenarios) {
        const auto* drill = ours(suite, scenario.drill);
        told.push_back(drill);
        const std::string note = scenario.note.empty() ? "" : " (" + markdownText(scenario.note, 40) + ")";
        row(std::to_string(scenario.number), scenario.title, scenario.rtoTarget, target(scenario.rto) + note,
            scenario.rpoTarget, target(scenario.rpo), drill);
    }
    for (const auto& drill : suite.drills) // more than the seed had
        if (std::find(told.begin(), told.end(), &drill) == told.end())
            row("-", drill.title, drill.rtoTarget, "-", drill.rpoTarget, "-", &drill);
    out += table(head, rows, {0, 2, 3, 4, 5, 6, 7, 8}) + "\n";
    out += "## How to read it\n\n";
    out += wrapped(
        "Targets are the seed's; ours are judged against the targets of the environment file, which a "
        "verdict speaks of.",
        "- ", "  ");
    out += wrapped(
        "Our RTO is from before the fault to the first write of the unbroken run of successes that a "
        "client saw; our RPO counts acknowledged writes that are missing. `work done again` is progress "
        "since the last checkpoint.",
        "- ", "  ");
    out += wrapped(comparison(suite, seed), "- ", "  ") + "\n## All together\n\n";
    for (const auto& [name, value] : suiteTotals(suite))
        out += wrapped(name + ": " + markdownText(value, 2000), "- ", "  ");
    return out;
}

} // namespace muster::report
