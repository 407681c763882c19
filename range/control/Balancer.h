// HAProxy on host lb: the front of the service, which sends users to app-a while that is healthy and to app-b
// otherwise, and the front `database`, behind which exactly one database server is in use.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Balancer {
public:
    Balancer(const Layout& layout, const Settings& settings, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_postgresBin(std::move(postgresBin)) {}

    // Exit 3 material: is haproxy installed?
    [[nodiscard]] static Result<> findPrograms();

    // Writes its configuration: `database` is the host whose server is in use at first. Where fail-over is
    // automatic, checks of Patroni decide that instead.
    [[nodiscard]] Result<> configure(const std::string& database) const;
    [[nodiscard]] Result<> start() const;
    [[nodiscard]] Result<> awaitReady() const;
    [[nodiscard]] std::optional<Process> process() const;
    // What it says of a server: "UP", "DOWN", "no check", "MAINT". Empty: it does not answer.
    [[nodiscard]] std::string stateOf(const std::string& backend, const std::string& server) const;
    // Is that application up for it, and by a check that it made? One that it has just begun to look at it
    // takes to be up.
    [[nodiscard]] bool foundHealthy(const std::string& application) const {
        return found("service", application);
    }
    // The same for the front `both`: does it reach the database?
    [[nodiscard]] bool foundWriting(const std::string& application) const {
        return found("both", application);
    }
    [[nodiscard]] bool answers() const;
    // The host whose database server is in use; empty: none, or several.
    [[nodiscard]] std::string databaseInUse() const;
    // Puts that one in use and no other, and closes what is connected to another.
    [[nodiscard]] Result<> useDatabase(const std::string& host) const;

    [[nodiscard]] static std::string partName() { return std::string(balancerHost) + ".haproxy"; }
    [[nodiscard]] fs::path log() const { return m_layout.log(balancerHost) / "haproxy.log"; }

private:
    [[nodiscard]] bool found(const std::string& backend, const std::string& application) const;
    // One command on its admin socket; nullopt: it does not answer.
    [[nodiscard]] std::optional<std::string> ask(const std::string& command) const;
    // A column of its statistics.
    [[nodiscard]] std::string column(const std::string& name, const std::string& backend,
                                     const std::string& server) const;

    const Layout& m_layout;
    const Settings& m_settings;
    const fs::path m_postgresBin;
};

} // namespace muster::range
