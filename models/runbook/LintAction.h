// Lint of single fences: where they act and what they name.
#pragma once

#include "models/base/Place.h"
#include "models/environment/Environment.h"
#include "models/runbook/Runbook.h"

#include <map>
#include <string>
#include <vector>

namespace muster::runbook {

// What a text may name besides the values of the environment.
struct KnownName {
    bool sure = true;        // false: an optional capture, which may be missing
    bool fromOutside = true; // an input or a capture: somebody else decides what it holds
    bool mayBeOption = true; // it may begin with '-'
};
using KnownNames = std::map<std::string, KnownName>;

// Inputs and the captures that steps before `step` make (all captures when `step` is nullptr).
KnownNames knownNames(const Runbook& runbook, const Step* step);

class ActionLint {
public:
    // `environment` may be nullptr: then only the form is judged.
    ActionLint(const environment::Environment* environment, std::vector<Problem>& problems)
        : m_environment(environment), m_problems(problems) {}

    void check(const Action& action, const KnownNames& names) const;

    // The hosts that a target may mean; empty when it is unknown or a service.
    [[nodiscard]] std::vector<std::string> hostsOf(const std::string& target) const;

private:
    void target(const Action& action) const;
    void shell(const Action& action, const KnownNames& names) const;
    void sql(const Action& action, const KnownNames& names) const;
    void http(const Action& action, const KnownNames& names) const;
    void message(const Action& action, const KnownNames& names) const;
    void command(const Action& action, const KnownNames& names) const;
    void secrets(const Action& action) const;
    void undefined(const Place& place, const std::string& name, const std::vector<std::string>& known) const;
    [[nodiscard]] std::vector<std::string> namesAt(const Action& action, const KnownNames& names) const;
    void problem(const Place& place, const std::string& what, const std::string& mend,
                 Severity severity = Severity::error) const {
        m_problems.push_back({place, what, mend, severity});
    }

    const environment::Environment* m_environment;
    std::vector<Problem>& m_problems;
};

} // namespace muster::runbook
