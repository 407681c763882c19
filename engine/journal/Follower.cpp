#include "engine/journal/Follower.h"

namespace muster::journal {

bool Follower::take(std::string_view line) {
    ++m_expected;
    auto event = eventOf(line);
    if (!event) {
        report.type.clear();
        report.run = 0;
        report = brokenAt(std::move(report), m_expected, event.error().why);
        return false;
    }
    report.type = event->type;
    report.run = event->run;
    if (const auto problem = problemOf(*event, line)) {
        report = brokenAt(std::move(report), m_expected, *problem);
        return false;
    }
    if (event->run > report.runs)
        ++report.runs;
    ++report.events;
    writer = event->writer;
    m_head = event->hash;
    hash = event->hash;
    report.head = event->hash;
    if (event->sequence == watched)
        watchedHash = hash;
    noteOutput(event->body);
    return true;
}

std::optional<std::string> Follower::problemOf(const incident::Event& event, std::string_view line) const {
    if (lineOf(event) != line)
        return "its line is not in canonical form, so it was written by something else";
    if (event.sequence != m_expected)
        return "it is number " + std::to_string(event.sequence) + " where " + std::to_string(m_expected) +
               " is expected: events were removed, added or moved";
    if (event.previous != m_head)
        return m_expected == 1
                   ? "it does not begin a chain"
                   : "the event before it was changed: its hash is not the one that this event names";
    if (m_expected > 1 && event.writer != writer)
        return "it was written by another journal";
    if (event.run < 0 || event.run > report.runs + 1)
        return "run " + std::to_string(report.runs + 1) + " is missing";
    const bool first = event.run == report.runs + 1;
    if (first && event.type != "run.opened")
        return "its run does not begin with run.opened";
    if (!first && event.type == "run.opened")
        return "it opens run " + std::to_string(event.run) + ", which is open already";
    return std::nullopt;
}

// Output is whatever an event names with its hash and its size: {"sha256", "bytes", "truncated"}.
void Follower::noteOutput(const Json& body) {
    if (!body.is_object())
        return;
    for (const auto& value : body) {
        if (!value.is_object() || !value.contains("bytes"))
            continue;
        if (const auto name = value.find("sha256"); name != value.end() && name->is_string())
            named.emplace(name->get<std::string>(), m_expected);
    }
}

ChainReport brokenAt(ChainReport report, std::int64_t sequence, const std::string& why) {
    report.intact = false;
    report.brokenAt = sequence;
    report.why = why;
    return report;
}

} // namespace muster::journal
