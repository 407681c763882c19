#include "models/document/Template.h"
#include "models/document/Words.h"
#include "models/environment/ReadEnvironment.h"
#include "models/runbook/HttpText.h"
#include "models/runbook/Target.h"

#include <algorithm>

namespace muster::environment {
namespace {

template <class Map> std::vector<std::string> keysOf(const Map& map) {
    std::vector<std::string> out;
    for (const auto& [key, value] : map)
        out.push_back(key);
    return out;
}

class Checker {
public:
    explicit Checker(const Environment& environment) : m_environment(environment) {}

    std::vector<Problem> check() {
        names();
        groups();
        templates();
        for (const auto& [name, host] : m_environment.hosts)
            if (host.ssh)
                needSecret(host.ssh->passphrase, "hosts." + name + ".ssh.passphrase");
        for (const auto& [name, service] : m_environment.services)
            this->service(name, service);
        if (m_environment.pager)
            pager(*m_environment.pager);
        return std::move(m_problems);
    }

private:
    void problem(const std::string& key, const std::string& what, const std::string& mend,
                 Severity severity = Severity::error) {
        m_problems.push_back({m_environment.placeOf(key), what, mend, severity});
    }

    void needSecret(const std::string& name, const std::string& key) {
        if (!name.empty() && !m_environment.secrets.contains(name))
            problem(key, "there is no secret '" + name + "'",
                    m_environment.secrets.empty()
                        ? "declare it under `secrets`"
                        : document::suggestion(name, keysOf(m_environment.secrets)));
    }

    void names() {
        for (const auto& [name, hosts] : m_environment.groups)
            if (m_environment.hosts.contains(name))
                problem("groups." + name, "'" + name + "' is a host and a group", "rename one of the two");
        for (const auto& [name, secret] : m_environment.secrets) {
            bool taken = m_environment.values.contains(name);
            for (const auto& [each, host] : m_environment.hosts)
                taken = taken || host.values.contains(name);
            if (taken)
                problem("secrets." + name, "'" + name + "' is a secret and a value", "rename one of the two");
        }
    }

    void groups() {
        const auto hosts = keysOf(m_environment.hosts);
        for (const auto& [name, members] : m_environment.groups) {
            if (members.empty())
                problem("groups." + name, "group '" + name + "' has no hosts", "list them: [db-a, db-b]");
            for (std::size_t i = 0; i < members.size(); ++i) {
                const std::string at = "groups." + name + "[" + std::to_string(i) + "]";
                if (!m_environment.hosts.contains(members[i]))
                    problem(at, "there is no host '" + members[i] + "'",
                            document::suggestion(members[i], hosts));
                else if (std::find(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(i),
                                   members[i]) != members.begin() + static_cast<std::ptrdiff_t>(i))
                    problem(at, "host '" + members[i] + "' stands in the group twice", "keep one");
            }
        }
        for (const auto& role : m_environment.roles)
            if (!m_environment.groups.contains(role.group))
                m_problems.push_back({role.place, "there is no group '" + role.group + "'",
                                      document::suggestion(role.group, keysOf(m_environment.groups))});
        for (std::size_t i = 0; i < m_environment.blastRadius.size(); ++i) {
            auto known = hosts;
            for (const auto& name : keysOf(m_environment.groups))
                known.push_back(name);
            const auto& name = m_environment.blastRadius[i];
            if (std::find(known.begin(), known.end(), name) == known.end())
                problem("blast-radius[" + std::to_string(i) + "]", "there is no host or group '" + name + "'",
                        document::suggestion(name, known));
        }
    }

    // What every one of `hosts` knows; all hosts when the list is empty.
    Values commonValues(const std::vector<std::string>& hosts) const {
        Values out = m_environment.values;
        out["host"] = "";
        bool first = true;
        Values common;
        for (const auto& [name, host] : m_environment.hosts) {
            if (!hosts.empty() && std::find(hosts.begin(), hosts.end(), name) == hosts.end())
                continue;
            if (first)
                common = host.values;
            else
                std::erase_if(common, [&values = host.values](const auto& each) {
                    return !values.contains(each.first);
                });
            first = false;
        }
        out.merge(common);
        return out;
    }

    void words(const std::vector<std::string>& words, const Values& known, const Place& place,
               const std::string& what) {
        for (const auto& word : words)
            if (auto filled = document::fillTemplate(word, known); !filled)
                m_problems.push_back(
                    {place, what + ": " + filled.error().what,
                     filled.error().next.empty() ? filled.error().why : filled.error().next});
    }

    void templates() {
        for (const auto& role : m_environment.roles)
            if (const auto group = m_environment.groups.find(role.group); group != m_environment.groups.end())
                words(role.command, commonValues(group->second), role.place,
                      "role '" + role.group + "@" + role.name + "'");
        // A command may run on some hosts only, and may name a runbook's inputs: only its syntax is known
        // here.
        for (const auto& [name, command] : m_environment.commands)
            for (const auto& word : command)
                if (auto parts = document::templateParts(word); !parts)
                    problem("commands." + name, "command '" + name + "': " + parts.error().what,
                            parts.error().next);
    }

    void request(const std::string& text, const Service& service, const Place& place, const Values& own) {
        Values known = m_environment.values;
        known.insert(own.begin(), own.end());
        if (auto expanded = runbook::expandHttp(text, known, service.url); !expanded)
            m_problems.push_back(
                {place, expanded.error().what,
                 expanded.error().next.empty() ? expanded.error().why : expanded.error().next});
    }

    void service(const std::string& name, const Service& service) {
        const std::string at = "services." + name;
        for (const auto& [header, secret] : service.secretHeaders)
            needSecret(secret, at + ".secret-headers." + header);
        // Sample values: what they hold is not looked at, only that they are there and where they stand.
        const Values own{{"run", "1"}, {"client", "probe"}, {"sequence", "1"}};
        if (service.probe && !service.probe->write.text.empty())
            request(service.probe->write.text, service, service.probe->write.place, own);
        if (service.probe && (service.url.starts_with("http")) && !service.rto)
            problem(at, "service '" + name + "' is probed and has no `rto`",
                    "add the target, as in `rto: 2m`", Severity::warning);
        if (!service.ledger)
            return;
        if (service.ledger->read)
            request(service.ledger->read->text, service, service.ledger->read->place, own);
        if (service.ledger->on.empty())
            return;
        const auto target = runbook::parseTarget(service.ledger->on);
        const bool known = target && (target->kind == runbook::Target::Kind::role
                                          ? m_environment.role(target->name, target->role) != nullptr
                                          : m_environment.groups.contains(target->name) ||
                                                (target->kind == runbook::Target::Kind::host &&
                                                 m_environment.hosts.contains(target->name)));
        if (!known)
            problem(at + ".ledger.on", "'" + service.ledger->on + "' is no target of this environment",
                    "write a host, group@role or each:group");
    }

    void pager(const Pager& pager) {
        if (!pager.service.empty() && !m_environment.services.contains(pager.service))
            problem("pager.service", "there is no service '" + pager.service + "'",
                    m_environment.services.empty()
                        ? "declare it under `services`, with its `url`"
                        : document::suggestion(pager.service, keysOf(m_environment.services)));
        if (pager.match.empty())
            problem("pager.match", "`pager` does not say which alerts a drill may silence",
                    "name the labels that only alerts of this environment have: match: {environment: " +
                        m_environment.name + "}");
        for (const auto& [label, value] : pager.match)
            if (value.empty())
                problem("pager.match." + label, "label '" + label + "' has no value",
                        "write the one that alerts of this environment have: alerts without the label would "
                        "be silenced too");
    }

    const Environment& m_environment;
    std::vector<Problem> m_problems;
};

} // namespace

std::vector<Problem> checkEnvironment(const Environment& environment) {
    return Checker(environment).check();
}

} // namespace muster::environment
