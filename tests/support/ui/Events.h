// Journal events as a run writes them, without a journal: for contents that are folded like real ones.
#pragma once

#include "models/environment/Environment.h"
#include "models/incident/Incident.h"
#include "models/runbook/Runbook.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster::tests {

class Events {
public:
    Events(std::int64_t run, std::int64_t beganUtcMs, incident::Mode mode);

    void add(const std::string& type, Json body, std::int64_t afterMs = 400);
    void open(const runbook::Runbook& runbook, const environment::Environment& environment,
              const runbook::Drill* drill = nullptr);
    void stamp(const std::string& name, std::int64_t utcMs);
    void phase(const std::string& name);
    void enter(const std::string& runbook, const runbook::Step& step, int at, int number);
    void intend(const runbook::Step& step, int at, int attempt);
    void act(const runbook::Step& step, int at, const std::string& result, std::optional<int> code,
             const std::string& why = {});
    void decide(const std::string& runbook, const runbook::Step& step, int at);
    void settle(const std::string& runbook, const runbook::Step& step, int at, const std::string& state);
    void close(const std::string& verdict);
    // What the step's action prints when it ends so; act() names it by its hash.
    [[nodiscard]] static std::string printed(const runbook::Step& step, const std::string& result);

    [[nodiscard]] const std::vector<incident::Event>& all() const { return m_events; }
    [[nodiscard]] int visits() const { return m_visits; }
    [[nodiscard]] const std::map<std::int64_t, std::int64_t>& entered() const { return m_entered; }

private:
    std::int64_t m_run;
    std::int64_t m_utcMs;
    incident::Mode m_mode;
    std::string m_runbook;
    int m_visits = 0;
    int m_attempts = 0;
    std::map<std::int64_t, std::int64_t> m_entered;
    std::vector<incident::Event> m_events;
};

} // namespace muster::tests
