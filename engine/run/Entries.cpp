#include "engine/run/Entries.h"

#include "engine/run/Next.h"

namespace muster::run {
namespace {

using incident::Incident;
using incident::Position;
using incident::Visit;

// `$name` in the arguments of a call stands for a value of the calling run.
Json callInputs(const runbook::Branch& branch, const Incident& state) {
    const auto values = namedValues(state);
    Json inputs = Json::object();
    for (const auto& [name, argument] : branch.arguments) {
        if (argument.starts_with('$')) {
            const auto found = values.find(argument.substr(1));
            inputs[name] = found == values.end() ? std::string() : found->second;
        } else {
            inputs[name] = argument;
        }
    }
    return inputs;
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
    std::vector<ports::Entry> entries{{state.number, "step.settled", std::move(body)}};

    if (!settlement.halted && !following && !state.callers.empty()) {
        Json back = visitBody(visit);
        back["next"] = positionJson(state.callers.back());
        entries.push_back({state.number, "returned", std::move(back)});
    }
    return entries;
}

std::vector<ports::Entry> abandonActive(const Incident& state, const std::string& reason) {
    std::vector<ports::Entry> entries;
    for (const auto& visit : state.visits) {
        if (visit.state != incident::StepState::active)
            continue;
        Json body = visitBody(visit);
        body["state"] = incident::word(incident::StepState::failed);
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
        Settlement lost{incident::StepState::failed, "policy", "", true};
        lost.reason = "the branch '" + branch.label + "' leads to '" + branch.document + "#" + branch.step +
                      "', which is not among this run's documents";
        return settle(state, documents, visit, lost);
    }
    if (branch.go != runbook::Branch::Go::step)
        body["inputs"] = callInputs(branch, state);
    if (branch.go == runbook::Branch::Go::call)
        body["return_to"] = positionJson(documents.after(state.phase, positionOf(visit)));
    return {{state.number, "decision.made", std::move(body)}};
}

} // namespace muster::run
