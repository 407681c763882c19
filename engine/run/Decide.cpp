// What an operator's answer means: the other half of Next.h.
#include "engine/run/Entries.h"
#include "engine/run/Next.h"
#include "engine/run/Questions.h"

#include <algorithm>

namespace muster::run {
namespace {

using incident::Incident;
using incident::StepState;
using incident::Visit;
using ports::Answer;
using ports::Entry;
using ports::Question;
using Entries = std::vector<Entry>;

tl::unexpected<Error> misfit(const std::string& what, const std::string& next) {
    return failure({what, "", next, "", Retry::safe});
}

bool blank(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
}

Entries cancelled(const Incident& state, const std::string& reason) {
    Entries entries{{state.number, "run.cancelled", Json{{"reason", reason}}}};
    for (auto& entry : abandonActive(state, "the run was stopped: " + reason))
        entries.push_back(std::move(entry));
    return entries;
}

Entries granted(const Incident& state, const Visit& visit, int attempt) {
    Json body = visitBody(visit);
    body["attempt"] = attempt;
    return {{state.number, "step.granted", std::move(body)}};
}

Result<Entries> ticked(const Incident& state, const Visit& visit, const runbook::Step& step,
                       const Answer& answer) {
    if (answer.values.size() != step.ticks.size())
        return misfit("not every item has an answer",
                      "answer all " + std::to_string(step.ticks.size()) + " items");
    Entries entries;
    for (std::size_t item = 0; item < step.ticks.size(); ++item) {
        if (step.ticks[item].blanks > 0 && blank(answer.values[item]))
            return misfit("'" + step.ticks[item].text + "' has a blank that is not filled",
                          "write what you observed, or skip the step with a reason");
        Json body = visitBody(visit);
        body["item"] = item;
        body["values"] = blank(answer.values[item]) ? Json::array() : Json::array({answer.values[item]});
        body["how"] = "person";
        entries.push_back({state.number, "step.ticked", std::move(body)});
    }
    return entries;
}

Entries undoSettled(const Incident& state, const Visit& visit, const std::string& reason) {
    Json body = visitBody(visit);
    body["part"] = incident::partUndo;
    body["state"] = incident::word(visit.state == StepState::active ? StepState::failed : visit.state);
    body["by"] = "person";
    body["reason"] = reason;
    body["next"] = nullptr;
    body["halted"] = true;
    return {{state.number, "step.settled", std::move(body)}};
}

// Undoing ends, and the run goes on at the step that was chosen.
Result<Entries> goesOnAt(const Incident& state, const Documents& documents, const Visit& visit,
                         const std::string& slug) {
    const incident::Position to{visit.runbook, slug};
    if (documents.step(to) == nullptr)
        return misfit("there is no step '" + slug + "'", "choose one of those shown");
    Entries entries = abandonActive(state, "undone; the run went on elsewhere");
    entries.push_back({state.number, "undo.ended", Json{{"to", positionJson(to)}}});
    return entries;
}

// Nothing further is undone: every visit that still could be is left as it is.
Entries undoneEnough(const Incident& state, const Documents& documents) {
    Entries entries;
    for (const auto& each : state.visits) {
        const runbook::Step* step = documents.step(positionOf(each));
        if (step == nullptr || !step->undo || step->undo->undoNone || each.undoSettled || each.acts.empty())
            continue;
        for (auto& entry : undoSettled(state, each, "left as it is"))
            entries.push_back(std::move(entry));
    }
    return entries;
}

Result<Entries> approved(const Incident& state, const Visit& visit, const Answer& answer) {
    if (blank(answer.by))
        return misfit("an approval needs a name", "name the person who agreed");
    if (answer.by == state.openedBy.name || answer.by == state.openedBy.login)
        return misfit("who runs the step cannot approve it", "ask somebody else, and name them");
    Json body = visitBody(visit);
    body["by"] = answer.by;
    return Entries{{state.number, "approval.given", std::move(body)}};
}

Result<Entries> decided(const Incident& state, const Documents& documents, const Visit& visit,
                        const runbook::Step& step, const Answer& answer) {
    if (answer.choice == "none")
        return decisionEntries(state, documents, visit, -1, "person");
    for (std::size_t i = 0; i < step.branches.size(); ++i)
        if (answer.choice == "branch:" + std::to_string(i))
            return decisionEntries(state, documents, visit, static_cast<int>(i), "person");
    return misfit("there is no such branch", "choose one of those shown");
}

} // namespace

Result<std::vector<Entry>> decide(const Incident& state, const Documents& documents, const Question& question,
                                  const Answer& answer) {
    const Visit* visit = state.visit(question.at);
    const runbook::Step* step = visit != nullptr ? documents.step(positionOf(*visit)) : nullptr;
    if (step == nullptr)
        return misfit("this question is about a step that is no longer there", "look at the run again");
    const bool offered = std::any_of(question.choices.begin(), question.choices.end(),
                                     [&](const auto& choice) { return choice.id == answer.choice; });
    if (!offered)
        return misfit("'" + answer.choice + "' is not one of the choices", "choose one of those shown");

    const auto needsReason = [&]() { return blank(answer.reason); };
    if (answer.choice == "stop")
        return cancelled(state, blank(answer.reason) ? "stopped by the operator" : answer.reason);
    if (answer.choice == "skip") {
        if (needsReason())
            return misfit("a skipped step needs a reason", "say why it is skipped; it stands in the report");
        return Entries{excuse(state, *visit, {StepState::skipped, "person", answer.reason, false})};
    }
    if (answer.choice == "by-hand") {
        if (needsReason())
            return misfit("a step done by hand needs what was seen",
                          "write the value or state that you observed");
        return Entries{excuse(state, *visit, {StepState::byHand, "person", answer.reason, false})};
    }
    if (answer.choice == "undo" && question.kind != Question::Kind::confirmUndo)
        return Entries{{state.number, "undo.started", Json{{"reason", answer.reason}}}};
    switch (question.kind) {
    case Question::Kind::begin:
        return granted(state, *visit, 1);
    case Question::Kind::undone:
        return goesOnAt(state, documents, *visit, answer.choice.substr(answer.choice.find(':') + 1));
    case Question::Kind::confirm: {
        if (answer.reason != question.typed)
            return misfit("the name does not match", "type " + question.typed + " exactly, or skip the step");
        Json body = visitBody(*visit);
        body["part"] = incident::partAction;
        return Entries{{state.number, "step.confirmed", std::move(body)}};
    }
    case Question::Kind::failed:
    case Question::Kind::unknown:
        return granted(state, *visit, visit->attempts(incident::partAction) + 1);
    case Question::Kind::ticks:
        return ticked(state, *visit, *step, answer);
    case Question::Kind::decision:
        return decided(state, documents, *visit, *step, answer);
    case Question::Kind::approval:
        return approved(state, *visit, answer);
    case Question::Kind::message:
        return Entries{messageEntry(state, *visit, *step->action,
                                    blank(answer.text) ? question.text : answer.text,
                                    answer.choice == "sent")};
    case Question::Kind::confirmUndo: {
        if (answer.choice == "leave")
            return undoSettled(state, *visit, "left as it is");
        if (answer.choice == "enough")
            return undoneEnough(state, documents);
        Json body = visitBody(*visit);
        body["part"] = incident::partUndo;
        return Entries{{state.number, "step.confirmed", std::move(body)}};
    }
    case Question::Kind::undoFailed:
        if (answer.choice == "leave")
            return undoSettled(state, *visit, "its undo failed; left as it is");
        // Negative: an attempt of the undo, not of the action.
        return granted(state, *visit, -(visit->attempts(incident::partUndo) + 1));
    }
    return misfit("this question cannot be answered", "look at the run again");
}

} // namespace muster::run
