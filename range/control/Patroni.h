// Patroni on one database host, in the topology in which fail-over is automatic: it makes, starts, promotes
// and rewinds the host's PostgreSQL as the consensus store says who leads. Nothing restarts Patroni itself,
// as nothing does where its package comes from: its supervisor only keeps how it is started.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Patroni {
public:
    Patroni(const Layout& layout, const Settings& settings, std::string host, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_host(std::move(host)),
          m_postgresBin(std::move(postgresBin)) {}

    // Exit 3 material: are patroni and patronictl installed?
    [[nodiscard]] static Result<> findPrograms();

    // Writes its configuration for the ports of the settings, and launches it.
    [[nodiscard]] Result<> start() const;
    // Ends it at once, without a word to PostgreSQL, which goes on.
    void end() const;
    [[nodiscard]] std::optional<Process> supervisor() const;
    [[nodiscard]] std::optional<Process> process() const;
    // It runs, or is about to: its supervisor ends when it has ended.
    [[nodiscard]] bool isStarted() const { return supervisor() || process(); }

    // What Patroni knows of a member of the cluster.
    struct Member {
        std::string role;  // "leader", "sync_standby", "replica"
        std::string state; // "running", "streaming", "stopped", "creating replica"
    };
    // All members by host, as this one's Patroni reads them from the consensus store. Empty: it does not
    // answer, or cannot read it.
    [[nodiscard]] std::map<std::string, Member> members() const;
    // Does it answer, and hold the leader key with PostgreSQL as a primary?
    [[nodiscard]] bool leads() const;
    [[nodiscard]] bool answers() const;

    [[nodiscard]] int port() const { return m_settings.port(partName()); }
    [[nodiscard]] const std::string& host() const { return m_host; }
    [[nodiscard]] std::string partName() const { return patroniPart(m_host); }
    [[nodiscard]] std::string supervisorName() const { return partName() + ".supervisor"; }
    [[nodiscard]] fs::path log() const { return m_layout.patroniLog(m_host); }

private:
    [[nodiscard]] Result<> configure() const;

    const Layout& m_layout;
    const Settings& m_settings;
    const std::string m_host;
    const fs::path m_postgresBin;
};

// The text of patroni.yml. It holds passwords.
std::string patroniConfiguration(const Layout& layout, const Settings& settings, const std::string& host,
                                 const fs::path& postgresBin);

// The same for patronictl alone, on a host that is no member: where etcd is, and no password.
std::string patronictlConfiguration(const Settings& settings);

} // namespace muster::range
