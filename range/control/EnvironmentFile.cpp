#include "range/control/EnvironmentFile.h"

#include "models/base/Json.h"

namespace muster::range {
namespace {

// A JSON string is a YAML string, and nothing in a path can end it early.
std::string quoted(const std::string& text) {
    return Json(text).dump();
}

std::string host(const Layout& layout, const Settings& settings, const std::string& name) {
    return "  " + name +
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
           quoted(layout.keys() / "known_hosts") + "\n";
}

} // namespace

std::string environmentText(const Layout& layout, const Settings& settings, const fs::path& postgresBin,
                            std::int64_t databaseBytes) {
    const std::string url = "http://127.0.0.1:" + std::to_string(settings.port("app-a.orchestrator"));
    const std::string name = settings.name.empty() ? "range" : "range-" + settings.name;
    const auto megabytes = (databaseBytes + 500'000) / 1'000'000;

    std::string text =
        "# The practice range in " + layout.folder.string() + ", written by `muster range up`.\n";
    text += "environment: " + quoted(name) +
            "\n"
            "title: Practice range on this machine\n"
            "drills: allowed\n\n"
            "hosts:\n";
    for (const auto* each : databaseHosts)
        text += host(layout, settings, each) +
                "    values:\n"
                "      db_data: " +
                quoted(layout.data(each)) +
                "\n"
                "      db_log: " +
                quoted(layout.databaseLog(each)) +
                "\n"
                "      db_passfile: " +
                quoted(layout.passwords(each)) + "\n";
    for (const auto* each : applicationHosts)
        text += host(layout, settings, each) +
                "    values:\n"
                "      app_log: " +
                quoted(layout.applicationLog(each)) + "\n";
    text += "\n";
    text +=
        "groups:\n"
        "  db: [db-a]\n"
        "  app: [app-a]\n\n"
        "roles:\n"
        "  # The cluster that is no standby, whether it runs or not: a role must be found while it is down.\n"
        "  db@primary: [test, \"!\", -e, \"{{db_data}}/standby.signal\"]\n\n";
    text += "services:\n"
            "  orchestrator:\n"
            "    url: " +
            quoted(url) +
            "\n"
            "    rto: 2m\n"
            "    rpo: 1m\n"
            "    restart-backoff: 5s # the longest pause of the supervisor before a restart\n"
            "    data-size: " +
            quoted(std::to_string(megabytes) + " MB when the range came up") +
            "\n"
            "    probe:\n"
            "      write: |\n"
            "        POST /api/v1/ledger\n"
            "        Content-Type: application/json\n"
            "\n"
            "        {\"run\": \"{{run}}\", \"client\": \"{{client}}\", \"sequence\": \"{{sequence}}\"}\n"
            "      expect: status:201\n"
            "      every: 100ms\n"
            "      timeout: 1s\n"
            "    ledger:\n"
            "      sql: \"SELECT client || '|' || sequence FROM ledger WHERE run = :'run'\"\n"
            "      on: each:db\n"
            "  api:\n"
            "    url: " +
            quoted(url) + "\n\n";
    text += "on-call: # nobody is paged here: these lines show what the console says\n"
            "  P0: { respond-within: 15m, page: Level 2 on call, how: practice - call nobody, update-every: "
            "15m }\n"
            "  P1: { respond-within: 30m, page: Level 1 on call, how: practice - call nobody, update-every: "
            "30m }\n"
            "  P2: { respond-within: 4h, page: the team that owns the service }\n"
            "  P3: { respond-within: 24h, page: nobody - write a ticket }\n\n";
    text += "values:\n"
            "  db_host: 127.0.0.1\n"
            "  db_port: \"" +
            std::to_string(settings.port("db-a.postgresql")) +
            "\"\n"
            "  db_name: workflows\n"
            "  db_user: orchestrator\n"
            "  pg_bin: " +
            quoted(postgresBin) + "\n\n";
    text += "commands:\n"
            "  db.start: [\"{{pg_bin}}/pg_ctl\", start, -w, -D, \"{{db_data}}\", -l, \"{{db_log}}\"]\n"
            "  db.status: [\"{{pg_bin}}/pg_ctl\", status, -D, \"{{db_data}}\"]\n";
    return text;
}

} // namespace muster::range
