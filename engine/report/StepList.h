// The steps of a run in order of its plan, filled in from the events. Pure. Inside engine/report only.
#pragma once

#include "engine/report/Report.h"

#include <map>
#include <string>
#include <vector>

namespace muster::report {

class StepList {
public:
    void plan(const Json& plan);
    // `elapsed`: seconds since the beginning of the run; `phase`: the one that it is in.
    void feed(const incident::Event& event, double elapsed, const std::string& phase);

    [[nodiscard]] const std::vector<Step>& steps() const { return m_steps; }
    // "3 'Start PostgreSQL'"; the slug where the step is not known.
    [[nodiscard]] std::string name(const Json& body) const;

private:
    struct Visit {
        std::size_t step = 0;
        double began = 0;
        bool settled = false;
        std::int64_t attempts = 0;
    };

    std::size_t stepOf(const Json& body);
    void entered(const Json& body, double elapsed, const std::string& phase);
    void intended(const Json& body, const char* result);
    void ended(const Json& body);
    void settled(const incident::Event& event, double elapsed);
    Act& actOf(Step& step, const Json& body);

    std::vector<Step> m_steps;
    std::map<std::pair<std::string, std::string>, std::size_t> m_index; // (runbook, step)
    std::map<std::int64_t, Visit> m_visits;                             // by `at`
    std::map<std::string, std::size_t> m_acts;                          // key -> place in Step::acts
};

} // namespace muster::report
