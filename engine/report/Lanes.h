// What hosts, phases and people were busy with, from when to when. Pure. Inside engine/report only.
#pragma once

#include "engine/report/Report.h"

#include <map>
#include <string>
#include <vector>

namespace muster::report {

// Feed it the events of one run in order, each with the times counted up to it: what a wait was for is the
// Stopwatch's to say.
class Lanes {
public:
    void feed(const incident::Event& event, const TimeByKind& times);

    // In order of their beginning; what has not ended ends with the last event.
    [[nodiscard]] std::vector<Segment> segments() const;

private:
    void waited(const incident::Event& event, const TimeByKind& times);
    void phase(const incident::Event& event);
    void act(const incident::Event& event);

    std::vector<Segment> m_segments;
    std::map<std::string, std::size_t> m_acts;    // key -> place in m_segments, while it is at work
    std::map<std::int64_t, std::string> m_titles; // visit -> title of its step
    std::optional<std::size_t> m_phase;           // place in m_segments
    std::int64_t m_visit = 0;
    TimeByKind m_times;
    std::int64_t m_lastUtcMs = 0;
    bool m_closed = false;
};

} // namespace muster::report
