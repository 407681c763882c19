#include "models/runbook/Lint.h"

#include "models/document/Words.h"
#include "models/runbook/FrontMatter.h"
#include "models/runbook/LintFlow.h"
#include "models/runbook/Needs.h"
#include "models/runbook/ReadSections.h"
#include "models/runbook/Slug.h"

#include <algorithm>
#include <chrono>

namespace muster::runbook {
namespace {

Place placeOf(const std::map<std::string, Place>& places, const std::string& word, const std::string& file) {
    const auto found = places.find(word);
    return found == places.end() ? Place{file, 1, 0} : found->second;
}

std::chrono::sys_days dayOf(std::string_view date) {
    const auto number = [&](std::size_t from, std::size_t count) {
        return std::stoi(std::string(date.substr(from, count)));
    };
    return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                       std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                       std::chrono::day(static_cast<unsigned>(number(8, 2))));
}

void lintFront(const Runbook& runbook, const environment::Environment* environment, std::string_view today,
               std::vector<Problem>& problems) {
    const auto& file = runbook.document.path;
    const auto at = [&](const std::string& word) { return placeOf(runbook.places, word, file); };
    if (runbook.owner.empty())
        problems.push_back({at("owner"), "the runbook has no owner", "add `owner: team`"});
    if (runbook.service.empty())
        problems.push_back({at("service"), "the runbook does not say which service it recovers",
                            "add `service: name`; it is what the RTO and the RPO are measured at",
                            Severity::warning});
    else if (environment != nullptr && !environment->services.contains(runbook.service)) {
        std::vector<std::string> known;
        for (const auto& [name, service] : environment->services)
            known.push_back(name);
        problems.push_back({at("service"), "the environment has no service '" + runbook.service + "'",
                            document::suggestion(runbook.service, known)});
    }
    if (runbook.rto && runbook.rto->count() == 0)
        problems.push_back({at("rto"), "no recovery takes no time",
                            "write the longest outage that is allowed, "
                            "as in `rto: 30s`"});
    if (!runbook.id.empty() && runbook.document.name != runbook.id + ".md" && !runbook.document.name.empty())
        problems.push_back({at("id"),
                            "the id is '" + runbook.id + "' and the file is " + runbook.document.name,
                            "name the file " + runbook.id + ".md", Severity::warning});
    if (!isDate(today))
        return;
    if (runbook.reviewed.empty()) {
        problems.push_back({at("reviewed"), "the runbook was never reviewed",
                            "add `reviewed: " + std::string(today) + "` when it was", Severity::warning});
        return;
    }
    if (!isDate(runbook.reviewed))
        return;
    const auto age = dayOf(today) - dayOf(runbook.reviewed);
    if (age.count() < 0)
        problems.push_back(
            {at("reviewed"), "the review lies in the future", "correct the date", Severity::warning});
    else if (runbook.reviewEvery && age > *runbook.reviewEvery)
        problems.push_back(
            {at("reviewed"),
             "the review is overdue: the last one was " + std::to_string(age.count()) + " days ago",
             "read it through, then change the date", Severity::warning});
}

void lintCaptures(const std::vector<Capture>& captures, const std::vector<const Step*>& steps,
                  std::vector<Problem>& problems) {
    std::vector<std::string> slugs;
    for (const auto* step : steps)
        slugs.push_back(step->slug);
    for (const auto& capture : captures) {
        const auto step = std::find_if(steps.begin(), steps.end(),
                                       [&](const Step* each) { return each->slug == capture.step; });
        if (step == steps.end())
            problems.push_back({capture.place,
                                "the capture '" + capture.name + "' names no step: '" + capture.step + "'",
                                document::suggestion(capture.step, slugs)});
        else if (!(*step)->action || (*step)->action->kind == ActionKind::message ||
                 (*step)->action->kind == ActionKind::approve || (*step)->action->kind == ActionKind::wait)
            problems.push_back({capture.place,
                                "the step '" + capture.step + "' says nothing that could be captured",
                                "name a step with an sh, sql or http fence"});
    }
}

void lintStep(const Step& step, bool approved, const ActionLint& actions, const KnownNames& names,
              const KnownNames& afterwards, std::vector<Problem>& problems) {
    if (step.action) {
        actions.check(*step.action, names);
        if (step.action->risk == Risk::irreversible && !step.undo && !step.action->undoNone && !approved)
            problems.push_back({step.action->place,
                                "the step cannot be taken back, and nobody is asked before",
                                "add `### Undo`, or a step with ```approve before it, or say undo=none"});
        if (step.undo && step.action->undoNone)
            problems.push_back(
                {step.action->place, "`undo=none` and `### Undo` contradict each other", "keep one"});
    }
    for (const auto* part : {&step.alreadyDone, &step.ifItFails, &step.undo})
        if (*part)
            actions.check(**part, part == &step.undo ? afterwards : names);
}

} // namespace

std::vector<Problem> lint(const Runbook& runbook, const std::vector<Runbook>& linked,
                          const environment::Environment* environment, std::string_view today) {
    std::vector<Problem> problems;
    if (environment != nullptr && !whyNotFor(*environment, runbook.needs).empty())
        environment = nullptr; // it is for others: what it names need not be there
    lintFront(runbook, environment, today, problems);
    std::vector<const Step*> steps;
    for (const auto& step : runbook.steps)
        steps.push_back(&step);
    lintCaptures(runbook.captures, steps, problems);
    const ActionLint actions(environment, problems);
    bool approved = false;
    for (const auto& step : runbook.steps) {
        if (step.slug != slugOf(step.title))
            problems.push_back({step.place, "the heading '" + step.title + "' stands in the document already",
                                "give it another title: links to it would need #" + step.slug});
        approved = approved || (step.action && step.action->kind == ActionKind::approve);
        // Its undo runs later, with what the step itself captured as well.
        auto afterwards = knownNames(runbook, &step);
        for (const auto& capture : runbook.captures)
            if (capture.step == step.slug)
                afterwards[capture.name] = {!capture.optional, true, true};
        lintStep(step, approved, actions, knownNames(runbook, &step), afterwards, problems);
        if (!step.action && step.ticks.empty() && step.branches.empty() && step.prose.empty())
            problems.push_back({step.place, "the step '" + step.title + "' is empty",
                                "write what is to be done", Severity::warning});
    }
    lintFlow(runbook, linked, environment, problems);
    sortByPlace(problems);
    return problems;
}

std::vector<Problem> lintDrill(const Drill& drill, const Runbook& runbook,
                               const environment::Environment* environment) {
    std::vector<Problem> problems;
    const auto& file = drill.document.path;
    const auto problem = [&](const std::string& word, const std::string& what, const std::string& mend,
                             Severity severity) {
        problems.push_back({placeOf(drill.places, word, file), what, mend, severity});
    };
    if (environment != nullptr && !whyNotFor(*environment, drill.needs).empty())
        environment = nullptr;
    for (const auto& need : runbook.needs)
        if (std::find(drill.needs.begin(), drill.needs.end(), need) == drill.needs.end())
            problem("",
                    std::string("the drill does not say `") + (need.must ? "needs" : "not-for") + ": { " +
                        need.name + ": " + need.value + " }` as its runbook does",
                    "add it to the front matter: where the runbook is of no use, the drill is of none",
                    Severity::error);
    std::vector<const Step*> steps;
    for (const auto* section : {&drill.steadyState, &drill.breakIt, &drill.putBack, &drill.steadyAgain})
        for (const auto& step : *section)
            steps.push_back(&step);
    lintCaptures(drill.captures, steps, problems);

    const ActionLint actions(environment, problems);
    auto names = knownNames(runbook, nullptr);
    for (const auto& capture : drill.captures)
        names[capture.name] = {!capture.optional, true, true};
    for (const auto* step : steps)
        lintStep(*step, false, actions, names, names, problems);
    if (drill.breakIt.empty())
        problem("", "`Break it` breaks nothing",
                "write the fault as a fence: a drill without one tests nothing", Severity::error);

    std::vector<std::string> slugs;
    bool ticks = false;
    bool approvals = false;
    for (const auto& step : runbook.steps) {
        slugs.push_back(step.slug);
        ticks = ticks || !step.ticks.empty();
        approvals = approvals || (step.action && step.action->kind == ActionKind::approve);
        if (!step.branches.empty() && !decidesItself(step) && !drill.answers.contains(step.slug))
            problem("answers", "nobody answers the decision '" + step.slug + "'",
                    "add it to `answers`: the text of a link, or none to go on with the next step",
                    Severity::error);
    }
    for (const auto& [slug, answer] : drill.answers) {
        const Step* step = runbook.find(slug);
        if (step == nullptr) {
            problem("answers." + slug, "the runbook has no step '" + slug + "'",
                    document::suggestion(slug, slugs), Severity::error);
            continue;
        }
        if (step->branches.empty()) {
            problem("answers." + slug, "the step '" + slug + "' has no decision", "remove the answer",
                    Severity::error);
            continue;
        }
        std::vector<std::string> known{"none"};
        for (const auto& branch : step->branches)
            known.insert(known.end(), {branch.label, branch.step});
        if (std::find(known.begin(), known.end(), answer) == known.end())
            problem("answers." + slug, "'" + answer + "' is no way to go at '" + slug + "'",
                    document::suggestion(answer, known), Severity::error);
    }
    if (ticks && !drill.assumeTicks && !drill.places.contains("ticks"))
        problem("ticks", "the runbook has items to tick, and the drill does not say what happens to them",
                "add `ticks: assume`, or `ticks: ask` if somebody is there", Severity::warning);
    if (approvals && !drill.waiveApprovals && !drill.places.contains("approvals"))
        problem("approvals", "the runbook needs approvals, and the drill does not say what happens to them",
                "add `approvals: waive`, or `approvals: ask` if somebody is there", Severity::warning);

    if (drill.blastRadius.empty())
        problem("blast-radius", "the drill does not say what it may touch", "add `blast-radius: [target]`",
                Severity::error);
    std::vector<std::string> radius;
    for (std::size_t i = 0; i < drill.blastRadius.size(); ++i) {
        const auto hosts = actions.hostsOf(drill.blastRadius[i]);
        radius.insert(radius.end(), hosts.begin(), hosts.end());
        if (environment != nullptr && hosts.empty() && !environment->services.contains(drill.blastRadius[i]))
            problem("blast-radius[" + std::to_string(i) + "]",
                    "'" + drill.blastRadius[i] + "' is no target of this environment",
                    "write a host, group@role or each:group", Severity::error);
    }
    const auto covers = [&](const std::vector<std::string>& allowed, const std::vector<std::string>& wanted) {
        return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& host) {
            return std::find(allowed.begin(), allowed.end(), host) != allowed.end();
        });
    };
    for (const auto& step : drill.breakIt) {
        if (!step.action || step.action->target.empty() || step.action->risk == Risk::reads ||
            step.action->kind == ActionKind::http)
            continue;
        const auto& target = step.action->target;
        const bool named =
            std::find(drill.blastRadius.begin(), drill.blastRadius.end(), target) != drill.blastRadius.end();
        const auto hosts = actions.hostsOf(target);
        if (!named && (environment == nullptr || hosts.empty() || !covers(radius, hosts)))
            problems.push_back({step.action->place,
                                "'" + target + "' lies outside of the drill's blast radius",
                                "add it to `blast-radius`, or break something inside of it"});
    }
    if (environment != nullptr && !environment->blastRadius.empty()) {
        std::vector<std::string> allowed;
        for (const auto& name : environment->blastRadius) {
            const auto hosts = actions.hostsOf(environment->groups.contains(name) ? "each:" + name : name);
            allowed.insert(allowed.end(), hosts.begin(), hosts.end());
        }
        if (!covers(allowed, radius))
            problem("blast-radius", "the drill touches more than the environment allows",
                    "narrow it, or widen `blast-radius` in " + environment->path, Severity::error);
    }
    sortByPlace(problems);
    return problems;
}

} // namespace muster::runbook
