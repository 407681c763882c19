// The PostgreSQL cluster of one database host: created, started, found, killed. Data checksums are on, and so
// is fsync: what the database acknowledges is on the disk. It listens on loopback and asks for a password.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/processes/Process.h"

namespace muster::range {

class Postgres {
public:
    Postgres(const Layout& layout, const Settings& settings, std::string host, fs::path bin)
        : m_layout(layout), m_settings(settings), m_host(std::move(host)), m_bin(std::move(bin)) {}

    // The folder of PostgreSQL's own programs, the newest version from 14 to 17 that is installed.
    [[nodiscard]] static Result<fs::path> findPrograms();

    // initdb, roles and the database; leaves it running. An unfinished earlier attempt is removed first.
    [[nodiscard]] Result<> create();
    // Writes the configuration for the ports of the settings.
    [[nodiscard]] Result<> configure() const;
    // Launches it; `awaitReady` returns once it takes connections, or says what its log says.
    [[nodiscard]] Result<> start() const;
    [[nodiscard]] Result<> awaitReady() const;

    // The postmaster, whoever started it (this program, or a runbook with pg_ctl).
    [[nodiscard]] std::optional<Process> postmaster() const;
    [[nodiscard]] bool acceptsConnections() const;
    // Ends whatever an `up` that died left at work on a cluster which is not whole yet.
    void endHalfMade() const;
    // Processes of a postmaster that is gone, and what it left: its pid file and shared memory.
    void clearLeftovers() const;
    // Size of the database in bytes.
    [[nodiscard]] Result<std::int64_t> size() const;
    [[nodiscard]] int port() const { return m_settings.port(partName()); }
    [[nodiscard]] const std::string& host() const { return m_host; }
    [[nodiscard]] std::string partName() const { return m_host + ".postgresql"; }

private:
    [[nodiscard]] Result<> makeDatabase() const;

    const Layout& m_layout;
    const Settings& m_settings;
    const std::string m_host;
    const fs::path m_bin;
};

} // namespace muster::range
