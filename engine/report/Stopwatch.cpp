#include "engine/report/Stopwatch.h"

#include "engine/report/Fields.h"
#include "engine/report/Person.h"

#include <algorithm>

namespace muster::report {
namespace {

using Kind = double TimeByKind::*;

Kind kindOf(const incident::Event& event, bool actAtWork) {
    if (event.type == "run.resumed")
        return &TimeByKind::interrupted;
    if (actAtWork)
        return &TimeByKind::machine;
    if (event.type == "approval.given")
        return &TimeByKind::approval;
    if (event.type == "message.kept")
        return &TimeByKind::communications;
    return personActed(event) ? &TimeByKind::person : &TimeByKind::machine;
}

} // namespace

void Stopwatch::feed(const incident::Event& event) {
    // What is written into a closed run, a tick of its checklist days later, is no time of the run.
    if (m_closed)
        return;
    m_closed = event.type == "run.closed";
    // Subtracted as floating point: a journal may hold any number, and none may overflow.
    const auto between = [](std::int64_t from, std::int64_t to) {
        return static_cast<double>(to) - static_cast<double>(from);
    };
    double seconds = 0;
    if (m_begun) {
        seconds = between(m_lastMonotonicNs, event.monotonicNs) / 1e9;
        // A console that comes back may do so after a reboot, where the monotonic clock begins anew.
        if (seconds < 0 || event.type == "run.resumed")
            seconds = std::max(between(m_lastUtcMs, event.utcMs) / 1e3, 0.0);
    }
    m_begun = true;
    m_lastMonotonicNs = event.monotonicNs;
    m_lastUtcMs = event.utcMs;
    m_elapsed += seconds;
    count(event, seconds);

    if (event.type == "act.intended")
        m_atWork.insert(text(event.body, "key"));
    else if (event.type == "act.ended")
        m_atWork.erase(text(event.body, "key"));
    else if (event.type == "phase.entered")
        m_phase = text(event.body, "phase");
}

void Stopwatch::count(const incident::Event& event, double seconds) {
    const std::string name = m_phase.empty() ? "opening" : m_phase;
    auto row =
        std::find_if(m_phases.begin(), m_phases.end(), [&](const auto& each) { return each.first == name; });
    if (row == m_phases.end())
        row = m_phases.insert(m_phases.end(), {name, TimeByKind{}});
    const Kind kind = kindOf(event, !m_atWork.empty());
    m_times.*kind += seconds;
    row->second.*kind += seconds;
}

} // namespace muster::report
