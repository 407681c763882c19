// What Patroni is told. The times are the shortest that its documentation allows for: ttl at least 20 s, and
// at least loop_wait and twice retry_timeout.
#include "models/base/Json.h"
#include "range/control/Passwords.h"
#include "range/control/Patroni.h"

#include <sstream>

namespace muster::range {
namespace {

// A JSON string is a YAML string, and nothing in a path can end it early.
std::string quoted(const std::string& text) {
    return Json(text).dump();
}

// The port by which the others reach that host's PostgreSQL: their link to it, so that it can be broken.
int portForOthers(const Settings& settings, const std::string& host) {
    for (const auto& link : allLinks())
        if (link.leads == "replication" && link.target == databasePart(host))
            return settings.port(link.partName());
    return settings.port(databasePart(host));
}

std::string userEntry(const Layout& layout, const std::string& host, const char* use,
                      const std::string& role) {
    return std::string("    ") + use + ": { username: " + role +
           ", password: " + quoted(passwordIn(layout.passwords(host), role)) + " }\n";
}

} // namespace

std::string patroniConfiguration(const Layout& layout, const Settings& settings, const std::string& host,
                                 const fs::path& postgresBin) {
    const auto here = [](int port) { return quoted("127.0.0.1:" + std::to_string(port)); };
    std::ostringstream out;
    out << "# Written by `muster range up`. It holds passwords.\n"
        << "scope: muster\n"
        << "namespace: /range/\n"
        << "name: " << host << "\n"
        << "restapi: { listen: " << here(settings.port(patroniPart(host)))
        << ", connect_address: " << here(settings.port(patroniPart(host))) << " }\n"
        << "# Through the host's link. use_proxies keeps Patroni from asking etcd for its own address.\n"
        << settings.dcs << ": { hosts: " << here(settings.port(host + ".dcs")) << ", use_proxies: true }\n"
        << "watchdog: { mode: 'off' }\n"
        << "bootstrap:\n"
        << "  dcs:\n"
        << "    ttl: 20\n"
        << "    loop_wait: 2\n"
        << "    retry_timeout: 5\n"
        << "    maximum_lag_on_failover: 1048576\n"
        << "    synchronous_mode: true\n"
        << "    postgresql: { use_pg_rewind: true }\n"
        << "  initdb: [data-checksums, { encoding: UTF8 }, { locale: C.UTF-8 }]\n"
        << "postgresql:\n"
        << "  listen: " << here(settings.port(databasePart(host))) << "\n"
        << "  connect_address: " << here(portForOthers(settings, host)) << "\n"
        << "  data_dir: " << quoted(layout.data(host)) << "\n"
        << "  bin_dir: " << quoted(postgresBin) << "\n"
        << "  pgpass: " << quoted(layout.home(host) / ".pgpass.patroni") << "\n"
        << "  basebackup: { checkpoint: fast } # else a copy waits for the next one, for minutes\n"
        << "  use_unix_socket: true\n"
        << "  use_unix_socket_repl: true\n"
        << "  authentication:\n"
        << userEntry(layout, host, "superuser", "postgres")
        << userEntry(layout, host, "replication", "replicator") << "  pg_hba:\n"
        << "    - local all all scram-sha-256\n"
        << "    - local replication replicator scram-sha-256\n"
        << "    - host all all 127.0.0.1/32 scram-sha-256\n"
        << "    - host replication replicator 127.0.0.1/32 scram-sha-256\n"
        << "  parameters:\n"
        << "    unix_socket_directories: " << quoted(layout.socket(host)) << "\n"
        << "    unix_socket_permissions: '0700'\n"
        << "    shared_buffers: 32MB\n"
        << "    dynamic_shared_memory_type: mmap\n"
        << "    synchronous_commit: 'on'\n"
        << "    wal_keep_size: 256MB\n"
        << "    wal_retrieve_retry_interval: 500ms\n"
        << "    recovery_init_sync_method: syncfs\n"
        << "    password_encryption: scram-sha-256\n"
        << "    log_line_prefix: '%m [%p] %q%u@%d '\n"
        << "    log_timezone: UTC\n"
        << "    timezone: UTC\n"
        << "    lc_messages: C\n"
        << "    # In a file of its own: what it prints goes into Patroni's log else.\n"
        << "    logging_collector: 'on'\n"
        << "    log_directory: " << quoted(layout.log(host)) << "\n"
        << "    log_filename: " << quoted(layout.databaseLog(host).filename()) << "\n"
        << "    log_rotation_age: 0\n"
        << "    log_rotation_size: 0\n";
    return out.str();
}

std::string patronictlConfiguration(const Settings& settings) {
    return "# Written by `muster range up`, for patronictl.\n"
           "scope: muster\n"
           "namespace: /range/\n" +
           settings.dcs + ": { hosts: \"127.0.0.1:" + std::to_string(settings.port(consensusPart)) + "\" }\n";
}

} // namespace muster::range
