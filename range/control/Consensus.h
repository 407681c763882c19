// etcd on host lb, the consensus store of the topology in which fail-over is automatic: one member, which
// speaks both of its interfaces. Whoever holds its leader key may be the primary.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Consensus {
public:
    Consensus(const Layout& layout, const Settings& settings, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_postgresBin(std::move(postgresBin)) {}

    // Exit 3 material: is etcd installed?
    [[nodiscard]] static Result<> findPrograms();

    [[nodiscard]] Result<> start() const;
    // Returns once it takes writes.
    [[nodiscard]] Result<> awaitReady() const;
    [[nodiscard]] std::optional<Process> process() const;
    // Does it say of itself that it can write?
    [[nodiscard]] bool isHealthy() const;
    // Removes what it keeps; it must not run. Only for clusters that are made anew.
    void forgetEverything() const;

    [[nodiscard]] static std::string partName() { return consensusPart; }
    [[nodiscard]] int port() const { return m_settings.port(consensusPart); }
    [[nodiscard]] fs::path log() const { return m_layout.log(consensusHost) / "etcd.log"; }

private:
    [[nodiscard]] fs::path data() const { return m_layout.host(consensusHost) / "etcd"; }

    const Layout& m_layout;
    const Settings& m_settings;
    const fs::path m_postgresBin;
};

} // namespace muster::range
