#include "engine/run/Entries.h"

#include "engine/run/Next.h"
#include "models/runbook/Expand.h"

namespace muster::run {
namespace {

using incident::Incident;
using incident::Position;
using incident::StepState;
using incident::Visit;

// What the runbook that is entered is given: the call's arguments (`$name` stands for a value of the calling
// run), else, where it goes on for good, what this run knows under that name, else its defaults.
Result<Values> inputsOf(const runbook::Runbook& entered, const runbook::Branch& branch, const Incident& state,
                        const Documents& documents) {
    const auto values = valuesOfRun(state, documents);
    Values given;
    for (const auto& input : entered.inputs) {
        const auto argument = branch.arguments.find(input.name);
        const bool passedOn = branch.go == runbook::Branch::Go::runbook && values.contains(input.name);
        if (argument == branch.arguments.end()) {
            if (passedOn)
                given[input.name] = values.at(input.name);
        } else if (argument->second.starts_with('$')) {
            const auto found = values.find(argument->second.substr(1));
            given[input.name] = found == values.end() ? std::string() : found->second;
        } else {
            given[input.name] = argument->second;
        }
    }
    return runbook::inputsFrom(entered, given);
}

std::optional<Position> destination(const Documents& documents, const Visit& visit,
                                    const runbook::Branch& branch) {
    if (branch.go == runbook::Branch::Go::step)
        return Position{visit.runbook, branch.step};
    const std::string id = documents.idOf(branch.document);
    const auto found = documents.runbooks.find(id);
    if (found == documents.runbooks.end() || found->second.steps.empty())
        return std::nullopt;
    return Position{id, branch.step.empty() ? found->second.steps.front().slug : branch.step};
}

const char* goWord(runbook::Branch::Go go) {
    switch (go) {
    case runbook::Branch::Go::runbook:
        return "runbook";
    case runbook::Branch::Go::call:
        return "call";
    case runbook::Branch::Go::step:
        break;
    }
    return "step";
}

} // namespace

Json positionJson(const std::optional<Position>& position) {
    if (!position)
        return nullptr;
    return Json{{"runbook", position->runbook}, {"step", position->step}};
}

const char* riskWord(runbook::Risk risk) {
    switch (risk) {
    case runbook::Risk::reads:
        return "reads";
    case runbook::Risk::idempotent:
        return "idempotent";
    case runbook::Risk::irreversible:
        return "irreversible";
    case runbook::Risk::guarded:
        break;
    }
    return "guarded";
}

Position positionOf(const Visit& visit) {
    return {visit.runbook, visit.step};
}

Json visitBody(const Visit& visit) {
    return Json{{"runbook", visit.runbook}, {"step", visit.step}, {"at", visit.at}};
}

std::vector<ports::Entry> settle(const Incident& state, const Documents& documents, const Visit& visit,
                                 const Settlement& settlement) {
    std::optional<Position> following;
    if (!settlement.halted)
        following = visit.decidedTo ? visit.decidedTo : documents.after(state.phase, positionOf(visit));

    Json body = visitBody(visit);
    body["state"] = incident::word(settlement.state);
    body["by"] = settlement.by;
    body["reason"] = settlement.reason;
    body["next"] = positionJson(following);
    body["halted"] = settlement.halted;
    return {{state.number, "step.settled", std::move(body)}};
}

ports::Entry excuse(const Incident& state, const Visit& visit, const Settlement& settlement) {
    Json body = visitBody(visit);
    body["state"] = incident::word(settlement.state);
    body["by"] = settlement.by;
    body["reason"] = settlement.reason;
    return {state.number, "step.excused", std::move(body)};
}

std::vector<ports::Entry> abandonActive(const Incident& state, const std::string& reason) {
    std::vector<ports::Entry> entries;
    for (const auto& visit : state.visits) {
        if (visit.state != StepState::active)
            continue;
        Json body = visitBody(visit);
        body["state"] = incident::word(StepState::failed);
        body["by"] = "policy";
        body["reason"] = reason;
        body["next"] = nullptr;
        body["halted"] = true;
        entries.push_back({state.number, "step.settled", std::move(body)});
    }
    return entries;
}

std::vector<ports::Entry> decisionEntries(const Incident& state, const Documents& documents,
                                          const Visit& visit, int index, const std::string& by) {
    const runbook::Step* step = documents.step(positionOf(visit));
    Json body = visitBody(visit);
    body["branch"] = index;
    body["by"] = by;
    if (index < 0 || step == nullptr || static_cast<std::size_t>(index) >= step->branches.size()) {
        body["branch"] = -1;
        body["label"] = "";
        body["go"] = "step";
        body["to"] = nullptr;
        return {{state.number, "decision.made", std::move(body)}};
    }
    const runbook::Branch& branch = step->branches[static_cast<std::size_t>(index)];
    const auto to = destination(documents, visit, branch);
    body["label"] = branch.label;
    body["go"] = goWord(branch.go);
    body["to"] = positionJson(to);
    if (!to || documents.step(*to) == nullptr) {
        // Lint finds this beforehand; in a run it must not turn into "go on as if nothing were the matter".
        Settlement lost{StepState::failed, "policy", "", true};
        lost.reason = "the branch '" + branch.label + "' leads to '" + branch.document + "#" + branch.step +
                      "', which is not among this run's documents";
        return settle(state, documents, visit, lost);
    }
    if (branch.go != runbook::Branch::Go::step) {
        const auto inputs = inputsOf(documents.runbooks.at(to->runbook), branch, state, documents);
        if (!inputs)
            return settle(state, documents, visit,
                          {StepState::failed, "policy", inputs.error().text(), true});
        body["inputs"] = *inputs;
    }
    if (branch.go == runbook::Branch::Go::call)
        body["return_to"] = positionJson(documents.after(state.phase, positionOf(visit)));
    return {{state.number, "decision.made", std::move(body)}};
}

} // namespace muster::run
