// How much time passed between the events of a run, and what it was spent on. Pure. Inside engine/report
// only.
#pragma once

#include "engine/report/Report.h"

#include <set>
#include <string>

namespace muster::report {

// Feed it the events of one run in order. The time up to an event belongs to what the event ends: an answer
// ends the wait for it, unless an act was still at work meanwhile.
class Stopwatch {
public:
    void feed(const incident::Event& event);

    [[nodiscard]] double elapsed() const { return m_elapsed; } // seconds since the first event
    [[nodiscard]] const TimeByKind& times() const { return m_times; }
    [[nodiscard]] const std::vector<std::pair<std::string, TimeByKind>>& phases() const { return m_phases; }
    [[nodiscard]] const std::string& phase() const { return m_phase; }

private:
    void count(const incident::Event& event, double seconds);

    bool m_begun = false;
    bool m_closed = false;
    std::int64_t m_lastMonotonicNs = 0;
    std::int64_t m_lastUtcMs = 0;
    double m_elapsed = 0;
    std::set<std::string> m_atWork; // keys of acts that have not ended
    std::string m_phase;
    TimeByKind m_times;
    std::vector<std::pair<std::string, TimeByKind>> m_phases;
};

} // namespace muster::report
