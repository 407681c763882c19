#include "engine/run/Next.h"

#include "engine/run/Entries.h"
#include "engine/run/Questions.h"
#include "models/runbook/Expand.h"

#include <algorithm>

namespace muster::run {
namespace {

using incident::ActResult;
using incident::Incident;
using incident::Mode;
using incident::StepState;
using incident::Visit;
using ports::Entry;

// A runbook whose decisions form a circle must end some time, also when nobody watches.
constexpr std::ptrdiff_t maxVisits = 1000;
// Nobody is asked before a reading or idempotent step with an unknown outcome is tried again; not for ever.
constexpr int maxUnaskedRepeats = 3;

// What all hosts of one attempt together came to.
enum class Whole { none, incomplete, ok, failed, cancelled, neverStarted, unknown };

Whole wholeOf(const Visit& visit, const std::string& part, int attempt) {
    const auto records = visit.attempt(part, attempt);
    const auto any = [&](auto... results) {
        return std::any_of(records.begin(), records.end(),
                           [&](const auto* record) { return ((record->result == results) || ...); });
    };
    if (records.empty())
        return Whole::none;
    if (any(ActResult::unknown, ActResult::open))
        return Whole::unknown;
    if (any(ActResult::cancelled))
        return Whole::cancelled;
    if (any(ActResult::failed, ActResult::timedOut, ActResult::notStarted))
        return Whole::failed;
    if (any(ActResult::neverStarted))
        return Whole::neverStarted;
    const auto hosts = visit.hosts.find({part, attempt});
    return hosts != visit.hosts.end() && hosts->second.size() > records.size() ? Whole::incomplete
                                                                               : Whole::ok;
}

int countAttempts(const Visit& visit, Whole wanted) {
    int count = 0;
    for (int attempt = 1; attempt <= visit.attempts(incident::partAction); ++attempt)
        count += wholeOf(visit, incident::partAction, attempt) == wanted ? 1 : 0;
    return count;
}

bool repeatable(const runbook::Action& action) {
    return action.risk == runbook::Risk::reads || action.risk == runbook::Risk::idempotent;
}

bool simulates(const Incident& state, const runbook::Action& action) {
    if (state.mode != Mode::rehearsal || action.rehearse == runbook::Rehearse::run)
        return false;
    return action.rehearse == runbook::Rehearse::simulate || action.risk != runbook::Risk::reads;
}

class Flow {
public:
    Flow(const Incident& state, const Documents& documents, const Visit& visit, const runbook::Step& step)
        : m_state(state), m_documents(documents), m_visit(visit), m_step(step) {}

    Next next() {
        if (!m_step.action && !m_visit.excused && m_step.ticks.empty() && m_step.branches.empty() &&
            waitsForAPerson())
            return beginQuestion(m_state, m_visit, m_step, false);
        if (m_step.action && !m_visit.excused) {
            if (auto move = act(*m_step.action))
                return std::move(*move);
        }
        if (!m_visit.excused) {
            if (auto move = ticks())
                return std::move(*move);
        }
        if (!m_step.branches.empty() && !m_visit.decided)
            return decision();
        return finish();
    }

private:
    [[nodiscard]] Next settled(StepState state, const std::string& by, const std::string& reason,
                               bool halted = false) const {
        return Record{settle(m_state, m_documents, m_visit, {state, by, reason, halted})};
    }

    [[nodiscard]] Next excused(StepState state, const std::string& reason) const {
        return Record{{excuse(m_state, m_visit, {state, "policy", reason, false})}};
    }

    // Nobody is there to settle it. Putting back goes on with what is left to put back; all else stops.
    [[nodiscard]] Next failedUnattended(const std::string& reason) const {
        return settled(StepState::failed, "policy", reason, m_state.phase != phase::putBack);
    }

    [[nodiscard]] Next perform(const std::string& part, int attempt, const runbook::Action& action,
                               std::vector<std::string> onlyHosts = {}) const {
        return Perform{m_visit.at, positionOf(m_visit),        part,
                       attempt,    simulates(m_state, action), std::move(onlyHosts)};
    }

    // A further attempt, on the hosts where none has succeeded yet: where one has, it is not repeated.
    [[nodiscard]] Next again(const runbook::Action& action, int attempt) const {
        std::vector<std::string> open;
        bool someDone = false;
        for (int each = 1; each <= attempt; ++each) {
            const auto hosts = m_visit.hosts.find({incident::partAction, each});
            if (hosts == m_visit.hosts.end())
                continue;
            for (const auto& host : hosts->second) {
                const bool done = doneOn(host);
                someDone |= done;
                if (!done && std::find(open.begin(), open.end(), host) == open.end())
                    open.push_back(host);
            }
        }
        return perform(incident::partAction, attempt + 1, action,
                       someDone ? std::move(open) : std::vector<std::string>{});
    }

    // A guided run begins no step by itself. What cannot be undone asks for its name instead.
    [[nodiscard]] bool waitsForAPerson() const {
        return m_state.guided && !m_state.unattended && m_visit.grantedAttempt != 1 && !m_visit.confirmed;
    }

    [[nodiscard]] bool doneOn(const std::string& host) const {
        return std::any_of(m_visit.acts.begin(), m_visit.acts.end(), [&](const auto& act) {
            return act.part == incident::partAction && act.host == host && act.result == ActResult::ok;
        });
    }

    // Hosts of this attempt that a crash left without even an intent.
    [[nodiscard]] std::vector<std::string> untouchedHosts(int attempt) const {
        std::vector<std::string> out = m_visit.hosts.at({incident::partAction, attempt});
        for (const auto* record : m_visit.attempt(incident::partAction, attempt))
            std::erase(out, record->host);
        return out;
    }

    std::optional<Next> act(const runbook::Action& action) {
        switch (action.kind) {
        case runbook::ActionKind::message:
            return message(action);
        case runbook::ActionKind::approve:
            return approval(action);
        case runbook::ActionKind::wait:
            if (m_state.mode == Mode::rehearsal)
                return excused(StepState::simulated, "a rehearsal does not wait");
            return Pause{m_visit.at, action.wait};
        case runbook::ActionKind::shell:
        case runbook::ActionKind::sql:
        case runbook::ActionKind::http:
            break;
        }
        if (m_state.mode == Mode::rehearsal && action.rehearse == runbook::Rehearse::skip)
            return excused(StepState::skipped, "the runbook says rehearse=skip");

        const int attempt = m_visit.attempts(incident::partAction);
        if (attempt == 0) {
            if (m_state.mode == Mode::live && action.risk == runbook::Risk::irreversible &&
                !m_visit.confirmed) {
                if (m_state.unattended)
                    return failedUnattended(
                        "an irreversible step needs a person who types its target's name");
                return confirmQuestion(m_visit, m_step, action);
            }
            if (waitsForAPerson())
                return beginQuestion(m_state, m_visit, m_step, simulates(m_state, action));
            return perform(incident::partAction, 1, action);
        }
        switch (wholeOf(m_visit, incident::partAction, attempt)) {
        case Whole::none:
        case Whole::neverStarted: // certain not to have happened: no attempt was spent
            return again(action, attempt);
        case Whole::incomplete:
            return perform(incident::partAction, attempt, action, untouchedHosts(attempt));
        case Whole::ok:
            return std::nullopt;
        case Whole::unknown:
            return unknown(action, attempt);
        case Whole::cancelled:
            return unsettled(attempt, action, "it was stopped");
        case Whole::failed:
            break;
        }
        return failed(action, attempt);
    }

    std::optional<Next> unknown(const runbook::Action& action, int attempt) {
        if (m_step.alreadyDone) {
            switch (wholeOf(m_visit, incident::partAlreadyDone, attempt)) {
            case Whole::none:
            case Whole::incomplete:
                return perform(incident::partAlreadyDone, attempt, *m_step.alreadyDone);
            case Whole::ok:
                return std::nullopt;
            default:
                break;
            }
        }
        if (repeatable(action) && countAttempts(m_visit, Whole::unknown) <= maxUnaskedRepeats)
            return again(action, attempt);
        if (m_visit.grantedAttempt == attempt + 1)
            return again(action, attempt);
        if (m_state.unattended)
            return failedUnattended("nobody knows whether it happened, and nobody is there to find out");
        return unknownQuestion(m_visit, m_step, attempt);
    }

    Next failed(const runbook::Action& action, int attempt) {
        const int failures = countAttempts(m_visit, Whole::failed);
        if (failures < 1 + action.retries)
            return again(action, attempt);
        // What can do harm is nothing that a failure may set off by itself.
        if (m_step.ifItFails && m_step.ifItFails->risk != runbook::Risk::irreversible) {
            if (m_visit.attempts(incident::partIfItFails) == 0)
                return perform(incident::partIfItFails, 1, *m_step.ifItFails);
            switch (m_step.ifItFails->then) {
            case runbook::AfterFailure::retry:
                if (failures < 2 + action.retries && repeatable(action))
                    return again(action, attempt);
                break;
            case runbook::AfterFailure::proceed:
                return settled(StepState::failed, "policy", "the runbook says then=continue");
            case runbook::AfterFailure::stop:
                return settled(StepState::failed, "policy", "the runbook says then=stop", true);
            case runbook::AfterFailure::ask:
                break;
            }
        }
        return unsettled(attempt, action, whyFailed(m_visit, attempt));
    }

    Next unsettled(int attempt, const runbook::Action& action, const std::string& why) {
        if (m_visit.grantedAttempt == attempt + 1)
            return again(action, attempt);
        if (m_state.unattended)
            return failedUnattended(why);
        return failedQuestion(m_state, m_visit, m_step, why);
    }

    std::optional<Next> message(const runbook::Action& action) {
        if (m_visit.messageKept)
            return std::nullopt;
        if (!m_state.unattended && (m_state.mode == Mode::live || m_state.guided))
            return messageQuestion(m_state, m_visit, m_step, action);
        return Record{{messageEntry(m_state, m_visit, action, messageText(m_state, action), false)}};
    }

    std::optional<Next> approval(const runbook::Action& action) {
        if (m_visit.approvals >= action.approvals || m_visit.approvalsWaived)
            return std::nullopt;
        const bool waived =
            m_state.mode == Mode::rehearsal ||
            (m_state.mode == Mode::drill && m_documents.drill && m_documents.drill->waiveApprovals);
        if (waived) {
            Json body = visitBody(m_visit);
            body["count"] = action.approvals;
            return Record{{Entry{m_state.number, "approval.waived", std::move(body)}}};
        }
        if (m_state.unattended)
            return failedUnattended("it needs the approval of " + action.approver + ", and nobody is there");
        return approvalQuestion(m_visit, m_step, action);
    }

    std::optional<Next> ticks() {
        if (m_visit.ticks.size() >= m_step.ticks.size())
            return std::nullopt;
        std::string how;
        if (m_state.unattended && m_state.mode == Mode::rehearsal)
            how = "simulated";
        else if (m_state.unattended && m_documents.drill && m_documents.drill->assumeTicks)
            how = "assumed";
        if (how.empty()) {
            if (m_state.unattended)
                return failedUnattended("it has items that a person must tick, and nobody is there");
            return ticksQuestion(m_visit, m_step);
        }
        Record record;
        for (std::size_t item = 0; item < m_step.ticks.size(); ++item) {
            Json body = visitBody(m_visit);
            body["item"] = item;
            body["values"] = Json::array();
            body["how"] = how;
            record.entries.push_back({m_state.number, "step.ticked", std::move(body)});
        }
        return record;
    }

    Next decision() {
        const auto outcome = lastOutcome(m_visit);
        if (const auto branch = runbook::branchTaken(m_step, outcome ? &*outcome : nullptr,
                                                     valuesOfRun(m_state, m_documents)))
            return decided(static_cast<int>(*branch), "condition");
        if (m_state.unattended)
            return unattendedDecision();
        return decisionQuestion(m_documents, m_visit, m_step);
    }

    Next unattendedDecision() {
        if (m_documents.drill) {
            const auto answer = m_documents.drill->answers.find(m_step.slug);
            if (answer != m_documents.drill->answers.end()) {
                if (answer->second == "none")
                    return decided(-1, "answers");
                for (std::size_t i = 0; i < m_step.branches.size(); ++i)
                    if (m_step.branches[i].label == answer->second ||
                        m_step.branches[i].step == answer->second)
                        return decided(static_cast<int>(i), "answers");
            }
        }
        if (m_state.mode == Mode::rehearsal)
            return decided(-1, "policy");
        return failedUnattended("a person has to decide which way to go, and nobody is there");
    }

    [[nodiscard]] Next decided(int branch, const std::string& by) const {
        return Record{decisionEntries(m_state, m_documents, m_visit, branch, by)};
    }

    Next finish() {
        if (m_visit.excused)
            return settled(*m_visit.excused, m_visit.excusedBy, m_visit.excusedReason);
        const int attempt = m_visit.attempts(incident::partAction);
        bool simulated = m_visit.ticksSimulated;
        for (const auto* record : m_visit.attempt(incident::partAction, attempt))
            simulated |= record->result == ActResult::simulated;
        if (simulated)
            return settled(StepState::simulated, "policy", "a rehearsal executes only what reads");
        if (m_visit.approvalsWaived)
            return settled(StepState::waived, "policy", "approvals are waived in this run");
        if (m_visit.ticksAssumed && !m_step.action)
            return settled(StepState::assumed, "policy", "nobody was there to tick it");
        if (wholeOf(m_visit, incident::partAction, attempt) == Whole::unknown)
            return settled(StepState::done, "check", "its own check says that it is done");
        const bool acted = attempt > 0;
        return settled(StepState::done, acted ? "outcome" : "person",
                       m_visit.ticksAssumed ? "its items were assumed" : "");
    }

    const Incident& m_state;
    const Documents& m_documents;
    const Visit& m_visit;
    const runbook::Step& m_step;
};

// Rollback, last first, over the steps that were done or may have been.
Next nextUndo(const Incident& state, const Documents& documents) {
    for (auto visit = state.visits.rbegin(); visit != state.visits.rend(); ++visit) {
        const runbook::Step* step = documents.step(positionOf(*visit));
        if (step == nullptr || !step->undo || visit->undoSettled || step->undo->undoNone)
            continue;
        const bool touched = std::any_of(visit->acts.begin(), visit->acts.end(), [](const auto& each) {
            const auto* record = &each;
            return record->part == incident::partAction && record->result != ActResult::simulated &&
                   record->result != ActResult::notStarted && record->result != ActResult::neverStarted;
        });
        if (!touched)
            continue;
        const int undone = visit->attempts(incident::partUndo);
        const Whole whole = wholeOf(*visit, incident::partUndo, undone);
        if (undone == 0 || whole == Whole::neverStarted || visit->grantedAttempt == -(undone + 1)) {
            if (!state.unattended && !visit->undoConfirmed)
                return confirmUndoQuestion(*visit, *step);
            return Perform{
                visit->at, positionOf(*visit), incident::partUndo, undone + 1, simulates(state, *step->undo),
                {}};
        }
        if (whole == Whole::ok) {
            Json body = visitBody(*visit);
            body["part"] = incident::partUndo;
            body["state"] = incident::word(StepState::undone);
            body["by"] = "outcome";
            body["reason"] = "";
            body["next"] = nullptr;
            body["halted"] = true;
            return Record{{{state.number, "step.settled", std::move(body)}}};
        }
        if (state.unattended) {
            Json body = visitBody(*visit);
            body["part"] = incident::partUndo;
            body["state"] = incident::word(StepState::failed);
            body["by"] = "policy";
            body["reason"] = "its undo failed";
            body["next"] = nullptr;
            body["halted"] = true;
            return Record{{{state.number, "step.settled", std::move(body)}}};
        }
        return undoFailedQuestion(*visit, *step);
    }
    if (state.guided && !state.unattended && !state.visits.empty())
        return undoneQuestion(state, documents);
    return PhaseDone{true};
}

std::optional<SettleOpenActs> openActs(const Incident& state) {
    for (const auto& visit : state.visits) {
        SettleOpenActs open{visit.at, positionOf(visit), {}};
        for (const auto& record : visit.acts)
            if (record.result == ActResult::open)
                open.acts.push_back(record);
        if (!open.acts.empty())
            return open;
    }
    return std::nullopt;
}

// A called runbook has ended: its caller goes on.
Next goBack(const Incident& state) {
    Json body = visitBody(state.visits.back());
    body["next"] = positionJson(state.callers.back().next);
    return Record{{{state.number, "returned", std::move(body)}}};
}

Next enter(const Incident& state, const Documents& documents) {
    const runbook::Step* step = documents.step(*state.next);
    const auto list = documents.steps(state.phase, state.next->runbook);
    std::size_t number = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i]->slug == state.next->step)
            number = i + 1;
    Json body{{"runbook", state.next->runbook},
              {"step", state.next->step},
              {"at", state.visits.size() + 1},
              {"title", step != nullptr ? step->title : ""},
              {"number", number},
              {"planned_seconds", nullptr}};
    if (step != nullptr && step->action && step->action->takes)
        body["planned_seconds"] = static_cast<double>(step->action->takes->count()) / 1000.0;
    return Record{{{state.number, "step.entered", std::move(body)}}};
}

} // namespace

Next next(const Incident& state, const Documents& documents) {
    if (!state.open())
        return PhaseDone{};
    if (auto open = openActs(state))
        return std::move(*open);
    const bool puttingBack = state.phase == phase::putBack || state.phase == phase::steadyAgain;
    if (state.cancelled && !puttingBack)
        return PhaseDone{true};
    if (state.undoing)
        return nextUndo(state, documents);
    if (state.halted)
        return PhaseDone{true};
    const Visit* visit = state.active();
    if (visit == nullptr && !state.next && !state.callers.empty())
        return goBack(state);
    if (visit == nullptr)
        return state.next ? enter(state, documents) : Next{PhaseDone{}};
    const runbook::Step* step = documents.step(positionOf(*visit));
    if (step == nullptr)
        return Record{settle(state, documents, *visit,
                             {StepState::failed, "policy", "this run's documents have no such step", true})};
    const auto visitsOfPhase = std::count_if(state.visits.begin(), state.visits.end(),
                                             [&](const auto& each) { return each.phase == state.phase; });
    if (visitsOfPhase > maxVisits)
        return Record{settle(state, documents, *visit,
                             {StepState::failed, "policy", "the runbook goes round in a circle", true})};
    return Flow(state, documents, *visit, *step).next();
}

std::vector<Entry> paused(const Incident& state) {
    const Visit* visit = state.active();
    if (visit == nullptr)
        return {};
    return {excuse(state, *visit, {StepState::done, "policy", "waited", false})};
}

std::map<std::string, std::string> valuesOfRun(const Incident& state, const Documents& documents) {
    auto values = documents.environment.values;
    for (const auto& [name, value] : namedValues(state))
        values[name] = value;
    return values;
}

std::map<std::string, std::string> namedValues(const Incident& state) {
    auto values = state.inputs;
    for (const auto& [name, value] : state.captures)
        values[name] = value;
    return values;
}

} // namespace muster::run
