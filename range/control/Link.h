// A link between two parts: its process, and its faults by way of its administration over HTTP.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"
#include "range/control/Topology.h"
#include "range/processes/Process.h"

namespace muster::range {

class Link {
public:
    Link(const Layout& layout, const Settings& settings, LinkPlan plan, fs::path postgresBin)
        : m_layout(layout), m_settings(settings), m_plan(std::move(plan)),
          m_postgresBin(std::move(postgresBin)) {}

    [[nodiscard]] Result<> start() const;
    [[nodiscard]] Result<> awaitReady() const;
    [[nodiscard]] std::optional<Process> process() const;
    // What is wrong with it: "reset", "stopped down", "delayed up by 200 ms"; empty: nothing.
    [[nodiscard]] std::string trouble() const;
    // "/reset", "/stop?direction=up", "/delay?ms=200", "/mend"; an error says why it would not.
    [[nodiscard]] Result<> ask(const std::string& path) const;

    [[nodiscard]] const LinkPlan& plan() const { return m_plan; }
    [[nodiscard]] std::string partName() const { return m_plan.partName(); }
    [[nodiscard]] int port() const { return m_settings.port(partName()); }
    [[nodiscard]] int adminPort() const { return m_settings.port(m_plan.adminName()); }
    [[nodiscard]] fs::path log() const { return m_layout.log(m_plan.host) / (m_plan.leads + "-link.log"); }

private:
    const Layout& m_layout;
    const Settings& m_settings;
    const LinkPlan m_plan;
    const fs::path m_postgresBin;
};

} // namespace muster::range
