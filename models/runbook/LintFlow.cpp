#include "models/runbook/LintFlow.h"

#include "models/document/Words.h"
#include "models/runbook/Meaning.h"

#include <algorithm>
#include <set>

namespace muster::runbook {
namespace {

using On = Condition::On;

bool runs(const Step& step, bool http) {
    if (!step.action)
        return false;
    const auto kind = step.action->kind;
    return http ? kind == ActionKind::http : kind == ActionKind::shell || kind == ActionKind::sql;
}

class FlowLint {
public:
    FlowLint(const Runbook& runbook, const std::vector<Runbook>& linked,
             const environment::Environment* environment, std::vector<Problem>& problems)
        : m_runbook(runbook), m_linked(linked), m_environment(environment), m_problems(problems) {}

    void check() {
        for (const auto& step : m_runbook.steps) {
            std::set<std::string> conditions;
            for (const auto& branch : step.branches) {
                link(branch);
                condition(step, branch, conditions);
            }
        }
        ways();
    }

private:
    void problem(const Place& place, const std::string& what, const std::string& mend) {
        m_problems.push_back({place, what, mend});
    }

    void link(const Branch& branch) {
        if (branch.go == Branch::Go::step) {
            if (m_runbook.find(branch.step) == nullptr)
                problem(branch.place, "the link '#" + branch.step + "' leads to no step",
                        document::suggestion(branch.step, slugs(m_runbook)));
            return;
        }
        const auto other = std::find_if(m_linked.begin(), m_linked.end(), [&](const Runbook& each) {
            return each.document.name == branch.document;
        });
        if (other == m_linked.end()) {
            if (branch.document != m_runbook.document.name)
                problem(branch.place, "there is no runbook '" + branch.document + "'",
                        "write it beside this one, or correct the link");
            return;
        }
        if (!branch.step.empty() && other->find(branch.step) == nullptr)
            problem(branch.place, "'" + branch.document + "' has no step '#" + branch.step + "'",
                    document::suggestion(branch.step, slugs(*other)));
        arguments(branch, *other);
    }

    void arguments(const Branch& branch, const Runbook& other) {
        std::vector<std::string> known;
        Values given;
        for (const auto& input : other.inputs)
            known.push_back(input.name);
        for (const auto& [name, value] : branch.arguments) {
            if (std::find(known.begin(), known.end(), name) == known.end())
                problem(branch.place, "'" + branch.document + "' has no input '" + name + "'",
                        document::suggestion(name, known));
            if (value.starts_with('$') && !isKnown(value.substr(1)))
                problem(branch.place, "nobody gives '" + value.substr(1) + "' a value",
                        "name an input or a capture of this runbook");
        }
        for (const auto& input : other.inputs) {
            Runbook one;
            one.id = other.id;
            one.inputs = {input};
            if (!branch.arguments.contains(input.name) && !inputsFrom(one, {}))
                problem(branch.place, "'" + branch.document + "' needs its input '" + input.name + "'",
                        "write \"call " + input.name + "=$value\", or give the input a default");
        }
    }

    bool isKnown(const std::string& name) const {
        return knownNames(m_runbook, nullptr).contains(name) ||
               (m_environment != nullptr && m_environment->values.contains(name));
    }

    static std::vector<std::string> slugs(const Runbook& runbook) {
        std::vector<std::string> out;
        for (const auto& step : runbook.steps)
            out.push_back(step.slug);
        return out;
    }

    void condition(const Step& step, const Branch& branch, std::set<std::string>& seen) {
        const auto& when = branch.when;
        if (when.on == On::person)
            return;
        const std::string key = std::to_string(static_cast<int>(when.on)) + ":" + std::to_string(when.code) +
                                ":" + when.name + "=" + when.value;
        if (!seen.insert(key).second)
            problem(branch.place, "this condition stands above already",
                    "the first of the two is always taken: keep one");
        if (when.on == On::value && !isKnown(when.name) && m_environment != nullptr)
            problem(branch.place, "nobody gives '" + when.name + "' a value",
                    "name an input, a capture or a value of the environment");
        if (when.on != On::exitCode && when.on != On::status)
            return;
        const bool status = when.on == On::status;
        if (!runs(step, status)) {
            problem(branch.place,
                    std::string("the step has no ") + (status ? "http" : "sh or sql") +
                        " fence that could end so",
                    "write the fence above `### Decide`, or let a person decide: leave the condition out");
            return;
        }
        const auto& given = status ? step.action->expect.statuses : step.action->expect.exitCodes;
        const bool fine = given.empty() ? (status ? when.code >= 200 && when.code <= 299 : when.code == 0)
                                        : std::find(given.begin(), given.end(), when.code) != given.end();
        const std::string word = status ? "status:" : "exit:";
        if (!fine)
            problem(branch.place,
                    (status ? "status " : "exit ") + std::to_string(when.code) +
                        " counts as a failure of the step",
                    "list it in the fence's expectation, as in expect=" + word + (status ? "200," : "0,") +
                        std::to_string(when.code));
    }

    // Where a step may lead: indices of steps, the number of steps for the end of the runbook.
    std::vector<std::size_t> after(std::size_t index) const {
        const Step& step = m_runbook.steps[index];
        const std::size_t end = m_runbook.steps.size();
        std::vector<std::size_t> out;
        // A person may also go on with the next step.
        bool goesOn = !decidesItself(step);
        for (const auto& branch : step.branches) {
            goesOn = goesOn || branch.go == Branch::Go::call;
            if (branch.go == Branch::Go::runbook)
                out.push_back(end);
            else if (branch.go == Branch::Go::step)
                for (std::size_t i = 0; i < end; ++i)
                    if (m_runbook.steps[i].slug == branch.step)
                        out.push_back(i);
        }
        if (goesOn)
            out.push_back(index + 1);
        if (step.ifItFails && step.ifItFails->then == AfterFailure::proceed)
            out.push_back(index + 1);
        return out;
    }

    void ways() {
        const std::size_t end = m_runbook.steps.size();
        std::set<std::size_t> reached;
        std::vector<std::size_t> open{0};
        while (!open.empty() && end > 0) {
            const auto index = open.back();
            open.pop_back();
            if (index >= end || !reached.insert(index).second)
                continue;
            for (const auto next : after(index))
                open.push_back(next);
        }
        std::set<std::size_t> ends{end};
        for (bool more = true; more;) {
            more = false;
            for (std::size_t i = 0; i < end; ++i) {
                const auto next = after(i);
                const bool leads = std::any_of(next.begin(), next.end(),
                                               [&](std::size_t each) { return ends.contains(each); });
                more = (leads && ends.insert(i).second) || more;
            }
        }
        bool looped = false;
        for (std::size_t i = 0; i < end; ++i) {
            const Step& step = m_runbook.steps[i];
            if (!reached.contains(i))
                problem(step.place, "no way leads to the step '" + step.title + "'",
                        "link to it in a `### Decide` above, or remove it");
            else if (!ends.contains(i) && !looped) {
                looped = true;
                problem(step.place,
                        "from the step '" + step.title + "' on the runbook turns in a circle for ever",
                        "give one of its decisions a way out");
            }
        }
    }

    const Runbook& m_runbook;
    const std::vector<Runbook>& m_linked;
    const environment::Environment* m_environment;
    std::vector<Problem>& m_problems;
};

} // namespace

bool decidesItself(const Step& step) {
    const auto has = [&](On on, int code) {
        return std::any_of(step.branches.begin(), step.branches.end(), [&](const Branch& branch) {
            return branch.when.on == on && (on == On::otherwise || branch.when.code == code);
        });
    };
    if (has(On::otherwise, 0))
        return true;
    if (step.branches.empty() || !step.action)
        return false;
    const auto covered = [&](On on, const std::vector<int>& codes) {
        return std::all_of(codes.begin(), codes.end(), [&](int code) { return has(on, code); });
    };
    const auto& expect = step.action->expect;
    if (runs(step, false))
        return covered(On::exitCode, expect.exitCodes.empty() ? std::vector<int>{0} : expect.exitCodes);
    return runs(step, true) && !expect.statuses.empty() && covered(On::status, expect.statuses);
}

void lintFlow(const Runbook& runbook, const std::vector<Runbook>& linked,
              const environment::Environment* environment, std::vector<Problem>& problems) {
    FlowLint(runbook, linked, environment, problems).check();
}

} // namespace muster::runbook
