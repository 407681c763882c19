#include "range/control/Range.h"

#include "range/control/EnvironmentFile.h"
#include "range/control/Sweep.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::range {
namespace {

Result<> copyProgram(int from, const fs::path& to) {
    const auto problem = [&](const char* what) {
        return failure(
            {.what = std::string(what) + " " + to.filename().string(),
             .why = std::strerror(errno),
             .next = "build or install the whole of Muster: the program stands beside muster-range"});
    };
    struct stat status {};
    if (from < 0 || ::fstat(from, &status) != 0)
        return problem("cannot find the range's program");
    // Beside and renamed: a copy that is running cannot be written over.
    const std::string beside = to.string() + ".new";
    const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0700);
    off_t offset = 0;
    while (out >= 0 && offset < status.st_size) {
        const auto left = static_cast<std::size_t>(status.st_size - offset);
        if (::sendfile(out, from, &offset, left) <= 0)
            break;
    }
    const bool whole = out >= 0 && offset == status.st_size;
    if (out >= 0)
        ::close(out);
    if (!whole || ::rename(beside.c_str(), to.c_str()) != 0)
        return problem("cannot copy the range's program");
    return {};
}

} // namespace

Result<> Range::load() {
    auto loaded = loadSettings(m_layout);
    if (!loaded)
        return failure(loaded.error());
    m_loaded = *loaded;
    m_settings = m_loaded.value_or(Settings{});
    auto bin = Postgres::findPrograms();
    m_postgresBin = bin.value_or(fs::path());
    m_postgres = std::make_unique<Postgres>(m_layout, m_settings, m_postgresBin);
    m_shells.clear();
    for (const char* host : {databaseHost, applicationHost})
        m_shells.push_back(std::make_unique<SecureShell>(m_layout, m_settings, host, m_postgresBin));
    m_application = std::make_unique<Application>(m_layout, m_settings, m_postgresBin);
    return {};
}

Result<bool> Range::up(const Wanted& wanted, const ProgramFiles& programs,
                       const std::function<void(const std::string&)>& say) {
    if (auto found = Postgres::findPrograms(); !found)
        return failure(found.error());
    if (auto found = SecureShell::findPrograms(); !found)
        return failure(found.error());
    if (m_loaded) {
        const auto parts = look();
        if (std::all_of(parts.begin(), parts.end(), [](const auto& part) { return part.up; }))
            return true;
    }
    m_settings.name = wanted.name;
    m_settings.user = wanted.user;
    if (!wanted.checkpointEvery.empty())
        m_settings.checkpointEvery = wanted.checkpointEvery;
    else if (!m_loaded)
        m_settings.checkpointEvery = "5s";
    // First of all, so that from here on `down` knows the folder as a range's.
    if (auto saved = saveSettings(m_layout, m_settings); !saved)
        return failure(saved.error());
    endLeftovers();
    if (auto made = makeFolders(); !made)
        return failure(made.error());
    if (auto installed = installPrograms(programs); !installed)
        return failure(installed.error());
    const bool orchestrates = m_application->supervisor().has_value();
    if (auto chosen = choosePorts(!m_postgres->postmaster(), !m_shells[0]->listener(),
                                  !m_shells[1]->listener(), !orchestrates);
        !chosen)
        return failure(chosen.error());
    if (auto saved = saveSettings(m_layout, m_settings); !saved)
        return failure(saved.error());
    if (auto done = bringUpHosts(say); !done)
        return failure(done.error());
    if (!orchestrates) {
        say("app-a: orchestrator under its supervisor");
        if (auto started = m_application->start(); !started)
            return failure(started.error());
    }
    if (auto ready = m_application->awaitReady(); !ready)
        return failure(ready.error());
    if (auto written = writeEnvironment(); !written)
        return failure(written.error());
    return false;
}

Result<> Range::bringUpHosts(const std::function<void(const std::string&)>& say) {
    if (auto made = SecureShell::createOperatorKey(m_layout, m_postgresBin); !made)
        return made;
    std::string known;
    for (const auto& shell : m_shells) {
        if (shell->listener()) {
            known += shell->knownHostsLine();
            continue;
        }
        if (auto configured = shell->configure(); !configured)
            return configured;
        if (auto started = shell->start(); !started)
            return started;
        known += shell->knownHostsLine();
    }
    if (auto written = writeSynced(m_layout.keys() / "known_hosts", known); !written)
        return written;
    if (!m_postgres->postmaster()) {
        if (m_settings.databaseCreated) {
            say("db-a: PostgreSQL");
            if (auto configured = m_postgres->configure(); !configured)
                return configured;
            if (auto started = m_postgres->start(); !started)
                return started;
        } else {
            say("db-a: PostgreSQL, a new cluster");
            if (auto created = m_postgres->create(); !created)
                return created;
            m_settings.databaseCreated = true;
            if (auto saved = saveSettings(m_layout, m_settings); !saved)
                return saved;
        }
        if (auto ready = m_postgres->awaitReady(); !ready)
            return ready;
    }
    for (const auto& shell : m_shells) {
        if (auto ready = shell->awaitReady(); !ready)
            return ready;
    }
    return {};
}

Result<> Range::makeFolders() const {
    std::vector<fs::path> folders{m_layout.processes(), m_layout.programs(), m_layout.keys(),
                                  m_layout.socket()};
    for (const std::string host : {databaseHost, applicationHost}) {
        for (const auto& folder :
             {m_layout.host(host), m_layout.home(host), m_layout.sshd(host), m_layout.log(host),
              m_layout.host(host) / "tmp", m_layout.host(host) / "state"})
            folders.push_back(folder);
    }
    for (const auto& folder : folders) {
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return failure({.what = "cannot make " + folder.string(),
                            .why = std::strerror(errno),
                            .next = "look at the space left and at who owns the folder"});
    }
    return {};
}

Result<> Range::installPrograms(const ProgramFiles& programs) const {
    if (auto copied = copyProgram(programs.orchestrator, m_layout.programs() / "orchestrator"); !copied)
        return copied;
    return copyProgram(programs.supervisor, m_layout.programs() / "supervisor");
}

Result<> Range::choosePorts(bool database, bool databaseSsh, bool applicationSsh, bool orchestrator) {
    const std::vector<std::pair<int*, bool>> ports{{&m_settings.databasePort, database},
                                                   {&m_settings.databaseSshPort, databaseSsh},
                                                   {&m_settings.applicationSshPort, applicationSsh},
                                                   {&m_settings.orchestratorPort, orchestrator}};
    for (const auto& [port, choose] : ports) {
        if (!choose)
            continue;
        std::vector<int> taken;
        for (const auto& [other, chosen] : ports)
            if (other != port)
                taken.push_back(*other);
        const int before = *port;
        const auto found = freePort(before, taken);
        if (!found)
            return failure(found.error());
        *port = *found;
    }
    return {};
}

void Range::endLeftovers() {
    const bool nothingRuns = !m_postgres->postmaster() && !m_shells[0]->listener() &&
                             !m_shells[1]->listener() && !m_application->supervisor();
    if (nothingRuns)
        endProcesses(processesOf(m_layout), SIGTERM, Milliseconds(2000));
    if (!m_settings.databaseCreated)
        m_postgres->endHalfMade();
    if (!m_application->supervisor())
        endProcesses(processesFrom(m_layout.programs()), SIGTERM, Milliseconds(5000));
    m_postgres->clearLeftovers();
}

Result<> Range::writeEnvironment() const {
    const auto size = m_postgres->size();
    if (!size)
        return failure(size.error());
    return writeSynced(m_layout.environment(), environmentText(m_layout, m_settings, m_postgresBin, *size));
}

} // namespace muster::range
