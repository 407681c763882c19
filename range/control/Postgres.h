// The PostgreSQL cluster of one database host: created, started, found, killed. Data checksums are on, and so
// is fsync: what the database acknowledges is on the disk. It listens on loopback and asks for a password.
// Which of them is the primary is decided by a file in the data folder, so it is known while both are down.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Postgres {
public:
    Postgres(const Layout& layout, const Settings& settings, std::string host, fs::path bin)
        : m_layout(layout), m_settings(settings), m_host(std::move(host)), m_bin(std::move(bin)) {}

    // The folder of PostgreSQL's own programs, the newest version from 14 to 17 that is installed.
    [[nodiscard]] static Result<fs::path> findPrograms();

    // initdb, roles and the database; leaves it running as a primary. An unfinished earlier attempt is
    // removed.
    [[nodiscard]] Result<> create() const;
    // A copy of the other one's cluster, through this host's replication link, started as its standby.
    // Removes what was in the data folder. Nothing may work there.
    [[nodiscard]] Result<> createStandby() const;
    // Writes the configuration for the ports of the settings.
    [[nodiscard]] Result<> configure() const;
    // Launches it; `awaitReady` returns once it takes connections, or says what its log says.
    [[nodiscard]] Result<> start() const;
    [[nodiscard]] Result<> awaitReady() const;
    // For a standby: returns once it receives from its primary.
    [[nodiscard]] Result<> awaitStreaming() const;

    // The postmaster, whoever started it (this program, or a runbook with pg_ctl).
    [[nodiscard]] std::optional<Process> postmaster() const;
    [[nodiscard]] bool acceptsConnections() const;
    // Is its cluster a standby's? Known also while it is down.
    [[nodiscard]] bool isStandby() const;
    [[nodiscard]] bool isStreaming() const;
    // The newest timeline in its data folder, 1 for a cluster that was never promoted.
    [[nodiscard]] unsigned timeline() const;
    // Ends whatever an `up` that died left at work on a cluster which is not whole yet.
    void endHalfMade() const;
    // Processes of a postmaster that is gone, and what it left: its pid file and shared memory.
    void clearLeftovers() const;
    // Size of the database in bytes.
    [[nodiscard]] Result<std::int64_t> size() const;

    [[nodiscard]] int port() const { return m_settings.port(partName()); }
    [[nodiscard]] const std::string& host() const { return m_host; }
    [[nodiscard]] std::string partName() const { return databasePart(m_host); }

    // Roles and the database of the service, on a new cluster that runs as a primary.
    [[nodiscard]] Result<> makeDatabase() const;

private:
    // The port by which this host reaches the other database.
    [[nodiscard]] int upstreamPort() const { return m_settings.port(m_host + ".replication"); }

    const Layout& m_layout;
    const Settings& m_settings;
    const std::string m_host;
    const fs::path m_bin;
};

} // namespace muster::range
