// How clusters come to be, and what they are told.
#include "range/control/Passwords.h"
#include "range/control/Postgres.h"
#include "range/control/Repository.h"
#include "range/control/Session.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <sstream>

namespace muster::range {
namespace {

// The same on every database host. Dynamic shared memory as files in the data folder: a killed postmaster
// leaves nothing in /dev/shm. wal_keep_size and no replication slot: it holds in either direction without
// anybody's doing, while a slot would have to be made anew after each promotion, and one that is forgotten
// fills the disk.
constexpr const char* commonSettings = R"(# Written by `muster range up`; the same on every database host.
include '../postgresql.conf'
listen_addresses = '127.0.0.1'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
fsync = on
synchronous_commit = on
full_page_writes = on
wal_level = replica
wal_log_hints = on
wal_keep_size = 256MB
archive_mode = on
archive_timeout = 60s
hot_standby = on
recovery_target_timeline = latest
wal_retrieve_retry_interval = 500ms
recovery_init_sync_method = syncfs
password_encryption = scram-sha-256
log_line_prefix = '%m [%p] %q%u@%d '
log_timezone = 'UTC'
timezone = 'UTC'
log_checkpoints = on
log_statement = ddl
lc_messages = 'C'
)";

} // namespace

Result<> Postgres::create() const {
    std::error_code error;
    fs::remove_all(m_layout.data(m_host), error);
    if (auto written = createPasswords(m_layout); !written)
        return written;
    const fs::path passwordFile = m_layout.host(m_host) / "initdb.password";
    if (auto written = writeSynced(passwordFile, passwordIn(m_layout.passwords(m_host), "postgres") + "\n");
        !written)
        return written;
    // --no-sync only for the empty cluster: if the machine goes down meanwhile the range is created anew.
    const auto made = runToEnd(
        {.name = m_host + ".initdb",
         .command = {m_bin / "initdb", "--pgdata=" + m_layout.data(m_host).string(), "--username=postgres",
                     "--pwfile=" + passwordFile.string(), "--auth=scram-sha-256", "--data-checksums",
                     "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"},
         .environment = m_layout.variables(m_host, m_bin),
         .workingFolder = m_layout.host(m_host),
         .log = m_layout.log(m_host) / "initdb.log",
         .records = m_layout.processes()},
        Milliseconds(60'000));
    fs::remove(passwordFile, error);
    if (!made)
        return made;
    if (auto configured = configure(); !configured)
        return configured;
    // Before it starts: it archives from its first segment on.
    if (auto stanza = Repository(m_layout, m_settings).create(m_host, m_bin); !stanza)
        return stanza;
    if (auto started = start(); !started)
        return started;
    if (auto ready = awaitReady(); !ready)
        return ready;
    return makeDatabase();
}

Result<> Postgres::createStandby() const {
    std::error_code error;
    fs::remove_all(m_layout.data(m_host), error);
    const auto copied = runToEnd(
        {.name = m_host + ".basebackup",
         .command = {m_bin / "pg_basebackup", "--pgdata=" + m_layout.data(m_host).string(),
                     "--host=127.0.0.1", "--port=" + std::to_string(upstreamPort()), "--username=replicator",
                     "--no-password", "--checkpoint=fast", "--wal-method=stream", "--no-sync"},
         .environment = m_layout.variables(m_host, m_bin),
         .workingFolder = m_layout.host(m_host),
         .log = m_layout.log(m_host) / "basebackup.log",
         .records = m_layout.processes()},
        Milliseconds(120'000));
    if (!copied)
        return copied;
    if (auto signalled = writeSynced(m_layout.data(m_host) / "standby.signal", ""); !signalled)
        return signalled;
    if (auto configured = configure(); !configured)
        return configured;
    return start();
}

Result<> Postgres::configure() const {
    // What differs from host to host stands beside the data folder: pg_basebackup and pg_rewind copy all that
    // is in it, and the copy must not come up with the other one's port.
    const Repository repository(m_layout, m_settings);
    if (auto written = repository.configure(m_host); !written)
        return written;
    std::ostringstream own;
    own << "# Written by `muster range up`: what is this host's own.\n"
        << "port = " << port() << "\nunix_socket_directories = '" << m_layout.socket(m_host).string()
        << "'\ncluster_name = '" << m_host << "'\nprimary_conninfo = 'host=127.0.0.1 port=" << upstreamPort()
        << " user=replicator application_name=" << m_host << " connect_timeout=2 passfile=''"
        << m_layout.passwords(m_host).string() << "'''\narchive_command = '"
        << repository.archiveCommand(m_host) << "'\n";
    if (auto written = writeSynced(m_layout.databaseSettings(m_host), own.str()); !written)
        return written;
    return writeSynced(m_layout.data(m_host) / "postgresql.conf", commonSettings);
}

Result<> Postgres::makeDatabase() const {
    const auto passfile = m_layout.passwords(m_host);
    const Session cluster(m_layout, m_host, port(), "postgres", "postgres");
    std::vector<std::string> all{"SET log_statement = 'none'", // what follows holds passwords
                                 "CREATE ROLE orchestrator LOGIN PASSWORD '" +
                                     passwordIn(passfile, "orchestrator") + "'",
                                 "CREATE DATABASE workflows OWNER orchestrator",
                                 // How far the standby is, and what others wait for: the service checks
                                 // it, diagnostics read it.
                                 "GRANT pg_monitor TO orchestrator"};
    if (!m_settings.isAutomatic()) // else Patroni has made it
        all.push_back("CREATE ROLE replicator REPLICATION LOGIN PASSWORD '" +
                      passwordIn(passfile, "replicator") + "'");
    for (const auto& sql : all) {
        if (auto done = cluster.run(sql); !done)
            return failure(done.error());
    }
    // The service's own role may check its tables and indexes: pg_amcheck needs no superuser then.
    const Session database(m_layout, m_host, port(), "postgres", "workflows");
    for (const char* sql : {"CREATE EXTENSION IF NOT EXISTS amcheck",
                            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO orchestrator",
                            "GRANT CREATE ON SCHEMA public TO orchestrator"}) {
        if (auto done = database.run(sql); !done)
            return failure(done.error());
    }
    return {};
}

} // namespace muster::range
