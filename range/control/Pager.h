// Alertmanager on host lb: what wakes people up in many real systems. Its alerts go to a receiver that calls
// nobody; drills silence it, and it can be asked what it held back.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Pager {
public:
    Pager(const Layout& layout, const Settings& settings, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_postgresBin(std::move(postgresBin)) {}

    // Exit 3 material: is Alertmanager installed?
    [[nodiscard]] static Result<> findPrograms();

    [[nodiscard]] Result<> start() const; // writes its configuration first
    [[nodiscard]] Result<> awaitReady() const;
    [[nodiscard]] std::optional<Process> process() const;
    [[nodiscard]] bool answers() const;

    [[nodiscard]] static std::string partName() { return pagerPart; }
    [[nodiscard]] int port() const { return m_settings.port(pagerPart); }
    [[nodiscard]] fs::path log() const { return m_layout.log(pagerHost) / "alertmanager.log"; }

private:
    const Layout& m_layout;
    const Settings& m_settings;
    const fs::path m_postgresBin;
};

} // namespace muster::range
