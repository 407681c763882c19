#include "models/runbook/DrillReach.h"

#include "models/runbook/Needs.h"
#include "models/runbook/Target.h"

#include <algorithm>

namespace muster::runbook {
namespace {

// The measured service, and those that the blast radius names, may fail; so does whatever has their address.
bool mayFail(const environment::Environment& environment, const Drill& drill, const std::string& measured,
             const std::string& service) {
    const auto named = [&](const std::string& name) {
        return name == measured ||
               std::find(drill.blastRadius.begin(), drill.blastRadius.end(), name) != drill.blastRadius.end();
    };
    const auto asked = environment.services.find(service);
    return named(service) ||
           (asked != environment.services.end() &&
            std::any_of(environment.services.begin(), environment.services.end(), [&](const auto& each) {
                return named(each.first) && each.second.url == asked->second.url;
            }));
}

// What a service has acknowledged is kept on these hosts: when they are broken, it fails with them.
bool isKeptOn(const environment::Environment& environment, const environment::Service& service,
              const std::set<std::string>& hosts) {
    if (!service.ledger || service.ledger->on.empty())
        return false;
    const auto kept = hostsOf(environment, {service.ledger->on});
    return std::any_of(kept.begin(), kept.end(), [&](const auto& host) { return hosts.contains(host); });
}

} // namespace

std::set<std::string> hostsOf(const environment::Environment& environment,
                              const std::vector<std::string>& targets) {
    std::set<std::string> out;
    for (const auto& written : targets) {
        const auto target = parseTarget(written);
        const std::string name = target ? target->name : written;
        const auto group = environment.groups.find(name);
        if (group == environment.groups.end())
            out.insert(name);
        else
            out.insert(group->second.begin(), group->second.end());
    }
    return out;
}

std::optional<Error> drillObstacle(const environment::Environment& environment, const Drill& drill,
                                   const std::string& service) {
    const auto refuse = [&](const std::string& why, const std::string& next) {
        return Error{"this drill does not run on " + environment.name, why, next, environment.name,
                     Retry::never};
    };
    if (!environment.drillsAllowed)
        return refuse("the environment does not say that drills are allowed",
                      "if it is a system that may be broken, write `drills: allowed` into " +
                          environment.path);
    if (const auto why = whyNotFor(environment, drill.needs); !why.empty())
        return refuse(why, "choose a drill that is for it, or another environment");
    const auto wanted = hostsOf(environment, drill.blastRadius);
    if (!environment.blastRadius.empty()) {
        const auto allowed = hostsOf(environment, environment.blastRadius);
        const auto outside = std::find_if(wanted.begin(), wanted.end(),
                                          [&](const auto& host) { return !allowed.contains(host); });
        if (outside != wanted.end())
            return refuse("it would touch " + *outside +
                              ", which is outside the blast radius that the environment allows",
                          "choose another drill, or widen `blast-radius` in " + environment.path);
    }
    for (const auto& step : drill.breakIt) {
        if (!step.action || step.action->risk == Risk::reads)
            continue; // it waits until the fault is there, and breaks nothing
        if (step.action->kind == ActionKind::http) {
            if (!mayFail(environment, drill, service, step.action->target))
                return refuse("its step '" + step.slug + "' changes " + step.action->target +
                                  ", which its own blast radius does not name",
                              "correct `blast-radius` in " + drill.document.name);
            continue;
        }
        for (const auto& host : hostsOf(environment, {step.action->target}))
            if (!wanted.contains(host))
                return refuse("its step '" + step.slug + "' breaks " + host +
                                  ", which its own blast radius does not name",
                              "correct `blast-radius` in " + drill.document.name);
    }
    const auto declared = environment.services.find(service);
    if (declared == environment.services.end())
        return refuse("it has no service '" + service + "'", "declare it in " + environment.path);
    if (!declared->second.probe)
        return refuse("the service '" + service + "' declares no probe, so nothing would be measured",
                      "add `probe` to it in " + environment.path);
    return std::nullopt;
}

std::vector<std::string> servicesBeside(const environment::Environment& environment, const Drill& drill,
                                        const std::string& service) {
    std::vector<std::string> out;
    const auto broken = hostsOf(environment, drill.blastRadius);
    for (const auto& [name, each] : environment.services)
        if (each.probe && !mayFail(environment, drill, service, name) && !isKeptOn(environment, each, broken))
            out.push_back(name);
    return out;
}

std::string breakingProse(const Drill& drill) {
    std::string out;
    for (const auto& step : drill.breakIt) {
        if (step.prose.empty())
            continue;
        out += (out.empty() ? "" : "\n\n") + step.prose;
    }
    return out;
}

} // namespace muster::runbook
