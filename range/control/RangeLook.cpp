// What is up and what is not, part by part.
#include "range/control/Range.h"

namespace muster::range {
namespace {

PartStatus part(std::string name, const std::optional<Process>& process, int port, const fs::path& log,
                const std::string& trouble, const std::string& word = "") {
    PartStatus status;
    status.name = std::move(name);
    status.port = port;
    status.log = log;
    status.up = process && trouble.empty();
    status.pid = process ? process->pid : 0;
    status.detail = !process ? "not running" : status.up ? word : trouble;
    return status;
}

} // namespace

std::vector<PartStatus> Range::look() const {
    std::vector<PartStatus> parts;
    for (const auto& database : m_databases)
        parts.push_back(look(*database));
    for (const auto& application : m_applications) {
        const auto health = application->orchestrator() ? application->health() : Application::Health{};
        parts.push_back(part(application->supervisorName(), application->supervisor(), 0,
                             application->supervisorLog(), ""));
        parts.push_back(part(application->partName(), application->orchestrator(), application->port(),
                             m_layout.applicationLog(application->host()),
                             health.working || health.standby ? "" : health.why,
                             health.standby ? "stands by: another one holds the lease" : "works"));
    }
    parts.push_back(lookAtBalancer());
    parts.push_back(part(Pager::partName(), m_pager->process(), m_pager->port(), m_pager->log(),
                         m_pager->process() && !m_pager->answers() ? "does not answer" : "",
                         "takes alerts; drills silence it"));
    if (m_settings.isAutomatic())
        lookAtAutomatic(parts);
    else
        parts.push_back(lookAtRepository());
    for (const auto& link : m_links) {
        parts.push_back(part(link->partName(), link->process(), link->port(), link->log(),
                             link->process() ? link->trouble() : "", "leads to " + link->plan().target));
        parts.back().morePorts = {{"admin", link->adminPort()}};
    }
    for (const auto& shell : m_shells)
        parts.push_back(part(shell->partName(), shell->listener(), shell->port(), shell->log(),
                             shell->answers() ? "" : "does not answer"));
    return parts;
}

PartStatus Range::look(const Postgres& database) const {
    std::string trouble;
    std::string word = "primary";
    const auto* first = primary();
    if (!database.acceptsConnections()) {
        trouble = "takes no connections";
    } else if (database.isStandby()) {
        word = "standby, receives from " + (first == nullptr ? "the primary" : first->host());
        trouble = database.isStreaming() ? "" : "standby, receives nothing from the primary";
    } else if (&database != first) {
        trouble = "a second primary beside " + (first == nullptr ? "another" : first->host());
    }
    return part(database.partName(), database.postmaster(), database.port(),
                m_layout.databaseLog(database.host()), trouble, word);
}

PartStatus Range::lookAtBalancer() const {
    const auto process = m_balancer->process();
    std::string trouble;
    std::string word;
    if (process && !m_balancer->answers()) {
        trouble = "its admin socket does not answer";
    } else if (process) {
        const auto database = m_balancer->databaseInUse();
        const auto* first = primary();
        std::string healthy;
        for (const auto& application : m_applications)
            if (m_balancer->foundHealthy(application->host()))
                healthy += (healthy.empty() ? "" : ", ") + application->host();
        word = "leads users to " + (healthy.empty() ? "nobody" : healthy) + ", applications to " +
               (database.empty() ? "no database" : database);
        if (database.empty() || (first != nullptr && database != first->host()))
            trouble = word + ", which is not the primary";
    }
    auto status =
        part(Balancer::partName(), process, m_settings.port(serviceFront), m_balancer->log(), trouble, word);
    status.morePorts = {{"both", m_settings.port(bothFront)}, {"database", m_settings.port(databaseFront)}};
    return status;
}

} // namespace muster::range
