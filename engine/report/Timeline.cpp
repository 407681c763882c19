#include "engine/report/Timeline.h"

#include "engine/report/Fields.h"
#include "engine/report/Words.h"

namespace muster::report {
namespace {

std::string after(const std::string& separator, const std::string& what) {
    return what.empty() ? "" : separator + what;
}

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
    std::string out;
    for (const auto& part : parts)
        out += (out.empty() ? "" : separator) + part;
    return out;
}

std::string stamped(const Json& body) {
    const std::string name = text(body, "name");
    if (name == "fault")
        return "FAULT: counted from here";
    if (name == "declared")
        return "DECLARED";
    if (name == "detected")
        return "DETECTED by the console";
    if (name == "claimed")
        return "the runbook claims recovery; the probes decide";
    return name;
}

std::optional<std::string> actEnded(const Json& body, const StepList& steps) {
    const std::string result = text(body, "result");
    if (result == "ok")
        return std::nullopt;
    return "step " + steps.name(body) + ": " + text(body, "part") + after(" on ", text(body, "host")) + " " +
           result + after(": ", text(body, "why"));
}

std::string settled(const Json& body, const StepList& steps) {
    const std::string by = text(body, "by");
    return "step " + steps.name(body) + ": " + text(body, "state") +
           (by == "person" || by == "outcome" ? "" : after(", by ", by)) + after(": ", text(body, "reason"));
}

std::string decided(const Json& body, const StepList& steps) {
    const Json& to = member(body, "to");
    return "step " + steps.name(body) + ": decided by " + text(body, "by") +
           after(": ", text(body, "label")) +
           (to.is_object() ? ", on to step " + steps.name(to) : ", on with the next step");
}

std::string measured(const Json& body) {
    const bool atMost = boolean(body, "rto_at_most").value_or(false);
    return std::string("measured: RTO ") + (atMost ? "at most " : "") + figure(decimal(body, "rto_seconds")) +
           ", RPO " + figure(decimal(body, "rpo_seconds"));
}

std::string withdrawn(const Json& body) {
    return (boolean(body, "ok").value_or(false) ? "fault put back by " : "fault NOT put back by ") +
           text(body, "by") + after(": ", text(body, "why"));
}

std::string granted(const Json& body, const StepList& steps) {
    const auto attempt = integer(body, "attempt").value_or(0);
    return "step " + steps.name(body) +
           (attempt == 1  ? ": begun by a person"
            : attempt < 0 ? ": to be undone"
                          : ": to be tried again");
}

std::string kept(const Json& body) {
    const std::string step = text(body, "step");
    return "message to " + text(body, "to") +
           (boolean(body, "sent").value_or(false) ? " sent by a person" : " kept, to be sent by a person") +
           (step.empty() ? ", beside the runbook" : "");
}

// Only the time of day: the line stands under its date, and an outage across midnight is told by the summary.
std::string outage(const Json& body) {
    const auto clock = [&](const char* key) {
        const std::string utc = text(body, key);
        return utc.size() == 24 ? utc.substr(11, 12) : utc.empty() ? std::string("never") : utc;
    };
    return "probes saw " + text(body, "service") + " go: last good answer " + clock("last_good_utc") +
           ", first bad one " + clock("first_bad_utc");
}

std::string checklistTicked(const Json& body, const std::vector<ChecklistItem>& checklist) {
    const auto item = integer(body, "item").value_or(-1);
    const bool known = item >= 0 && item < static_cast<std::int64_t>(checklist.size());
    return "checklist: " +
           (known ? "'" + checklist[static_cast<std::size_t>(item)].text + "'"
                  : "item " + std::to_string(item + 1)) +
           (boolean(body, "done").value_or(false) ? " done" : " open again") +
           after(": ", text(body, "note"));
}

std::string ticked(const Json& body, const StepList& steps) {
    const std::string how = text(body, "how");
    return "step " + steps.name(body) + ": item " + std::to_string(integer(body, "item").value_or(0) + 1) +
           (how == "person" ? " ticked" : " " + how) + after(": ", joined(texts(body, "values"), ", "));
}

} // namespace

std::optional<std::string> sentence(const incident::Event& event, const StepList& steps,
                                    const std::vector<ChecklistItem>& checklist) {
    const Json& body = event.body;
    const std::string& type = event.type;
    if (type == "run.opened")
        return text(body, "kind") + " opened" + after(", mode ", text(body, "mode"));
    if (type == "phase.entered")
        return "== " + text(body, "phase") + " ==";
    if (type == "probe.started")
        return "prober started: every " + figure(decimal(body, "every_seconds")) + ", timeout " +
               figure(decimal(body, "timeout_seconds"));
    if (type == "stamp")
        return stamped(body);
    if (type == "step.entered")
        return "step " + steps.name(body) + " begins";
    if (type == "act.ended")
        return actEnded(body, steps);
    if (type == "step.settled")
        return settled(body, steps);
    if (type == "step.ticked")
        return ticked(body, steps);
    if (type == "step.granted" && text(body, "by") == "policy")
        return std::nullopt; // it only reads, and began by itself
    if (type == "step.granted")
        return granted(body, steps);
    if (type == "step.confirmed")
        return "step " + steps.name(body) +
               (text(body, "part") == "undo" ? ": its undo is asked for"
                                             : ": confirmed by typing its target's name");
    if (type == "decision.made")
        return decided(body, steps);
    if (type == "message.kept")
        return kept(body);
    if (type == "outage.seen")
        return outage(body);
    if (type == "checklist.ticked")
        return checklistTicked(body, checklist);
    if (type == "approval.given")
        return "step " + steps.name(body) + ": approved by " + text(body, "by");
    if (type == "approval.waived")
        return "step " + steps.name(body) + ": approval waived";
    if (type == "guard.tripped")
        return "STOPPED by a guard rail" + after(": ", text(body, "why"));
    if (type == "pager.silenced")
        return "the pager is silent until " + text(body, "until");
    if (type == "pager.failed")
        return "the pager was not silenced" + after(": ", text(body, "why"));
    if (type == "pager.restored")
        return boolean(body, "ok").value_or(false)
                   ? std::string("the pager speaks again")
                   : "the pager stays silent until its time" + after(": ", text(body, "why"));
    if (type == "plan.ended")
        return "the plan of drills ended: " + text(body, "how") + after(": ", text(body, "why"));
    if (type == "fault.withdrawn")
        return withdrawn(body);
    if (type == "undo.started")
        return "undo started" + after(": ", text(body, "reason"));
    if (type == "note.added")
        return "note: " + text(body, "text");
    if (type == "run.resumed")
        return "console back after an interruption at event " +
               std::to_string(integer(body, "interrupted_at").value_or(0));
    if (type == "run.cancelled")
        return "cancelled" + after(": ", text(body, "reason"));
    if (type == "measured")
        return measured(body);
    if (type == "run.closed")
        return "closed: " + text(body, "verdict");
    return std::nullopt;
}

} // namespace muster::report
