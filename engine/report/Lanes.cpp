#include "engine/report/Lanes.h"

#include "engine/report/Fields.h"

#include <algorithm>

namespace muster::report {

void Lanes::feed(const incident::Event& event, const TimeByKind& times) {
    if (m_closed) // notes and ticks of days later are no part of the recovery
        return;
    if (event.type == "step.entered") {
        m_visit = integer(event.body, "at").value_or(0);
        m_titles[m_visit] = text(event.body, "title");
    }
    if (m_lastUtcMs != 0)
        waited(event, times);
    m_times = times;
    m_lastUtcMs = event.utcMs;
    if (event.type == "phase.entered")
        phase(event);
    else if (event.type == "act.intended" || event.type == "act.ended")
        act(event);
    m_closed = event.type == "run.closed";
    if (m_closed && m_phase)
        m_segments[*m_phase].toUtcMs = event.utcMs;
}

void Lanes::waited(const incident::Event& event, const TimeByKind& times) {
    const char* part = times.person > m_times.person                   ? "person"
                       : times.approval > m_times.approval             ? "approval"
                       : times.communications > m_times.communications ? "communications"
                       : times.interrupted > m_times.interrupted       ? "interrupted"
                                                                       : nullptr;
    if (part == nullptr || event.utcMs <= m_lastUtcMs)
        return;
    const auto title = m_titles.find(m_visit);
    const std::string what = title == m_titles.end() ? "" : title->second;
    // Ticking one item after the other is one wait.
    if (!m_segments.empty()) {
        Segment& last = m_segments.back();
        if (last.lane == Segment::Lane::people && last.part == part && last.what == what &&
            last.toUtcMs == m_lastUtcMs) {
            last.toUtcMs = event.utcMs;
            return;
        }
    }
    m_segments.push_back({Segment::Lane::people, part, what, "", m_lastUtcMs, event.utcMs});
}

void Lanes::phase(const incident::Event& event) {
    if (m_phase)
        m_segments[*m_phase].toUtcMs = event.utcMs;
    m_phase = m_segments.size();
    m_segments.push_back({Segment::Lane::phase, "", text(event.body, "phase"), "", event.utcMs, 0});
}

void Lanes::act(const incident::Event& event) {
    const std::string key = text(event.body, "key");
    if (event.type == "act.intended") {
        const auto title = m_titles.find(integer(event.body, "at").value_or(m_visit));
        m_acts[key] = m_segments.size();
        m_segments.push_back({Segment::Lane::host, text(event.body, "host"),
                              title == m_titles.end() ? text(event.body, "step") : title->second, "open",
                              event.utcMs, 0});
        return;
    }
    const auto found = m_acts.find(key);
    if (found == m_acts.end())
        return;
    m_segments[found->second].result = text(event.body, "result");
    m_segments[found->second].toUtcMs = event.utcMs;
    m_acts.erase(found);
}

std::vector<Segment> Lanes::segments() const {
    auto out = m_segments;
    for (auto& each : out)
        if (each.toUtcMs == 0)
            each.toUtcMs = m_lastUtcMs;
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.fromUtcMs < b.fromUtcMs; });
    return out;
}

} // namespace muster::report
