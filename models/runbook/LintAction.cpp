#include "models/runbook/LintAction.h"

#include "models/document/Pattern.h"
#include "models/document/Template.h"
#include "models/document/Words.h"
#include "models/runbook/HttpText.h"
#include "models/runbook/ShellText.h"
#include "models/runbook/SqlVariables.h"
#include "models/runbook/Target.h"

#include <algorithm>
#include <set>

namespace muster::runbook {
namespace {

template <class Map> std::vector<std::string> keysOf(const Map& map) {
    std::vector<std::string> out;
    for (const auto& [key, value] : map)
        out.push_back(key);
    return out;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Set by the shell or by how scripts are run, whatever the runbook says.
const std::set<std::string> alwaysSet{"PATH", "HOME",   "USER", "LOGNAME", "PWD",    "OLDPWD", "IFS",
                                      "LANG", "LC_ALL", "PPID", "OPTIND",  "LINENO", "PS4"};

Place inText(const Action& action, int line, int column) {
    return {action.place.file, action.place.line + line, column};
}

Place atOffset(const Action& action, std::size_t offset) {
    const auto before = std::string_view(action.text).substr(0, offset);
    const auto lineStart = before.rfind('\n');
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = lineStart == std::string_view::npos ? offset + 1 : offset - lineStart;
    return inText(action, static_cast<int>(line), static_cast<int>(column));
}

} // namespace

KnownNames knownNames(const Runbook& runbook, const Step* step) {
    KnownNames out;
    for (const auto& input : runbook.inputs) {
        const auto pattern = document::Pattern::compile(input.match);
        const bool dash = input.match.empty() || !pattern || pattern->mayBeginWithDash();
        out[input.name] = {true, true, dash};
    }
    for (const auto& capture : runbook.captures) {
        bool before = step == nullptr;
        for (const auto& each : runbook.steps) {
            if (step != nullptr && each.slug == step->slug)
                break;
            before = before || each.slug == capture.step;
        }
        if (before)
            out[capture.name] = {!capture.optional, true, true};
    }
    return out;
}

std::vector<std::string> ActionLint::hostsOf(const std::string& text) const {
    const auto target = parseTarget(text);
    if (!target || m_environment == nullptr)
        return {};
    if (target->kind == Target::Kind::host && m_environment->hosts.contains(target->name))
        return {target->name};
    const auto group = m_environment->groups.find(target->name);
    return group == m_environment->groups.end() ? std::vector<std::string>() : group->second;
}

void ActionLint::check(const Action& action, const KnownNames& names) const {
    switch (action.kind) {
    case ActionKind::shell:
        target(action);
        secrets(action);
        action.run.empty() ? shell(action, names) : command(action, names);
        break;
    case ActionKind::sql:
        target(action);
        secrets(action);
        sql(action, names);
        break;
    case ActionKind::http:
        target(action);
        http(action, names);
        break;
    case ActionKind::message:
        message(action, names);
        break;
    case ActionKind::approve:
    case ActionKind::wait:
        break;
    }
}

void ActionLint::target(const Action& action) const {
    const auto target = parseTarget(action.target);
    if (!target || m_environment == nullptr)
        return;
    const auto& hosts = m_environment->hosts;
    const auto& groups = m_environment->groups;
    const auto unknown = [&](const std::string& what, const std::vector<std::string>& known) {
        problem(action.place, what, document::suggestion(target->name, known));
    };
    if (action.kind == ActionKind::http) {
        if (!m_environment->services.contains(action.target))
            unknown("the environment has no service '" + action.target + "'",
                    keysOf(m_environment->services));
        return;
    }
    const auto group = groups.find(target->name);
    if (target->kind == Target::Kind::host) {
        auto known = keysOf(hosts);
        for (const auto& name : keysOf(groups))
            known.push_back(name);
        if (!contains(known, target->name))
            unknown("the environment has no host '" + target->name + "'", known);
        else if (group != groups.end() && action.risk != Risk::reads)
            problem(action.place, "'" + target->name + "' is a group, and this step changes something",
                    "write on=each:" + target->name + ", or name a host or a role");
    } else if (group == groups.end()) {
        unknown("the environment has no group '" + target->name + "'", keysOf(groups));
    } else if (target->kind == Target::Kind::role &&
               m_environment->role(target->name, target->role) == nullptr) {
        std::vector<std::string> known;
        for (const auto& role : m_environment->roles)
            known.push_back(role.group + "@" + role.name);
        problem(action.place, "the environment has no role '" + action.target + "'",
                document::suggestion(action.target, known));
    }
}

// The environment's values and those that every host of the target has.
std::vector<std::string> ActionLint::namesAt(const Action& action, const KnownNames& names) const {
    auto out = keysOf(names);
    for (const auto& name : keysOf(m_environment->values))
        out.push_back(name);
    if (action.kind == ActionKind::http)
        return out;
    out.emplace_back("host");
    const auto hosts = hostsOf(action.target);
    if (hosts.empty() || !m_environment->hosts.contains(hosts.front()))
        return out;
    for (const auto& name : keysOf(m_environment->hosts.at(hosts.front()).values))
        if (std::all_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
                const auto found = m_environment->hosts.find(host);
                return found != m_environment->hosts.end() && found->second.values.contains(name);
            }))
            out.push_back(name);
    return out;
}

void ActionLint::undefined(const Place& place, const std::string& name,
                           const std::vector<std::string>& known) const {
    const auto near = document::nearest(name, known);
    problem(place, "nobody gives '" + name + "' a value here",
            near.empty() ? "make it an input, a capture of a step before, or a value of the environment or "
                           "of all hosts of the target"
                         : "did you mean '" + near + "'?");
}

void ActionLint::shell(const Action& action, const KnownNames& names) const {
    const ShellText text = lookAtShell(action.text);
    const auto known = m_environment == nullptr ? std::vector<std::string>() : namesAt(action, names);
    for (const auto& use : text.uses) {
        const Place place = inText(action, use.line, use.column);
        const auto name = names.find(use.name);
        const bool own = text.assigned.contains(use.name) || contains(action.secrets, use.name);
        if (!use.quoted && (name != names.end() || contains(known, use.name)) && !own)
            problem(place, "'" + use.name + "' is not quoted",
                    "write \"$" + use.name + "\": else the shell splits and expands it");
        if (name != names.end() && !own && use.asOption && name->second.mayBeOption)
            problem(place, "the value of '" + use.name + "' may be taken for an option",
                    "write -- before it, or give the input a `match` that does not begin with '-'");
        if (name != names.end() && !own && !name->second.sure && !use.hasDefault)
            problem(place, "'" + use.name + "' is an optional capture and may be missing",
                    "write \"${" + use.name + ":-}\"", Severity::warning);
        if (m_environment != nullptr && !own && !use.hasDefault && !contains(known, use.name) &&
            !alwaysSet.contains(use.name))
            undefined(place, use.name, known);
    }
}

void ActionLint::sql(const Action& action, const KnownNames& names) const {
    const bool sets =
        action.text.find("\\set") != std::string::npos || action.text.find("\\gset") != std::string::npos;
    const auto known = m_environment == nullptr ? std::vector<std::string>() : namesAt(action, names);
    for (const auto& variable : sqlVariables(action.text)) {
        const Place place = inText(action, variable.line, variable.column);
        if (!variable.quoted && !sets)
            problem(place, "':" + variable.name + "' puts the value into the query as it is",
                    "write :'" + variable.name + "' for a text, :\"" + variable.name + "\" for a name");
        if (m_environment != nullptr && !sets && !contains(known, variable.name))
            undefined(place, variable.name, known);
    }
}

void ActionLint::http(const Action& action, const KnownNames& names) const {
    const auto parts = document::templateParts(action.text);
    if (!parts) {
        problem(action.place, parts.error().what, parts.error().next);
        return;
    }
    Values samples;
    for (const auto& part : *parts) {
        if (!part.isValue)
            continue;
        samples[part.text] = "1";
        if (m_environment == nullptr)
            continue;
        if (const auto known = namesAt(action, names); !contains(known, part.text))
            undefined(atOffset(action, part.offset), part.text, known);
    }
    std::string base = "http://service";
    if (m_environment != nullptr)
        if (const auto service = m_environment->services.find(action.target);
            service != m_environment->services.end())
            base = service->second.url;
    if (const auto request = expandHttp(action.text, samples, base); !request)
        problem(action.place, request.error().what, request.error().next);
}

void ActionLint::message(const Action& action, const KnownNames& names) const {
    const auto parts = document::templateParts(action.text);
    if (!parts) {
        problem(action.place, parts.error().what, parts.error().next);
        return;
    }
    auto known = keysOf(names);
    for (const auto* each : {"incident", "title", "severity", "environment"})
        known.emplace_back(each);
    for (const auto& part : *parts)
        if (part.isValue && !contains(known, part.text))
            problem(atOffset(action, part.offset), "a message knows no '" + part.text + "'",
                    document::suggestion(part.text, known));
}

void ActionLint::command(const Action& action, const KnownNames& names) const {
    if (m_environment == nullptr)
        return;
    const auto command = m_environment->commands.find(action.run);
    if (command == m_environment->commands.end()) {
        problem(action.place, "the environment has no command '" + action.run + "'",
                document::suggestion(action.run, keysOf(m_environment->commands)));
        return;
    }
    const auto known = namesAt(action, names);
    for (const auto& word : command->second)
        if (const auto parts = document::templateParts(word))
            for (const auto& part : *parts)
                if (part.isValue && !contains(known, part.text))
                    problem(action.place,
                            "the command '" + action.run + "' needs a value '" + part.text + "'",
                            "give it to the hosts of " + action.target + ", or to the environment");
}

void ActionLint::secrets(const Action& action) const {
    if (m_environment == nullptr)
        return;
    for (const auto& name : action.secrets)
        if (!m_environment->secrets.contains(name))
            problem(action.place, "the environment has no secret '" + name + "'",
                    document::suggestion(name, keysOf(m_environment->secrets)));
}

} // namespace muster::runbook
