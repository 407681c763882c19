// How each kind of part comes up, and which database is which.
#include "range/control/Range.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

tl::unexpected<Error> noPrimary() {
    return failure({.what = "no database is the primary",
                    .why = "every cluster has a standby.signal in its data folder",
                    .next = "promote one with pg_ctl promote, or take the range down and up again"});
}

} // namespace

Postgres* Range::primary() const {
    const auto inUse = m_balancer->databaseInUse();
    Postgres* found = nullptr;
    for (const auto& database : m_databases) {
        if (!m_settings.clusters.contains(database->host()) || database->isStandby())
            continue;
        if (database->host() == inUse && database->postmaster())
            return database.get();
        if (found == nullptr || database->timeline() > found->timeline())
            found = database.get();
    }
    return found;
}

Postgres* Range::standby() const {
    const auto* first = primary();
    for (const auto& database : m_databases)
        if (database.get() != first && m_settings.clusters.contains(database->host()))
            return database.get();
    return nullptr;
}

const Link* Range::link(const std::string& name) const {
    const auto found = std::find_if(m_links.begin(), m_links.end(),
                                    [&](const auto& link) { return link->partName() == name; });
    return found == m_links.end() ? nullptr : found->get();
}

Result<> Range::bringUpShells() {
    if (auto made = SecureShell::createOperatorKey(m_layout, m_postgresBin); !made)
        return made;
    std::string known;
    for (const auto& shell : m_shells) {
        if (!shell->listener()) {
            if (auto configured = shell->configure(); !configured)
                return configured;
            if (auto started = shell->start(); !started)
                return started;
        }
        known += shell->knownHostsLine();
    }
    return writeSynced(m_layout.keys() / "known_hosts", known);
}

Result<> Range::bringUpLinks() {
    for (const auto& link : m_links) {
        if (!link->process()) {
            if (auto started = link->start(); !started)
                return started;
        } else if (!link->trouble().empty()) {
            if (auto mended = mendLink(*link); !mended)
                return mended;
        }
    }
    return {};
}

Result<> Range::startDatabase(const Postgres& database) const {
    database.clearLeftovers();
    if (auto configured = database.configure(); !configured)
        return configured;
    return database.start();
}

Result<> Range::bringUpPrimary(const Say& say) {
    auto* first = primary();
    // A cluster that is whole comes up as what it is, standby or not.
    for (const auto& database : m_databases) {
        if (database->postmaster() || !m_settings.clusters.contains(database->host()))
            continue;
        say(database->host() + ": PostgreSQL");
        if (auto started = startDatabase(*database); !started)
            return started;
    }
    if (m_settings.clusters.empty()) {
        first = m_databases.front().get();
        say(first->host() + ": PostgreSQL, a new cluster");
        if (auto created = first->create(); !created)
            return created;
        m_settings.clusters.insert(first->host());
        if (auto saved = saveSettings(m_layout, m_settings); !saved)
            return saved;
    }
    if (first == nullptr)
        return noPrimary();
    return first->awaitReady();
}

Result<> Range::bringUpBalancer() {
    if (m_settings.isAutomatic()) { // its own checks say which database is in use
        if (m_balancer->process())
            return {};
        auto configured = m_balancer->configure("");
        return configured ? m_balancer->start() : configured;
    }
    const auto* first = primary();
    if (first == nullptr)
        return noPrimary();
    const auto host = first->host();
    if (m_balancer->process())
        return m_balancer->databaseInUse() == host ? Result<>() : m_balancer->useDatabase(host);
    if (auto configured = m_balancer->configure(host); !configured)
        return configured;
    return m_balancer->start();
}

Result<> Range::bringUpPager() {
    return m_pager->process() ? Result<>() : m_pager->start();
}

Result<> Range::bringUpApplications(const Say& say) {
    for (const auto& application : m_applications) {
        if (application->supervisor())
            continue;
        say(application->host() + ": orchestrator under its supervisor");
        if (auto started = application->start(); !started)
            return started;
    }
    return {};
}

Result<> Range::rebuildStandby(const Postgres& database) {
    const auto* first = primary();
    if (first == nullptr || first == &database)
        return noPrimary();
    m_settings.clusters.erase(database.host());
    if (auto saved = saveSettings(m_layout, m_settings); !saved)
        return saved;
    const auto* way = link(database.host() + ".replication");
    if (auto ready = way->awaitReady(); !ready)
        return ready;
    if (const auto postmaster = database.postmaster())
        endProcesses({*postmaster}, SIGQUIT, Milliseconds(10'000));
    database.endHalfMade();
    database.clearLeftovers();
    // What the cluster that was given up had archived since its own promotion goes with it.
    Repository(m_layout, m_settings).forgetTimelinesAfter(first->timeline());
    if (auto created = database.createStandby(); !created)
        return created;
    m_settings.clusters.insert(database.host());
    return saveSettings(m_layout, m_settings);
}

Result<> Range::bringUpStandby(const Say& say) {
    for (const auto& database : m_databases) {
        if (!m_settings.clusters.contains(database->host())) {
            say(database->host() + ": PostgreSQL, a new standby");
            if (auto made = rebuildStandby(*database); !made)
                return made;
        } else if (database.get() != primary() && !database->isStandby()) {
            // What it holds may be all that is left of some writes: only a person gives that up.
            say(database->host() +
                ": a second primary; `muster range mend standby` makes it a standby again, "
                "and what only it holds is lost then");
        }
    }
    return {};
}

// What was started is waited for at the end, so that everything starts at the same time.
Result<> Range::awaitEverything() const {
    for (const auto& shell : m_shells) {
        if (auto ready = shell->awaitReady(); !ready)
            return ready;
    }
    for (const auto& link : m_links) {
        if (auto ready = link->awaitReady(); !ready)
            return ready;
    }
    if (auto ready = m_balancer->awaitReady(); !ready)
        return ready;
    if (auto ready = m_pager->awaitReady(); !ready)
        return ready;
    if (auto ready = m_settings.isAutomatic() ? awaitRedundancy() : awaitDatabases(); !ready)
        return ready;
    for (const auto& application : m_applications) {
        if (auto ready = application->awaitReady(); !ready)
            return ready;
    }
    if (auto ready = awaitService(); !ready)
        return ready;
    return awaitBothRegions();
}

Result<> Range::awaitDatabases() const {
    for (const auto& database : m_databases) {
        if (auto ready = database->awaitReady(); !ready)
            return ready;
        if (!database->isStandby())
            continue;
        if (auto streams = database->awaitStreaming(); !streams)
            return streams;
    }
    return {};
}

Result<> Range::awaitService() const {
    const auto deadline = Clock::now() + Milliseconds(20'000);
    while (std::none_of(m_applications.begin(), m_applications.end(),
                        [](const auto& each) { return each->health().working; })) {
        if (Clock::now() >= deadline)
            return failure({.what = "no orchestrator works",
                            .why = m_applications.front()->health().why,
                            .next = "read the logs of app-a and app-b in " + m_layout.folder.string(),
                            .target = "orchestrator"});
        std::this_thread::sleep_for(Milliseconds(20));
    }
    // HAProxy learns of it by its next check: only then can users write.
    while (std::none_of(m_applications.begin(), m_applications.end(),
                        [&](const auto& each) { return m_balancer->foundHealthy(each->host()); })) {
        if (Clock::now() >= deadline)
            return failure({.what = "HAProxy finds no healthy orchestrator",
                            .why = "app-a is " + m_balancer->stateOf("service", "app-a") + ", app-b is " +
                                   m_balancer->stateOf("service", "app-b"),
                            .next = "read " + m_balancer->log().string(),
                            .target = Balancer::partName()});
        std::this_thread::sleep_for(Milliseconds(20));
    }
    return {};
}

Result<> Range::awaitBothRegions() const {
    const auto deadline = Clock::now() + Milliseconds(20'000);
    for (const auto& application : m_applications) {
        while (!m_balancer->foundWriting(application->host())) {
            if (Clock::now() >= deadline)
                return failure(
                    {.what = "HAProxy does not find that " + application->host() + " reaches the database",
                     .why = "it is " + m_balancer->stateOf("both", application->host()),
                     .next = "read " + m_balancer->log().string(),
                     .target = Balancer::partName()});
            std::this_thread::sleep_for(Milliseconds(20));
        }
    }
    return {};
}

} // namespace muster::range
