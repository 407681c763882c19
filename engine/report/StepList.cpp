#include "engine/report/StepList.h"

#include "engine/report/Fields.h"
#include "engine/report/Person.h"

#include <algorithm>

namespace muster::report {
namespace {

void describe(Step& step, const Json& body) {
    if (const auto title = text(body, "title"); !title.empty())
        step.title = title;
    if (const auto number = integer(body, "number"))
        step.number = *number;
    if (const auto planned = decimal(body, "planned_seconds"))
        step.planned = planned;
}

std::string hash(const Json& body, const char* stream) {
    return text(member(body, stream), "sha256");
}

} // namespace

std::size_t StepList::stepOf(const Json& body) {
    const std::pair name{text(body, "runbook"), text(body, "step")};
    const auto [found, added] = m_index.try_emplace(name, m_steps.size());
    if (added) {
        Step step;
        step.runbook = name.first;
        step.step = name.second;
        m_steps.push_back(std::move(step));
    }
    return found->second;
}

void StepList::plan(const Json& plan) {
    if (!plan.is_array())
        return;
    for (const auto& each : plan)
        if (each.is_object())
            describe(m_steps[stepOf(each)], each);
}

std::string StepList::name(const Json& body) const {
    const auto found = m_index.find({text(body, "runbook"), text(body, "step")});
    if (found == m_index.end() || m_steps[found->second].title.empty())
        return "'" + text(body, "step") + "'";
    const Step& step = m_steps[found->second];
    const std::string number = step.number > 0 ? std::to_string(step.number) + " " : "";
    return (step.runbook == "drill" ? "of the drill " : "") + number + "'" + step.title + "'";
}

void StepList::feed(const incident::Event& event, double elapsed, const std::string& phase) {
    const Json& body = event.body;
    if (event.type == "step.entered")
        entered(body, elapsed, phase);
    else if (event.type == "act.intended")
        intended(body, "open");
    else if (event.type == "act.simulated")
        intended(body, "simulated");
    else if (event.type == "act.ended")
        ended(body);
    else if (event.type == "step.settled")
        settled(event, elapsed);
    else if (event.type == "decision.made")
        m_steps[stepOf(body)].decision = text(body, "label");
    else if (event.type == "step.ticked")
        for (const auto& value : texts(body, "values"))
            m_steps[stepOf(body)].observed.push_back(value);
}

void StepList::entered(const Json& body, double elapsed, const std::string& phase) {
    const std::size_t index = stepOf(body);
    Step& step = m_steps[index];
    describe(step, body);
    step.phase = phase;
    step.state = "active";
    step.by.clear();
    step.reason.clear();
    step.person.clear();
    ++step.visits;
    step.began = step.began.value_or(elapsed);
    step.ended.reset();
    m_visits[integer(body, "at").value_or(0)] = {index, elapsed, false, 0};
}

Act& StepList::actOf(Step& step, const Json& body) {
    const std::string key = text(body, "key");
    const auto [found, added] = m_acts.try_emplace(key, step.acts.size());
    // Two steps never share a key; a journal that says otherwise must not lead out of bounds.
    if (added || found->second >= step.acts.size()) {
        found->second = step.acts.size();
        step.acts.emplace_back();
    }
    Act& act = step.acts[found->second];
    const auto take = [&](std::string& field, const char* name) {
        if (auto value = text(body, name); !value.empty())
            field = std::move(value);
    };
    take(act.part, "part");
    take(act.host, "host");
    take(act.kind, "kind");
    take(act.risk, "risk");
    take(act.textSha256, "text_sha256");
    act.attempt = integer(body, "attempt").value_or(act.attempt);
    return act;
}

void StepList::intended(const Json& body, const char* result) {
    Step& step = m_steps[stepOf(body)];
    Act& act = actOf(step, body);
    act.result = result;
    if (!act.host.empty() && std::find(step.hosts.begin(), step.hosts.end(), act.host) == step.hosts.end())
        step.hosts.push_back(act.host);
    const auto visit = m_visits.find(integer(body, "at").value_or(0));
    if (visit == m_visits.end() || act.part != "action" || act.result == "simulated")
        return;
    // Several hosts share an attempt; a loop that comes back counts its attempts from 1 again.
    const auto more = std::clamp<std::int64_t>(act.attempt - visit->second.attempts, 0, 1'000'000);
    visit->second.attempts += more;
    step.attempts += more;
}

void StepList::ended(const Json& body) {
    Step& step = m_steps[stepOf(body)];
    Act& act = actOf(step, body);
    act.result = text(body, "result");
    act.why = text(body, "why");
    act.exitCode = integer(body, "exit");
    act.status = integer(body, "status");
    const Json& signal = member(body, "signal");
    act.signal =
        signal.is_number_integer() ? std::to_string(signal.get<std::int64_t>()) : text(body, "signal");
    act.seconds = decimal(body, "duration_seconds");
    act.polls = integer(body, "polls");
    act.outSha256 = hash(body, "stdout");
    act.errSha256 = hash(body, "stderr");
    if (act.part == "action")
        step.outputSha256 = act.outSha256;
}

void StepList::settled(const incident::Event& event, double elapsed) {
    const Json& body = event.body;
    Step& step = m_steps[stepOf(body)];
    if (auto state = text(body, "state"); !state.empty())
        step.state = std::move(state);
    step.by = text(body, "by");
    step.person = personActed(event) ? actorName(event.actor) : "";
    const std::string reason = text(body, "reason");
    if (!reason.empty() && text(body, "part") == "undo" && !step.reason.empty())
        step.reason += "; " + reason;
    else if (!reason.empty() || text(body, "part") != "undo")
        step.reason = reason;
    const auto visit = m_visits.find(integer(body, "at").value_or(0));
    if (visit == m_visits.end() || visit->second.settled)
        return;
    visit->second.settled = true;
    step.ended = elapsed;
    step.actual = step.actual.value_or(0) + elapsed - visit->second.began;
}

} // namespace muster::report
