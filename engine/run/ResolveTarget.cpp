#include "engine/run/ResolveTarget.h"

#include "models/base/Shell.h"
#include "models/runbook/Expand.h"

namespace muster::run {
namespace {

constexpr Milliseconds roleTimeout{10'000};

class Discard : public ports::OutputSink {
public:
    void write(ports::Stream, std::string_view bytes) override {
        constexpr std::size_t limit = 2000;
        said += bytes.substr(0, limit - std::min(limit, said.size()));
    }
    std::string said;
};

Result<std::vector<std::string>> holdersOf(const World& world, const Documents& documents,
                                           const environment::Role& role,
                                           const std::vector<std::string>& group,
                                           const std::string& keyPrefix, std::stop_token stop) {
    std::vector<std::string> holders;
    std::string said;
    for (const auto& name : group) {
        const auto& host = documents.environment.hosts.at(name);
        auto script = runbook::commandScript(role.command, runbook::hostValues(documents.environment, host));
        if (!script)
            return failure(std::move(script.error()));
        ports::Act act;
        act.key = keyPrefix + "." + std::to_string(world.clock.now().monotonicNs);
        act.what = ports::ShellAct{host, std::move(*script), {}, false};
        act.timeout = roleTimeout;
        Discard output;
        const auto outcome = world.executor.run(act, output, stop);
        if (outcome)
            world.executor.forget(act);
        if (outcome && outcome->ended == ports::Outcome::Ended::exited && outcome->exitCode == 0)
            holders.push_back(name);
        else
            said += (said.empty() ? "" : "; ") + name + ": " +
                    (outcome ? "exit " + std::to_string(outcome->exitCode) : outcome.error().text());
    }
    if (holders.empty())
        return failure({"no host of " + role.group + " is its " + role.name + " now", said,
                        "look at these hosts; the role's command is in the environment file",
                        role.group + "@" + role.name, Retry::safe});
    return holders;
}

} // namespace

std::map<std::string, std::string> valuesOn(const Documents& documents, const environment::Host* host,
                                            const incident::Incident& state) {
    std::map<std::string, std::string> values =
        host != nullptr ? runbook::hostValues(documents.environment, *host) : documents.environment.values;
    for (const auto& [name, value] : namedValues(state))
        values[name] = value;
    return values;
}

Result<std::vector<std::string>> resolveTarget(const World& world, const Documents& documents,
                                               const runbook::Action& action, const std::string& keyPrefix,
                                               std::stop_token stop) {
    const environment::Environment& environment = documents.environment;
    const auto none = [&](const std::string& why) {
        return failure({"cannot tell where '" + action.target + "' is", why,
                        "declare it in the environment file, or correct the runbook", action.target,
                        Retry::safe});
    };
    if (action.kind == runbook::ActionKind::http) {
        if (documents.service(action.target) == nullptr)
            return none("the environment has no service of this name");
        return std::vector<std::string>{action.target};
    }
    auto target = runbook::parseTarget(action.target);
    if (!target)
        return failure(std::move(target.error()));
    const auto group = environment.groups.find(target->name);
    switch (target->kind) {
    case runbook::Target::Kind::host:
        if (environment.hosts.contains(target->name))
            return std::vector<std::string>{target->name};
        if (group != environment.groups.end() &&
            (group->second.size() == 1 || action.risk == runbook::Risk::reads))
            return group->second;
        return none("the environment has no host of this name");
    case runbook::Target::Kind::each:
        if (group == environment.groups.end())
            return none("the environment has no group of this name");
        return group->second;
    case runbook::Target::Kind::role: {
        const auto* role = environment.role(target->name, target->role);
        if (role == nullptr || group == environment.groups.end())
            return none("the environment has no such role");
        auto holders = holdersOf(world, documents, *role, group->second, keyPrefix, stop);
        if (holders && holders->size() > 1 && action.risk != runbook::Risk::reads) {
            std::string names;
            for (const auto& name : *holders)
                names += (names.empty() ? "" : ", ") + name;
            return failure({"more than one host is " + action.target, names,
                            "find out which one is right, then name the host itself", action.target,
                            Retry::safe});
        }
        return holders;
    }
    }
    return none("it is none of host, role or each:group");
}

} // namespace muster::run
