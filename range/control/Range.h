// One practice range: brought up, looked at, broken, mended, taken down. Every command takes the folder's
// lock first, so that two never work on it at once. Runs as the user whose processes the range's are.
#pragma once

#include "range/control/Application.h"
#include "range/control/Balancer.h"
#include "range/control/Consensus.h"
#include "range/control/Link.h"
#include "range/control/Pager.h"
#include "range/control/Patroni.h"
#include "range/control/Postgres.h"
#include "range/control/Repository.h"
#include "range/control/SecureShell.h"

#include <functional>

namespace muster::range {

// The programs of the range as open files: the user that the range runs as may not reach the folder that
// they were installed in.
using ProgramFiles = std::map<std::string, int>;
inline constexpr std::array<const char*, 3> ownPrograms{"orchestrator", "supervisor", "range-link"};

struct PartStatus {
    std::string name; // "db-a.postgresql"
    bool up = false;
    pid_t pid = 0; // 0: no process
    int port = 0;  // 0: listens on none
    std::map<std::string, int> morePorts;
    std::string log;
    std::string detail; // not up: why; up: what it is just now, "primary", where there is something to say
};

class Range {
public:
    // `folder` must exist, belong to the calling user alone, and be empty or a range's.
    // `toRemove`: also one of another version, which only `down` may be asked of.
    [[nodiscard]] static Result<std::unique_ptr<Range>> open(const fs::path& folder, bool toRemove = false);
    // Is all that it needs installed? Exit 3 material.
    [[nodiscard]] static Result<> findPrograms();
    // The same for what only the topology in which fail-over is automatic needs.
    [[nodiscard]] static Result<> findAutomaticPrograms();
    Range(const Range&) = delete;
    Range& operator=(const Range&) = delete;
    ~Range();

    struct Wanted {
        std::string name;
        std::string user;
        std::string checkpointEvery; // empty: as before, 5 s the first time
        std::string takeoverAfter;   // empty: as before, 30 s the first time
        std::int64_t dataBytes = 0;  // the database holds at least so much afterwards
        std::string topology;        // "manual", "patroni"; empty: as before, manual the first time
        std::string dcs;             // "etcd", "etcd3"; empty: as before, etcd the first time
    };
    using Say = std::function<void(const std::string&)>;
    // Brings up what is not up, after ending what a killed run left, and mends the links. True: all of it was
    // up already. On error what did come up stays, so that its logs can be read; `down` removes it.
    [[nodiscard]] Result<bool> up(const Wanted& wanted, const ProgramFiles& programs, const Say& say);
    // nullopt: there is no range in this folder.
    [[nodiscard]] Result<std::optional<std::vector<PartStatus>>> status();
    // Ends every process and removes every file; the folder too, if its parent lets this user.
    [[nodiscard]] Result<> down();

    // `fault` is one of FaultList.h, or a link and what to do to it. Returns what was done, for a person.
    [[nodiscard]] Result<std::string> breakIt(const std::vector<std::string>& fault);
    [[nodiscard]] Result<std::string> mendIt(const std::string& fault);

    [[nodiscard]] const Layout& layout() const { return m_layout; }

private:
    Range(Layout layout, int lock) : m_layout(std::move(layout)), m_lock(lock) {}

    [[nodiscard]] Result<> load();
    // The topology cannot change once there is data.
    [[nodiscard]] Result<> chooseTopology(const Wanted& wanted);
    void makeAutomaticParts(); // etcd, Patroni and their links, where the settings ask for them
    [[nodiscard]] Result<> makeFolders() const;
    [[nodiscard]] Result<> installPrograms(const ProgramFiles& programs) const;
    [[nodiscard]] Result<> choosePorts(PortChoice& choice);
    void endLeftovers();
    [[nodiscard]] Result<> endEverything(); // keeps every file
    [[nodiscard]] Result<> writeEnvironment() const;

    // Each starts what does not run, and waits for nothing unless the next one needs it.
    [[nodiscard]] Result<> bringUpShells();
    [[nodiscard]] Result<> bringUpLinks();
    [[nodiscard]] Result<> bringUpBalancer();
    [[nodiscard]] Result<> bringUpPager();
    [[nodiscard]] Result<> bringUpPrimary(const Say& say);
    [[nodiscard]] Result<> fillData(std::int64_t bytes, const Say& say) const;
    [[nodiscard]] Result<> bringUpApplications(const Say& say);
    [[nodiscard]] Result<> bringUpStandby(const Say& say);
    // Where fail-over is automatic: etcd, and Patroni, which makes and starts the databases.
    [[nodiscard]] Result<> bringUpConsensus(const Say& say);
    [[nodiscard]] Result<> bringUpPatroni(const Say& say);
    [[nodiscard]] Result<> bringUpMember(const Patroni& member, const Say& say);
    [[nodiscard]] Result<> awaitLeader() const;
    [[nodiscard]] Result<> awaitRedundancy() const; // and a standby that has all that was acknowledged
    [[nodiscard]] Result<> awaitDatabases() const;
    [[nodiscard]] Result<> awaitEverything() const;
    [[nodiscard]] Result<> awaitService() const;     // one of the applications works
    [[nodiscard]] Result<> awaitBothRegions() const; // HAProxy leads writes to each of them
    [[nodiscard]] Result<> startDatabase(const Postgres& database) const;
    [[nodiscard]] Result<> mendLink(const Link& link) const;
    [[nodiscard]] Result<std::string> mendStandby();
    [[nodiscard]] Result<> rebuildStandby(const Postgres& database);

    // The cluster that is no standby; of several, the one that the applications write to, and if that cannot
    // be said the one that was promoted last. nullptr: there is none.
    [[nodiscard]] Postgres* primary() const;
    // The other one. nullptr: its cluster is not whole.
    [[nodiscard]] Postgres* standby() const;
    [[nodiscard]] const Patroni* leader() const;                   // nullptr: nobody says that it leads
    [[nodiscard]] const Link* link(const std::string& name) const; // nullptr: there is none

    [[nodiscard]] Result<std::string> breakAutomatic(const std::string& fault);
    [[nodiscard]] Result<std::string> mendAutomatic();
    void lookAtAutomatic(std::vector<PartStatus>& parts) const;

    [[nodiscard]] std::vector<PartStatus> look() const;
    [[nodiscard]] PartStatus look(const Postgres& database) const;
    [[nodiscard]] PartStatus lookAtBalancer() const;
    [[nodiscard]] PartStatus lookAtRepository() const;

    Layout m_layout;
    int m_lock;
    std::optional<Settings> m_loaded;
    Settings m_settings;
    fs::path m_postgresBin;
    std::vector<std::unique_ptr<Postgres>> m_databases;
    std::vector<std::unique_ptr<SecureShell>> m_shells;
    std::vector<std::unique_ptr<Application>> m_applications;
    std::vector<std::unique_ptr<Link>> m_links;
    std::unique_ptr<Balancer> m_balancer;
    std::unique_ptr<Pager> m_pager;
    std::unique_ptr<Consensus> m_consensus;          // only where fail-over is automatic
    std::vector<std::unique_ptr<Patroni>> m_patroni; // likewise: one a database host
};

} // namespace muster::range
