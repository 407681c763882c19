#include "range/control/Postgres.h"

#include "range/control/Passwords.h"
#include "range/control/Sweep.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <charconv>
#include <csignal>
#include <libpq-fe.h>
#include <sstream>
#include <sys/shm.h>
#include <thread>
#include <unistd.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds readyWithin{30'000};

std::vector<std::string> pidFileLines(const fs::path& data) {
    std::istringstream text(readWhole(data / "postmaster.pid").value_or(""));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    return lines;
}

struct Session {
    Session(std::string name, const std::string& conninfo)
        : host(std::move(name)), connection(PQconnectdb(conninfo.c_str())) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { PQfinish(connection); }

    Result<std::string> run(const std::string& sql) const {
        PGresult* result = PQexec(connection, sql.c_str());
        const auto status = PQresultStatus(result);
        const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        const std::string cell =
            status == PGRES_TUPLES_OK && PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
        PQclear(result);
        if (done)
            return cell;
        return failure({.what = "PostgreSQL on " + host + " refused a statement of the range's set-up",
                        .why = PQerrorMessage(connection),
                        .next = "read its log",
                        .target = host + ".postgresql"});
    }

    const std::string host;
    PGconn* connection;
};

} // namespace

Result<fs::path> Postgres::findPrograms() {
    for (int version = 17; version >= 14; --version) {
        const fs::path bin = "/usr/lib/postgresql/" + std::to_string(version) + "/bin";
        if (::access((bin / "initdb").c_str(), X_OK) == 0 && ::access((bin / "postgres").c_str(), X_OK) == 0)
            return bin;
    }
    return failure({.what = "PostgreSQL's server programs are not installed",
                    .why = "there is no /usr/lib/postgresql/VERSION/bin/initdb",
                    .next = "apt-get install postgresql-15"});
}

Result<> Postgres::create() {
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
    if (auto started = start(); !started)
        return started;
    if (auto ready = awaitReady(); !ready)
        return ready;
    return makeDatabase();
}

Result<> Postgres::configure() const {
    // Dynamic shared memory as files in the data folder: a killed postmaster leaves nothing in /dev/shm.
    std::string text = "# Written by `muster range up`.\n"
                       "listen_addresses = '127.0.0.1'\n"
                       "port = " +
                       std::to_string(port()) +
                       "\n"
                       "unix_socket_directories = '" +
                       m_layout.socket(m_host).string() +
                       "'\n"
                       "unix_socket_permissions = 0700\n"
                       "max_connections = 60\n"
                       "shared_buffers = 32MB\n"
                       "dynamic_shared_memory_type = mmap\n"
                       "fsync = on\n"
                       "synchronous_commit = on\n"
                       "full_page_writes = on\n"
                       "recovery_init_sync_method = syncfs\n"
                       "password_encryption = scram-sha-256\n"
                       "log_line_prefix = '%m [%p] %q%u@%d '\n"
                       "log_timezone = 'UTC'\n"
                       "timezone = 'UTC'\n"
                       "log_checkpoints = on\n"
                       "lc_messages = 'C'\n";
    return writeSynced(m_layout.data(m_host) / "postgresql.conf", text);
}

Result<> Postgres::start() const {
    const auto started = launch({.name = partName(),
                                 .command = {m_bin / "postgres", "-D", m_layout.data(m_host)},
                                 .environment = m_layout.variables(m_host, m_bin),
                                 .workingFolder = m_layout.host(m_host),
                                 .log = m_layout.databaseLog(m_host),
                                 .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

Result<> Postgres::awaitReady() const {
    const auto deadline = Clock::now() + readyWithin;
    const auto launched = recorded(m_layout.processes(), partName());
    while (!acceptsConnections()) {
        const bool gone = !launched || !isAlive(*launched);
        if (gone || Clock::now() >= deadline)
            return failure({.what = "PostgreSQL on " + m_host + " did not become ready",
                            .why = (gone ? "it ended; the end of its log:\n"
                                         : "30 s have passed; the end of its log:\n") +
                                   tailOf(m_layout.databaseLog(m_host)),
                            .next = "read " + m_layout.databaseLog(m_host).string(),
                            .target = partName()});
        std::this_thread::sleep_for(Milliseconds(20));
    }
    return {};
}

Result<> Postgres::makeDatabase() const {
    const std::string access =
        "host='" + m_layout.socket(m_host).string() + "' port=" + std::to_string(port()) +
        " user=postgres connect_timeout=5 passfile='" + m_layout.passwords(m_host).string() + "' dbname=";
    const std::string password = passwordIn(m_layout.passwords(m_host), "orchestrator");
    const Session cluster(m_host, access + "postgres");
    for (const auto& sql : {"CREATE ROLE orchestrator LOGIN PASSWORD '" + password + "'",
                            std::string("CREATE DATABASE workflows OWNER orchestrator")}) {
        if (auto done = cluster.run(sql); !done)
            return failure(done.error());
    }
    // The service's own role may check its tables and indexes: pg_amcheck needs no superuser then.
    const Session database(m_host, access + "workflows");
    for (const char* sql : {"CREATE EXTENSION IF NOT EXISTS amcheck",
                            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO orchestrator",
                            "GRANT CREATE ON SCHEMA public TO orchestrator"}) {
        if (auto done = database.run(sql); !done)
            return failure(done.error());
    }
    return {};
}

bool Postgres::acceptsConnections() const {
    const std::string where = "host=127.0.0.1 connect_timeout=2 port=" + std::to_string(port());
    return postmaster().has_value() && PQping(where.c_str()) == PQPING_OK;
}

std::optional<Process> Postgres::postmaster() const {
    const auto lines = pidFileLines(m_layout.data(m_host));
    pid_t pid = 0;
    if (lines.empty() ||
        std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), pid).ec != std::errc{})
        return std::nullopt;
    // The pid file survives a kill, so the number may belong to anybody by now. A postmaster works in its
    // data folder, and the start time taken here is compared again before any signal is sent.
    const auto process = processOf(pid);
    std::error_code error;
    const auto folder = fs::read_symlink("/proc/" + std::to_string(pid) + "/cwd", error);
    if (!process || error || folder != m_layout.data(m_host))
        return std::nullopt;
    return process;
}

void Postgres::endHalfMade() const {
    // Again until there is none: initdb may start one more while the list is read.
    for (auto left = databaseProcessesOf(m_layout, m_host); !left.empty();
         left = databaseProcessesOf(m_layout, m_host))
        if (!endProcesses(left, SIGKILL, Milliseconds(3000)))
            return;
}

void Postgres::clearLeftovers() const {
    if (postmaster())
        return;
    endProcesses(processesWorkingIn(m_layout.data(m_host)), SIGQUIT, Milliseconds(3000));
    const auto lines = pidFileLines(m_layout.data(m_host));
    if (lines.size() >= 7) {
        // Line 7: key and id of the System V segment that guards the data folder against a second postmaster.
        std::istringstream numbers(lines[6]);
        long key = 0;
        int id = -1;
        shmid_ds segment{};
        if (numbers >> key >> id && ::shmctl(id, IPC_STAT, &segment) == 0 && segment.shm_nattch == 0 &&
            segment.shm_perm.cuid == ::geteuid() && segment.shm_perm.__key == static_cast<key_t>(key))
            ::shmctl(id, IPC_RMID, nullptr);
    }
    std::error_code error;
    fs::remove(m_layout.data(m_host) / "postmaster.pid", error);
    // A postmaster that was killed stays a zombie until its parent looks: its pid still answers, and
    // PostgreSQL would take the lock of its socket for a living one's. Nobody else uses this folder.
    for (const auto& entry : fs::directory_iterator(m_layout.socket(m_host), error))
        fs::remove(entry.path(), error);
}

Result<std::int64_t> Postgres::size() const {
    const Session session(m_host, "host=127.0.0.1 port=" + std::to_string(port()) +
                                      " user=orchestrator dbname=workflows connect_timeout=5 passfile='" +
                                      m_layout.passwords(m_host).string() + "'");
    const auto bytes = session.run("SELECT pg_database_size('workflows')");
    if (!bytes)
        return failure(bytes.error());
    return std::stoll(*bytes);
}

} // namespace muster::range
