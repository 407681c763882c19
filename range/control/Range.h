// One practice range: brought up, looked at, broken, mended, taken down. Every command takes the folder's
// lock first, so that two never work on it at once. Runs as the user whose processes the range's are.
#pragma once

#include "range/control/Application.h"
#include "range/control/Postgres.h"
#include "range/control/SecureShell.h"

#include <functional>

namespace muster::range {

// The programs of the range as open files: the user that the range runs as may not reach the folder that
// they were installed in.
using ProgramFiles = std::map<std::string, int>;
inline constexpr std::array<const char*, 2> ownPrograms{"orchestrator", "supervisor"};

struct PartStatus {
    std::string name; // "db-a.postgresql"
    bool up = false;
    pid_t pid = 0;      // 0: no process
    int port = 0;       // 0: listens on none
    std::string detail; // not up: why
};

class Range {
public:
    // `folder` must exist, belong to the calling user alone, and be empty or a range's.
    [[nodiscard]] static Result<std::unique_ptr<Range>> open(const fs::path& folder);
    Range(const Range&) = delete;
    Range& operator=(const Range&) = delete;
    ~Range();

    struct Wanted {
        std::string name;
        std::string user;
        std::string checkpointEvery; // empty: as before, 5 s the first time
    };
    // Brings up what is not up, after ending what a killed run left. True: all of it was up already.
    // On error what did come up stays, so that its logs can be read; `down` removes it.
    [[nodiscard]] Result<bool> up(const Wanted& wanted, const ProgramFiles& programs,
                                  const std::function<void(const std::string&)>& say);
    // nullopt: there is no range in this folder.
    [[nodiscard]] Result<std::optional<std::vector<PartStatus>>> status();
    // Ends every process and removes every file; the folder too, if its parent lets this user.
    [[nodiscard]] Result<> down();

    [[nodiscard]] Result<std::string> breakIt(const std::string& fault); // what was done, for a person
    [[nodiscard]] Result<std::string> mendIt(const std::string& fault);

    [[nodiscard]] const Layout& layout() const { return m_layout; }

private:
    Range(Layout layout, int lock) : m_layout(std::move(layout)), m_lock(lock) {}

    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> makeFolders() const;
    [[nodiscard]] Result<> installPrograms(const ProgramFiles& programs) const;
    [[nodiscard]] Result<> choosePorts();
    void endLeftovers();
    [[nodiscard]] std::vector<PartStatus> look() const;
    using Say = std::function<void(const std::string&)>;
    [[nodiscard]] Result<> bringUpShells();
    [[nodiscard]] Result<> bringUpDatabases(const Say& say);
    [[nodiscard]] Result<> bringUpApplications(const Say& say);
    [[nodiscard]] Result<> awaitEverything() const;
    [[nodiscard]] Result<> writeEnvironment() const;

    Layout m_layout;
    int m_lock;
    std::optional<Settings> m_loaded;
    Settings m_settings;
    fs::path m_postgresBin;
    std::vector<std::unique_ptr<Postgres>> m_databases;
    std::vector<std::unique_ptr<SecureShell>> m_shells;
    std::vector<std::unique_ptr<Application>> m_applications;
};

} // namespace muster::range
