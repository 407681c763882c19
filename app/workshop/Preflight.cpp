#include "app/workshop/Preflight.h"

#include "models/runbook/Expand.h"

#include <algorithm>
#include <set>

namespace muster::app {
namespace {

// The hosts that a list of targets can mean; an entry that is no host or group stands for itself (a service).
std::set<std::string> hostsOf(const environment::Environment& environment,
                              const std::vector<std::string>& targets) {
    std::set<std::string> out;
    for (const auto& written : targets) {
        const auto target = runbook::parseTarget(written);
        const std::string name = target ? target->name : written;
        const auto group = environment.groups.find(name);
        if (group == environment.groups.end())
            out.insert(name);
        else
            out.insert(group->second.begin(), group->second.end());
    }
    return out;
}

} // namespace

Result<> mayDrill(const run::Documents& documents) {
    const auto& environment = documents.environment;
    const auto refuse = [&](const std::string& why, const std::string& next) {
        return failure(
            {"this drill does not run on " + environment.name, why, next, environment.name, Retry::never});
    };
    if (!environment.drillsAllowed)
        return refuse("the environment does not say that drills are allowed",
                      "if it is a system that may be broken, write `drills: allowed` into " +
                          environment.path);

    const auto wanted = hostsOf(environment, documents.drill->blastRadius);
    if (!environment.blastRadius.empty()) {
        const auto allowed = hostsOf(environment, environment.blastRadius);
        for (const auto& host : wanted)
            if (!allowed.contains(host))
                return refuse("it would touch " + host +
                                  ", which is outside the blast radius that the environment allows",
                              "choose another drill, or widen `blast-radius` in " + environment.path);
    }
    for (const auto& step : documents.drill->breakIt) {
        if (!step.action || step.action->kind == runbook::ActionKind::http)
            continue;
        for (const auto& host : hostsOf(environment, {step.action->target}))
            if (!wanted.contains(host))
                return refuse("its step '" + step.slug + "' breaks " + host +
                                  ", which its own blast radius does not name",
                              "correct `blast-radius` in " + documents.drill->document.name);
    }
    const std::string& service = documents.runbooks.at(documents.main).service;
    const auto* declared = documents.service(service);
    if (declared == nullptr)
        return refuse("it has no service '" + service + "'", "declare it in " + environment.path);
    if (!declared->probe)
        return refuse("the service '" + service + "' declares no probe, so nothing would be measured",
                      "add `probe` to it in " + environment.path);
    return {};
}

} // namespace muster::app
