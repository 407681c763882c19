// The orchestrator of one application host under its supervisor.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Application {
public:
    Application(const Layout& layout, const Settings& settings, std::string host, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_host(std::move(host)),
          m_postgresBin(std::move(postgresBin)) {}

    [[nodiscard]] Result<> start() const;
    // Returns once it works, or stands by for another one that does.
    [[nodiscard]] Result<> awaitReady() const;
    [[nodiscard]] std::optional<Process> supervisor() const;
    [[nodiscard]] std::optional<Process> orchestrator() const;
    // What /health says.
    struct Health {
        bool working = false; // it holds the lease on the workflows and takes writes
        bool standby = false; // it could work, but another one holds the lease
        std::string why;      // not working: why
    };
    [[nodiscard]] Health health() const;
    [[nodiscard]] int port() const { return m_settings.port(partName()); }
    [[nodiscard]] const std::string& host() const { return m_host; }
    [[nodiscard]] std::string partName() const { return applicationPart(m_host); }
    [[nodiscard]] fs::path supervisorLog() const { return m_layout.log(m_host) / "supervisor.log"; }
    [[nodiscard]] std::string supervisorName() const { return m_host + ".supervisor"; }

private:
    const Layout& m_layout;
    const Settings& m_settings;
    const std::string m_host;
    const fs::path m_postgresBin;
};

} // namespace muster::range
