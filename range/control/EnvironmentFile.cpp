#include "range/control/EnvironmentFile.h"

#include "models/base/Json.h"
#include "range/control/Repository.h"
#include "range/control/Topology.h"

#include <algorithm>

namespace muster::range {
namespace {

// A JSON string is a YAML string, and nothing in a path can end it early.
std::string quoted(const std::string& text) {
    return Json(text).dump();
}

std::string local(int port) {
    return "http://127.0.0.1:" + std::to_string(port);
}

using Values = std::vector<std::pair<std::string, std::string>>;

std::string host(const Layout& layout, const Settings& settings, const std::string& name,
                 const Values& values) {
    std::string text = "  " + name +
                       ":\n"
                       "    ssh:\n"
                       "      address: 127.0.0.1\n"
                       "      port: " +
                       std::to_string(settings.port(name + ".sshd")) +
                       "\n"
                       "      user: " +
                       quoted(settings.user) +
                       "\n"
                       "      key: " +
                       quoted(layout.keys() / "operator") +
                       "\n"
                       "      known-hosts: " +
                       quoted(layout.keys() / "known_hosts") +
                       "\n"
                       "    values:\n";
    for (const auto& [word, value] : values)
        text += "      " + word + ": " + quoted(value) + "\n";
    return text;
}

// Every link of the topology.
std::vector<LinkPlan> linksOf(const Settings& settings) {
    auto links = allLinks();
    if (settings.isAutomatic())
        for (auto& link : consensusLinks())
            links.push_back(std::move(link));
    return links;
}

// What runbooks need of Patroni on a database host; patroni_ctl is to it what systemctl is to a unit.
Values patroniValues(const Layout& layout, const Settings& settings, const std::string& name) {
    return {{"patroni_config", layout.patroniConfiguration(name)},
            {"patroni_log", layout.patroniLog(name)},
            {"patroni_ctl", layout.programs() / "supervisor"},
            {"patroni_unit", layout.patroniUnit(name)},
            {"patroni_port", std::to_string(settings.port(patroniPart(name)))}};
}

// What runbooks need to restore from the repository on a database host.
Values backupValues(const Layout& layout, const std::string& name) {
    return {{"db_side", layout.side(name)}, {"pgbackrest_config", layout.backupSettings(name)}};
}

std::string roles(const Settings& settings) {
    if (settings.isAutomatic())
        return "  # Patroni says it: the primary is whoever holds the leader key and takes writes.\n"
               "  db@primary: [curl, -fsS, -m, \"2\", -o, /dev/null, "
               "\"http://127.0.0.1:{{patroni_port}}/primary\"]\n"
               "  db@standby: [curl, -fsS, -m, \"2\", -o, /dev/null, "
               "\"http://127.0.0.1:{{patroni_port}}/replica\"]\n";
    return "  # By a file of the cluster, not by asking the server: a role must be found while it is down.\n"
           "  db@primary: [test, \"!\", -e, \"{{db_data}}/standby.signal\"]\n"
           "  db@standby: [test, -e, \"{{db_data}}/standby.signal\", -a, \"!\", -e, "
           "\"{{db_data}}/fenced.signal\"]\n"
           "  # Given up by a runbook: it must not take writes, and follows nobody until it is made anew.\n"
           "  db@fenced: [test, -e, \"{{db_data}}/fenced.signal\"]\n";
}

// The administration of the links that lead away from that host: link_db_admin, link_app_a_admin.
Values linkValues(const Settings& settings, const std::string& name) {
    Values values;
    for (const auto& link : linksOf(settings)) {
        if (link.host != name)
            continue;
        std::string word = "link_" + link.leads + "_admin";
        std::replace(word.begin(), word.end(), '-', '_');
        values.emplace_back(word, local(settings.port(link.adminName())));
    }
    return values;
}

std::string hosts(const Layout& layout, const Settings& settings) {
    const auto port = [&](const std::string& part) { return std::to_string(settings.port(part)); };
    const auto withLinks = [&](const std::string& name, Values values) {
        for (auto& value : linkValues(settings, name))
            values.push_back(std::move(value));
        return host(layout, settings, name, values);
    };
    std::string text;
    for (const std::string name : databaseHosts) {
        Values values{{"db_data", layout.data(name)},
                      {"db_log", layout.databaseLog(name)},
                      {"db_port", port(databasePart(name))},
                      {"db_upstream_port", port(name + ".replication")},
                      {"db_passfile", layout.passwords(name)}};
        for (auto& value :
             settings.isAutomatic() ? patroniValues(layout, settings, name) : backupValues(layout, name))
            values.push_back(std::move(value));
        text += withLinks(name, values);
    }
    for (const std::string name : applicationHosts)
        text += withLinks(name, {{"app_log", layout.applicationLog(name)},
                                 {"app_ctl", layout.programs() / "supervisor"},
                                 {"app_unit", layout.unit(name)},
                                 {"app_port", port(applicationPart(name))},
                                 {"db_port", port(name + ".db")},
                                 {"db_passfile", layout.passwords(name)}});
    Values values{{"lb_socket", layout.balancerSocket()},
                  {"lb_log", layout.log(balancerHost) / "haproxy.log"},
                  {"lb_port", port(serviceFront)},
                  {"db_port", port(databaseFront)}};
    if (settings.isAutomatic()) // people look at the cluster from here: it is none of its hosts
        values.insert(values.end(), {{"patroni_config", layout.patroniConfiguration(consensusHost)},
                                     {"dcs_url", local(settings.port(consensusPart))},
                                     {"dcs_log", layout.log(consensusHost) / "etcd.log"}});
    return text + withLinks(balancerHost, values);
}

// A service whose users write to the ledger: what they ask, and how it is read back.
std::string probedService(const std::string& name, const std::string& url, const std::string& dataSize,
                          const std::string& route = "/api/v1/ledger") {
    return "  " + name +
           ":\n"
           "    url: " +
           quoted(url) +
           "\n"
           "    rto: 2m\n"
           "    rpo: 1m\n"
           "    restart-backoff: 5s # the longest pause of the supervisor before a restart\n"
           "    data-size: " +
           quoted(dataSize) +
           "\n"
           "    probe:\n"
           "      write: |\n"
           "        POST " +
           route +
           "\n"
           "        Content-Type: application/json\n"
           "\n"
           "        {\"run\": \"{{run}}\", \"client\": \"{{client}}\", \"sequence\": \"{{sequence}}\"}\n"
           "      expect: status:201\n"
           "      every: 100ms\n"
           "      timeout: 1s\n"
           "    ledger:\n"
           "      sql: \"SELECT client || '|' || sequence FROM ledger WHERE run = :'run'\"\n"
           "      on: db@primary\n";
}

std::string services(const Settings& settings, const std::string& dataSize) {
    std::string text =
        "  # What users see: the load balancer's front.\n" +
        probedService("orchestrator", local(settings.port(serviceFront)), dataSize) +
        "  # Each region's own address, past the load balancer.\n" +
        probedService("region-a", local(settings.port(applicationPart("app-a"))), dataSize) +
        probedService("region-b", local(settings.port(applicationPart("app-b"))), dataSize) +
        "  # Both regions at once: the load balancer leads each write to the next one.\n" +
        probedService("both-regions", local(settings.port(bothFront)), dataSize) +
        "  # What no ordinary write sees: a write here succeeds while the standby keeps up, or while every\n"
        "  # workflow moves.\n" +
        probedService("replication", local(settings.port(applicationPart("app-a"))), dataSize,
                      "/api/v1/checks/replication") +
        probedService("progress", local(settings.port(applicationPart("app-a"))), dataSize,
                      "/api/v1/checks/progress") +
        "  # Where an operator administers the service: it answers without a database too.\n"
        "  api:\n"
        "    url: " +
        quoted(local(settings.port(applicationPart("app-a")))) +
        "\n"
        "  # Who wakes people up. Drills silence it for what they break.\n"
        "  alertmanager:\n"
        "    url: " +
        quoted(local(settings.port(pagerPart))) +
        "\n"
        "  # The administration of the links: POST /reset, /stop, /delay, /mend; GET / says the state.\n";
    for (const auto& link : linksOf(settings)) {
        auto name = "link-" + link.partName();
        std::replace(name.begin(), name.end(), '.', '-');
        text += "  " + name + ": { url: " + quoted(local(settings.port(link.adminName()))) + " }\n";
    }
    return text;
}

} // namespace

std::string environmentText(const Layout& layout, const Settings& settings, const fs::path& postgresBin,
                            std::int64_t databaseBytes) {
    const std::string name = settings.name.empty() ? "range" : "range-" + settings.name;
    const auto megabytes = (databaseBytes + 500'000) / 1'000'000;
    std::string text =
        "# The practice range in " + layout.folder.string() + ", written by `muster range up`.\n";
    text += "environment: " + quoted(name) +
            "\n"
            "title: Practice range on this machine\n"
            "drills: allowed\n\n"
            "hosts:\n" +
            hosts(layout, settings) +
            "\n"
            "groups:\n"
            "  db: [db-a, db-b]\n"
            "  app: [app-a, app-b]\n\n"
            "roles:\n" +
            roles(settings) +
            "\n"
            "services:\n" +
            services(settings, std::to_string(megabytes) + " MB when the range came up") + "\n";
    text += "on-call: # nobody is paged here: these lines show what the console says\n"
            "  P0: { respond-within: 15m, page: Level 2 on call, how: practice - call nobody, update-every: "
            "15m }\n"
            "  P1: { respond-within: 30m, page: Level 1 on call, how: practice - call nobody, update-every: "
            "30m }\n"
            "  P2: { respond-within: 4h, page: the team that owns the service }\n"
            "  P3: { respond-within: 24h, page: nobody - write a ticket }\n\n";
    text += "pager: { service: alertmanager, match: { environment: " + quoted(name) + " } }\n\n";
    text += "values:\n"
            "  db_host: 127.0.0.1\n"
            "  db_name: workflows\n"
            "  db_user: orchestrator\n"
            "  db_failover: " +
            std::string(settings.isAutomatic() ? "automatic" : "manual") +
            " # who promotes a standby: runbooks and drills look at it\n"
            "  pg_bin: " +
            quoted(postgresBin) + "\n";
    if (!settings.isAutomatic())
        text += std::string("  pgbackrest_stanza: ") + Repository::stanza + "\n";
    text += "\n";
    text += "commands:\n"
            "  db.start: [\"{{pg_bin}}/pg_ctl\", start, -w, -D, \"{{db_data}}\", -l, \"{{db_log}}\"]\n"
            "  db.status: [\"{{pg_bin}}/pg_ctl\", status, -D, \"{{db_data}}\"]\n";
    return text;
}

} // namespace muster::range
