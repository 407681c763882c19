#include "range/control/Postgres.h"

#include "range/control/Session.h"
#include "range/control/Sweep.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <charconv>
#include <csignal>
#include <sstream>
#include <sys/shm.h>
#include <thread>
#include <unistd.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds readyWithin{30'000};
constexpr Milliseconds streamingWithin{15'000};

std::vector<std::string> pidFileLines(const fs::path& data) {
    std::istringstream text(readWhole(data / "postmaster.pid").value_or(""));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    return lines;
}

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
                            .next = "read " + m_layout.databaseLog(m_host).string() +
                                    (isStandby() ? "; `muster range mend standby` makes a standby anew" : ""),
                            .target = partName()});
        std::this_thread::sleep_for(Milliseconds(20));
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
        if (!endProcessesAndMemory(left, SIGKILL, Milliseconds(3000)))
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
    const Session session(m_layout, m_host, port(), "orchestrator", "workflows");
    const auto bytes = session.run("SELECT pg_database_size('workflows')");
    if (!bytes)
        return failure(bytes.error());
    return std::stoll(*bytes);
}

bool Postgres::isStandby() const {
    std::error_code error;
    return fs::exists(m_layout.data(m_host) / "standby.signal", error);
}

bool Postgres::isStreaming() const {
    const Session session(m_layout, m_host, port(), "postgres", "postgres");
    const auto state = session.run("SELECT status FROM pg_stat_wal_receiver");
    return state && *state == "streaming";
}

unsigned Postgres::timeline() const {
    // "00000002.history" is written when timeline 2 begins.
    unsigned newest = 1;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_layout.data(m_host) / "pg_wal", error)) {
        const auto name = entry.path().filename().string();
        unsigned number = 0;
        if (name.ends_with(".history") &&
            std::from_chars(name.data(), name.data() + name.size(), number, 16).ec == std::errc{})
            newest = std::max(newest, number);
    }
    return newest;
}

Result<> Postgres::awaitStreaming() const {
    const auto deadline = Clock::now() + streamingWithin;
    while (!isStreaming()) {
        if (!postmaster() || Clock::now() >= deadline)
            return failure({.what = "the standby on " + m_host + " does not receive from its primary",
                            .why = "the end of its log:\n" + tailOf(m_layout.databaseLog(m_host)),
                            .next = "`muster range mend standby` makes it anew from the primary",
                            .target = partName()});
        std::this_thread::sleep_for(Milliseconds(20));
    }
    return {};
}

} // namespace muster::range
