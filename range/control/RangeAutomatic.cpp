// The topology in which fail-over is automatic: etcd on lb, and Patroni on the database hosts, which makes,
// starts and promotes what is made by hand in the other one.
#include "range/control/Passwords.h"
#include "range/control/Range.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds leaderWithin{180'000}; // a new cluster, or the time to live of a leader that is gone
constexpr Milliseconds redundancyWithin{180'000}; // and a rewind or a copy

bool isRunning(const Patroni::Member& member) {
    return member.state == "running" || member.state == "streaming";
}

bool killed(const std::optional<Process>& victim) {
    return victim && sendSignal(*victim, SIGKILL) && waitUntilGone({*victim}, Milliseconds(5000));
}

} // namespace

Result<> Range::findAutomaticPrograms() {
    if (auto found = Consensus::findPrograms(); !found)
        return found;
    return Patroni::findPrograms();
}

Result<> Range::chooseTopology(const Wanted& wanted) {
    const auto differs = [&](const std::string& word, const std::string& now) {
        return m_loaded && !word.empty() && word != now;
    };
    if (differs(wanted.topology, m_settings.topology) || differs(wanted.dcs, m_settings.dcs))
        return failure(
            {.what = "the range in " + m_layout.folder.string() + " has another topology",
             .why = "it was made with --topology " + m_settings.topology +
                    (m_settings.isAutomatic() ? " --dcs " + m_settings.dcs : ""),
             .next = "run `muster range down`, which removes it, and then `muster range up` again"});
    if (!m_loaded && !wanted.topology.empty())
        m_settings.topology = wanted.topology;
    if (!m_loaded && !wanted.dcs.empty())
        m_settings.dcs = wanted.dcs;
    if (m_settings.isAutomatic()) {
        if (auto found = findAutomaticPrograms(); !found)
            return found;
    }
    makeAutomaticParts();
    return {};
}

void Range::makeAutomaticParts() {
    if (!m_settings.isAutomatic() || m_consensus)
        return;
    m_consensus = std::make_unique<Consensus>(m_layout, m_settings, m_postgresBin);
    for (const auto* host : databaseHosts)
        m_patroni.push_back(std::make_unique<Patroni>(m_layout, m_settings, host, m_postgresBin));
    for (const auto& plan : consensusLinks())
        m_links.push_back(std::make_unique<Link>(m_layout, m_settings, plan, m_postgresBin));
}

const Patroni* Range::leader() const {
    const auto found =
        std::find_if(m_patroni.begin(), m_patroni.end(), [](const auto& member) { return member->leads(); });
    return found == m_patroni.end() ? nullptr : found->get();
}

Result<> Range::bringUpConsensus(const Say& say) {
    if (!m_consensus)
        return {};
    // A cluster that was only begun is begun again, and what the store knows of it is no longer true.
    if (m_settings.clusters.empty()) {
        for (const auto& member : m_patroni)
            member->end();
        if (const auto process = m_consensus->process())
            endProcesses({*process}, SIGKILL, Milliseconds(5000));
        m_consensus->forgetEverything();
        if (auto written = createPasswords(m_layout); !written)
            return written;
    }
    if (auto written =
            writeSynced(m_layout.patroniConfiguration(consensusHost), patronictlConfiguration(m_settings));
        !written)
        return written;
    if (!m_consensus->process()) {
        say(std::string(consensusHost) + ": etcd");
        if (auto started = m_consensus->start(); !started)
            return started;
    }
    return m_consensus->awaitReady();
}

Result<> Range::bringUpMember(const Patroni& member, const Say& say) {
    const auto database = std::find_if(m_databases.begin(), m_databases.end(), [&](const auto& each) {
                              return each->host() == member.host();
                          })->get();
    const bool whole = m_settings.clusters.contains(member.host());
    if (const auto process = member.process()) {
        sendSignal(*process, SIGCONT);
        if (whole)
            return {};
    }
    if (!whole) { // what an `up` that was killed has left of it
        member.end();
        if (const auto postmaster = database->postmaster())
            endProcesses({*postmaster}, SIGQUIT, Milliseconds(10'000));
        database->endHalfMade();
        std::error_code error;
        fs::remove_all(m_layout.data(member.host()), error);
    }
    database->clearLeftovers();
    say(member.host() + (whole ? ": Patroni" : ": Patroni, which makes a cluster"));
    return member.start();
}

Result<> Range::bringUpPatroni(const Say& say) {
    for (const auto& member : m_patroni) {
        if (auto started = bringUpMember(*member, say); !started)
            return started;
        if (m_settings.clusters.contains(member->host()))
            continue;
        if (member == m_patroni.front()) {
            if (auto leads = awaitLeader(); !leads)
                return leads;
            if (auto made = m_databases.front()->makeDatabase(); !made)
                return made;
        } else if (auto copied = awaitRedundancy(); !copied) {
            return copied;
        }
        m_settings.clusters.insert(member->host());
        if (auto saved = saveSettings(m_layout, m_settings); !saved)
            return saved;
    }
    return awaitLeader();
}

Result<> Range::awaitLeader() const {
    const auto deadline = Clock::now() + leaderWithin;
    while (leader() == nullptr) {
        const bool gone = std::none_of(m_patroni.begin(), m_patroni.end(),
                                       [](const auto& member) { return member->isStarted(); });
        if (gone || Clock::now() >= deadline)
            return failure({.what = "no database leads",
                            .why = std::string(gone ? "Patroni ended" : "three minutes have passed") +
                                   "; the end of its log:\n" + tailOf(m_patroni.front()->log()),
                            .next = "read patroni.log of db-a and db-b in " + m_layout.folder.string(),
                            .target = m_patroni.front()->partName()});
        std::this_thread::sleep_for(Milliseconds(100));
    }
    return {};
}

Result<> Range::awaitRedundancy() const {
    const auto deadline = Clock::now() + redundancyWithin;
    const auto whole = [&] {
        const auto* first = leader();
        if (first == nullptr)
            return false;
        const auto members = first->members();
        const bool named = std::any_of(members.begin(), members.end(), [](const auto& member) {
            return member.second.role == "sync_standby" && isRunning(member.second);
        });
        // After a crash of everything the consensus store still names the synchronous standby of before, and
        // Patroni takes that back where it does not receive.
        return named && std::any_of(m_databases.begin(), m_databases.end(), [](const auto& each) {
                   return each->isStandby() && each->isStreaming();
               });
    };
    while (!whole()) {
        const auto ended = std::find_if(m_patroni.begin(), m_patroni.end(),
                                        [](const auto& member) { return !member->isStarted(); });
        if (ended != m_patroni.end() || Clock::now() >= deadline) {
            const auto& told = ended == m_patroni.end() ? m_patroni.back() : *ended;
            return failure(
                {.what = "the databases are not redundant",
                 .why = (ended == m_patroni.end() ? "three minutes have passed without a synchronous standby"
                                                  : "Patroni on " + told->host() + " ended") +
                        "; the end of its log:\n" + tailOf(told->log()),
                 .next = "read " + told->log().string(),
                 .target = told->partName()});
        }
        std::this_thread::sleep_for(Milliseconds(100));
    }
    return {};
}

Result<std::string> Range::breakAutomatic(const std::string& fault) {
    if (!m_consensus)
        return failure({.what = "this range has no " + std::string(fault == "patroni" ? "Patroni" : "etcd"),
                        .why = "its databases are failed over by hand",
                        .next = "take it down and bring it up with --topology patroni"});
    const auto* first = leader();
    if (fault == "patroni" && first == nullptr)
        return failure({.what = "cannot kill the leader's Patroni",
                        .why = "nobody says that it leads",
                        .next = "run `muster range mend patroni`"});
    const auto victim = fault == "patroni" ? first->process() : m_consensus->process();
    const auto name = fault == "patroni" ? "Patroni on " + first->host() : std::string("etcd on lb");
    if (!killed(victim))
        return failure({.what = "cannot kill " + name,
                        .why = victim ? "it is still there" : "it does not run",
                        .next = "run `muster range mend " + fault + "`"});
    return "SIGKILL to " + name + " (process " + std::to_string(victim->pid) + ")";
}

Result<std::string> Range::mendAutomatic() {
    const auto quiet = [](const std::string&) {};
    for (const auto& link : m_links) {
        if (link->plan().leads != "dcs" && link->plan().leads != "replication")
            continue;
        if (auto mended = mendLink(*link); !mended)
            return failure(mended.error());
    }
    const auto all = {std::function<Result<>()>([&] { return bringUpConsensus(quiet); }),
                      std::function<Result<>()>([&] { return bringUpPatroni(quiet); }),
                      std::function<Result<>()>([&] { return awaitRedundancy(); }),
                      std::function<Result<>()>([&] { return bringUpBalancer(); }),
                      std::function<Result<>()>([&] { return bringUpApplications(quiet); }),
                      std::function<Result<>()>([&] { return awaitService(); })};
    for (const auto& step : all) {
        if (auto done = step(); !done)
            return failure(done.error());
    }
    const auto* first = leader();
    return "Patroni leads on " + (first == nullptr ? std::string("no host") : first->host()) +
           ", the other database follows synchronously; the service is healthy";
}

void Range::lookAtAutomatic(std::vector<PartStatus>& parts) const {
    if (!m_consensus)
        return;
    PartStatus store;
    store.name = Consensus::partName();
    store.port = m_consensus->port();
    store.morePorts = {{"peer", m_settings.port(consensusPeer)}};
    store.log = m_consensus->log();
    const auto etcd = m_consensus->process();
    store.pid = etcd ? etcd->pid : 0;
    store.up = etcd && m_consensus->isHealthy();
    store.detail = !etcd ? "not running" : store.up ? "takes writes" : "cannot write";
    parts.push_back(std::move(store));
    for (const auto& member : m_patroni) {
        PartStatus status;
        status.name = member->partName();
        status.port = member->port();
        status.log = member->log();
        const auto process = member->process();
        status.pid = process ? process->pid : 0;
        const auto members = process ? member->members() : std::map<std::string, Patroni::Member>{};
        const auto self = members.find(member->host());
        status.up = self != members.end() && isRunning(self->second);
        status.detail = !process                ? "not running"
                        : members.empty()       ? "does not answer, or does not reach etcd"
                        : self == members.end() ? "is no member of the cluster yet"
                        : status.up             ? self->second.role
                                                : self->second.role + ", " + self->second.state;
        parts.push_back(std::move(status));
    }
}

} // namespace muster::range
