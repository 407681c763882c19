#include "engine/run/Questions.h"

#include "engine/run/Entries.h"
#include "engine/run/Filled.h"
#include "engine/run/Next.h"

namespace muster::run {
namespace {

using incident::ActResult;
using incident::Visit;
using ports::Question;

Question question(Question::Kind kind, const Visit& visit, const runbook::Step& step) {
    Question out;
    out.kind = kind;
    out.at = visit.at;
    out.runbook = visit.runbook;
    out.step = visit.step;
    out.title = step.title;
    return out;
}

bool offersUndo(const incident::Incident& state) {
    // Undo has something to do only where an earlier step really acted; next() finds out which.
    for (const auto& visit : state.visits)
        for (const auto& act : visit.acts)
            if (act.part == incident::partAction && act.result == ActResult::ok)
                return true;
    return false;
}

} // namespace

Question beginQuestion(const incident::Incident& state, const Visit& visit, const runbook::Step& step,
                       bool simulated) {
    Question out = question(Question::Kind::begin, visit, step);
    out.text = step.prose;
    out.simulated = simulated;
    if (!step.action) {
        out.choices = {{"run", "Read: go on"}};
    } else {
        out.risk = riskWord(step.action->risk);
        out.choices = {{"run", simulated ? "Show it: nothing is changed" : "Run it"},
                       {"by-hand", "Done by hand: say what you saw"}};
    }
    out.choices.push_back({"skip", "Skip it, with a reason"});
    if (offersUndo(state))
        out.choices.push_back({"undo", "Undo what was done so far, last first"});
    out.choices.push_back({"stop", "Stop the run"});
    return out;
}

Question confirmQuestion(const Visit& visit, const runbook::Step& step, const runbook::Action& action) {
    Question out = question(Question::Kind::confirm, visit, step);
    out.risk = riskWord(action.risk);
    out.text = "This cannot be undone. To run it on " + action.target + ", type its name.";
    out.typed = action.target;
    out.choices = {{"skip", "Skip it, with a reason"}, {"confirm", "Run it"}, {"stop", "Stop the run"}};
    return out;
}

Question failedQuestion(const incident::Incident& state, const Visit& visit, const runbook::Step& step,
                        const std::string& why) {
    Question out = question(Question::Kind::failed, visit, step);
    out.text = why;
    out.choices = {{"again", "Run the step again"},
                   {"by-hand", "Done by hand: say what you saw"},
                   {"skip", "Skip it, with a reason"}};
    if (offersUndo(state))
        out.choices.push_back({"undo", "Undo what was done so far, last first"});
    out.choices.push_back({"stop", "Stop the run"});
    return out;
}

Question unknownQuestion(const Visit& visit, const runbook::Step& step, int attempt) {
    Question out = question(Question::Kind::unknown, visit, step);
    out.text = "Nobody knows whether it happened. " + whyFailed(visit, attempt) +
               " Look at the target before you choose.";
    out.choices = {{"by-hand", "It happened: say what you saw"},
                   {"again", "It did not happen: run the step again"},
                   {"skip", "Skip it, with a reason"},
                   {"stop", "Stop the run"}};
    return out;
}

Question ticksQuestion(const Visit& visit, const runbook::Step& step) {
    Question out = question(Question::Kind::ticks, visit, step);
    out.text = step.prose;
    for (const auto& tick : step.ticks)
        out.fields.push_back(tick.text);
    out.choices = {{"done", "All of it seen"}, {"skip", "Skip it, with a reason"}, {"stop", "Stop the run"}};
    return out;
}

Question decisionQuestion(const Documents& documents, const Visit& visit, const runbook::Step& step) {
    Question out = question(Question::Kind::decision, visit, step);
    out.text = step.prose;
    for (std::size_t i = 0; i < step.branches.size(); ++i) {
        const auto& branch = step.branches[i];
        std::string label = branch.label;
        if (branch.go != runbook::Branch::Go::step) {
            const auto found = documents.runbooks.find(documents.idOf(branch.document));
            const std::string title =
                found == documents.runbooks.end() ? branch.document : found->second.title;
            label += branch.go == runbook::Branch::Go::call ? " (calls: " : " (goes on in: ";
            label += title + ")";
        }
        out.choices.push_back({"branch:" + std::to_string(i), label});
    }
    out.choices.push_back({"none", "None of these: go on with the next step"});
    out.choices.push_back({"stop", "Stop the run"});
    return out;
}

Question approvalQuestion(const Visit& visit, const runbook::Step& step, const runbook::Action& action) {
    Question out = question(Question::Kind::approval, visit, step);
    out.text = action.text + "\nWho approves, as " + action.approver + "? (" +
               std::to_string(visit.approvals) + " of " + std::to_string(action.approvals) + " given)";
    out.choices = {{"approve", "Approved by somebody else: name them"}, {"stop", "Stop the run"}};
    return out;
}

Question messageQuestion(const incident::Incident& state, const Visit& visit, const runbook::Step& step,
                         const runbook::Action& action) {
    Question out = question(Question::Kind::message, visit, step);
    out.text = messageText(state, action);
    out.choices = {{"sent", "Sent to " + action.audience},
                   {"kept", "Not sent: keep the text"},
                   {"stop", "Stop the run"}};
    return out;
}

Question confirmUndoQuestion(const Visit& visit, const runbook::Step& step) {
    Question out = question(Question::Kind::confirmUndo, visit, step);
    out.text = "Undo this step:\n" + (step.undo ? step.undo->text : std::string());
    out.risk = step.undo ? riskWord(step.undo->risk) : "";
    out.choices = {{"leave", "Leave it as it is"}, {"undo", "Undo it"}, {"enough", "Undo no further"}};
    return out;
}

Question undoneQuestion(const incident::Incident& state, const Documents& documents) {
    Question out;
    out.kind = Question::Kind::undone;
    if (state.visits.empty())
        return out;
    const Visit& last = state.visits.back();
    out.at = last.at;
    out.runbook = last.runbook;
    out.step = last.step;
    out.title = "Undone: where to go on";
    out.text = "What was to be undone is undone; the timeline says what was left as it is. Go on at another "
               "step, or decide again.";
    for (const auto* step : documents.steps(state.phase, last.runbook))
        out.choices.push_back(
            {"step:" + step->slug, (step->branches.empty() ? "Go on at: " : "Decide again: ") + step->title});
    out.choices.push_back({"stop", "Stop the run"});
    return out;
}

Question undoFailedQuestion(const Visit& visit, const runbook::Step& step) {
    Question out = question(Question::Kind::undoFailed, visit, step);
    const auto records = visit.attempt(incident::partUndo, visit.attempts(incident::partUndo));
    out.text = "Its undo failed";
    for (const auto* record : records)
        out.text += "; " + record->host + ": " + record->why;
    out.choices = {{"again", "Run the undo again"}, {"leave", "Leave it as it is"}};
    return out;
}

std::string whyFailed(const Visit& visit, int attempt) {
    std::string out;
    for (const auto* record : visit.attempt(incident::partAction, attempt)) {
        if (record->result == ActResult::ok || record->result == ActResult::simulated)
            continue;
        if (!out.empty())
            out += "; ";
        out += record->host + ": " + (record->why.empty() ? incident::word(record->result) : record->why);
    }
    return out;
}

std::string messageText(const incident::Incident& state, const runbook::Action& action) {
    auto values = namedValues(state);
    values["incident"] = std::to_string(state.number);
    values["title"] = state.title;
    values["severity"] = state.severity;
    values["environment"] = state.environment;
    return filled(action.text, values);
}

ports::Entry messageEntry(const incident::Incident& state, const Visit& visit, const runbook::Action& action,
                          const std::string& text, bool sent) {
    Json body = visitBody(visit);
    body["to"] = action.audience;
    body["text"] = text;
    body["sent"] = sent;
    return {state.number, "message.kept", std::move(body)};
}

std::optional<ports::Outcome> lastOutcome(const Visit& visit) {
    const auto records = visit.attempt(incident::partAction, visit.attempts(incident::partAction));
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if ((*record)->result == ActResult::simulated)
            return std::nullopt;
        ports::Outcome outcome;
        if ((*record)->exitCode) {
            outcome.exitCode = *(*record)->exitCode;
            return outcome;
        }
        if ((*record)->status) {
            outcome.ended = ports::Outcome::Ended::responded;
            outcome.status = *(*record)->status;
            return outcome;
        }
    }
    return std::nullopt;
}

} // namespace muster::run
