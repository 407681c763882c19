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
    for (const auto* host : databaseHosts)
        m_databases.push_back(std::make_unique<Postgres>(m_layout, m_settings, host, m_postgresBin));
    for (const auto& host : allHosts())
        m_shells.push_back(std::make_unique<SecureShell>(m_layout, m_settings, host, m_postgresBin));
    for (const auto* host : applicationHosts)
        m_applications.push_back(std::make_unique<Application>(m_layout, m_settings, host, m_postgresBin));
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
    if (auto chosen = choosePorts(); !chosen)
        return failure(chosen.error());
    if (auto saved = saveSettings(m_layout, m_settings); !saved)
        return failure(saved.error());
    if (auto done = bringUpShells(); !done)
        return failure(done.error());
    if (auto done = bringUpDatabases(say); !done)
        return failure(done.error());
    if (auto done = bringUpApplications(say); !done)
        return failure(done.error());
    if (auto ready = awaitEverything(); !ready)
        return failure(ready.error());
    if (auto written = writeEnvironment(); !written)
        return failure(written.error());
    return false;
}

Result<> Range::bringUpShells() {
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
    return writeSynced(m_layout.keys() / "known_hosts", known);
}

Result<> Range::bringUpDatabases(const Say& say) {
    for (const auto& database : m_databases) {
        if (database->postmaster())
            continue;
        if (m_settings.clusters.contains(database->host())) {
            say(database->host() + ": PostgreSQL");
            if (auto configured = database->configure(); !configured)
                return configured;
            if (auto started = database->start(); !started)
                return started;
        } else {
            say(database->host() + ": PostgreSQL, a new cluster");
            if (auto created = database->create(); !created)
                return created;
            m_settings.clusters.insert(database->host());
            if (auto saved = saveSettings(m_layout, m_settings); !saved)
                return saved;
        }
    }
    for (const auto& database : m_databases) {
        if (auto ready = database->awaitReady(); !ready)
            return ready;
    }
    return {};
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

// What was started is waited for at the end, so that everything starts at the same time.
Result<> Range::awaitEverything() const {
    for (const auto& shell : m_shells) {
        if (auto ready = shell->awaitReady(); !ready)
            return ready;
    }
    for (const auto& application : m_applications) {
        if (auto ready = application->awaitReady(); !ready)
            return ready;
    }
    return {};
}

Result<> Range::makeFolders() const {
    std::vector<fs::path> folders{m_layout.processes(), m_layout.programs(), m_layout.keys()};
    for (const auto& host : allHosts()) {
        for (const auto& folder :
             {m_layout.host(host), m_layout.home(host), m_layout.sshd(host), m_layout.log(host),
              m_layout.socket(host), m_layout.host(host) / "tmp", m_layout.host(host) / "state"})
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
    for (const auto* name : ownPrograms) {
        const auto found = programs.find(name);
        const int file = found == programs.end() ? -1 : found->second;
        if (auto copied = copyProgram(file, m_layout.programs() / name); !copied)
            return copied;
    }
    return {};
}

// Whoever runs keeps its port; the others keep theirs as long as nobody else has taken it.
Result<> Range::choosePorts() {
    std::vector<std::pair<std::string, bool>> wanted; // the name of a part; does it run?
    for (const auto& database : m_databases)
        wanted.emplace_back(database->partName(), database->postmaster().has_value());
    for (const auto& shell : m_shells)
        wanted.emplace_back(shell->partName(), shell->listener().has_value());
    for (const auto& application : m_applications)
        wanted.emplace_back(application->partName(), application->supervisor().has_value());
    for (const auto& [part, runs] : wanted) {
        if (runs)
            continue;
        std::vector<int> taken;
        for (const auto& [other, port] : m_settings.ports)
            if (other != part)
                taken.push_back(port);
        const auto found = freePort(m_settings.port(part), taken);
        if (!found)
            return failure(found.error());
        m_settings.ports[part] = *found;
    }
    return {};
}

void Range::endLeftovers() {
    const auto runs = [](const auto& parts, auto process) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](const auto& part) { return ((*part).*process)().has_value(); });
    };
    const bool supervised = runs(m_applications, &Application::supervisor);
    if (!supervised && !runs(m_databases, &Postgres::postmaster) && !runs(m_shells, &SecureShell::listener))
        endProcesses(processesOf(m_layout), SIGTERM, Milliseconds(2000));
    if (!supervised)
        endProcesses(processesFrom(m_layout.programs()), SIGTERM, Milliseconds(5000));
    for (const auto& database : m_databases) {
        if (!m_settings.clusters.contains(database->host()))
            database->endHalfMade();
        database->clearLeftovers();
    }
}

Result<> Range::writeEnvironment() const {
    const auto size = m_databases.front()->size();
    if (!size)
        return failure(size.error());
    return writeSynced(m_layout.environment(), environmentText(m_layout, m_settings, m_postgresBin, *size));
}

} // namespace muster::range
