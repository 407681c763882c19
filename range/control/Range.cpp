// Bringing a range up: the order of things. How each kind of part comes up is in RangeParts.cpp.
#include "range/control/Range.h"

#include "range/control/EnvironmentFile.h"
#include "range/control/InstallProgram.h"
#include "range/control/Sweep.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/stat.h>

namespace muster::range {

Result<> Range::findPrograms() {
    if (auto found = Postgres::findPrograms(); !found)
        return failure(found.error());
    if (auto found = SecureShell::findPrograms(); !found)
        return found;
    if (auto found = Repository::findPrograms(); !found)
        return found;
    if (auto found = Balancer::findPrograms(); !found)
        return found;
    return Pager::findPrograms();
}

Result<> Range::load() {
    auto bin = Postgres::findPrograms();
    m_postgresBin = bin.value_or(fs::path());
    for (const auto* host : databaseHosts)
        m_databases.push_back(std::make_unique<Postgres>(m_layout, m_settings, host, m_postgresBin));
    for (const auto& host : allHosts())
        m_shells.push_back(std::make_unique<SecureShell>(m_layout, m_settings, host, m_postgresBin));
    for (const auto* host : applicationHosts)
        m_applications.push_back(std::make_unique<Application>(m_layout, m_settings, host, m_postgresBin));
    for (const auto& plan : allLinks())
        m_links.push_back(std::make_unique<Link>(m_layout, m_settings, plan, m_postgresBin));
    m_balancer = std::make_unique<Balancer>(m_layout, m_settings, m_postgresBin);
    m_pager = std::make_unique<Pager>(m_layout, m_settings, m_postgresBin);
    auto loaded = loadSettings(m_layout);
    if (!loaded)
        return failure(loaded.error());
    m_loaded = *loaded;
    m_settings = m_loaded.value_or(Settings{});
    makeAutomaticParts();
    return {};
}

Result<bool> Range::up(const Wanted& wanted, const ProgramFiles& programs, const Say& say) {
    if (auto found = findPrograms(); !found)
        return failure(found.error());
    if (auto chosen = chooseTopology(wanted); !chosen)
        return failure(chosen.error());
    if (m_loaded) {
        const auto parts = look();
        if (std::all_of(parts.begin(), parts.end(), [](const auto& part) { return part.up; })) {
            if (wanted.dataBytes == 0)
                return true;
            if (auto filled = fillData(wanted.dataBytes, say); !filled)
                return failure(filled.error());
            if (auto written = writeEnvironment(); !written)
                return failure(written.error());
            return true;
        }
    }
    m_settings.name = wanted.name;
    m_settings.user = wanted.user;
    if (!wanted.checkpointEvery.empty())
        m_settings.checkpointEvery = wanted.checkpointEvery;
    else if (!m_loaded)
        m_settings.checkpointEvery = "5s";
    if (!wanted.takeoverAfter.empty())
        m_settings.takeoverAfter = wanted.takeoverAfter;
    else if (!m_loaded)
        m_settings.takeoverAfter = "30s";
    // First of all, so that from here on `down` knows the folder as a range's.
    if (auto saved = saveSettings(m_layout, m_settings); !saved)
        return failure(saved.error());
    endLeftovers();
    if (auto made = makeFolders(); !made)
        return failure(made.error());
    if (auto installed = installPrograms(programs); !installed)
        return failure(installed.error());
    const auto before = m_settings.ports;
    PortChoice choice; // until everything listens
    if (auto chosen = choosePorts(choice); !chosen)
        return failure(chosen.error());
    const bool moved = std::any_of(before.begin(), before.end(), [&](const auto& port) {
        return m_settings.port(port.first) != port.second;
    });
    if (moved) {
        say("a port was taken by somebody else meanwhile: all parts start anew, since they know each "
            "other's");
        if (auto ended = endEverything(); !ended)
            return failure(ended.error());
    }
    if (auto saved = saveSettings(m_layout, m_settings); !saved)
        return failure(saved.error());
    // What takes long comes as early as it can, and is waited for as late as it can.
    const bool automatic = m_settings.isAutomatic();
    const auto all = {
        std::function<Result<>()>([&] { return bringUpShells(); }),
        std::function<Result<>()>([&] { return bringUpLinks(); }),
        std::function<Result<>()>([&] { return bringUpPager(); }),
        std::function<Result<>()>([&] { return bringUpConsensus(say); }),
        std::function<Result<>()>([&] { return automatic ? bringUpPatroni(say) : bringUpPrimary(say); }),
        std::function<Result<>()>([&] { return fillData(wanted.dataBytes, say); }),
        std::function<Result<>()>([&] { return bringUpBalancer(); }),
        std::function<Result<>()>([&] { return bringUpApplications(say); }),
        std::function<Result<>()>([&] { return automatic ? Result<>() : bringUpStandby(say); }),
        std::function<Result<>()>([&] { return awaitEverything(); }),
        std::function<Result<>()>([&] { return writeEnvironment(); })};
    for (const auto& step : all) {
        if (auto done = step(); !done)
            return failure(done.error());
    }
    return false;
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
        if (auto done =
                installProgram(found == programs.end() ? -1 : found->second, m_layout.programs() / name);
            !done)
            return done;
    }
    return {};
}

// Whoever runs keeps its port; the others keep theirs as long as nobody else has taken it.
Result<> Range::choosePorts(PortChoice& choice) {
    std::vector<std::pair<std::string, bool>> wanted; // the name of a port; does its part run?
    for (const auto& database : m_databases)
        wanted.emplace_back(database->partName(), database->postmaster().has_value());
    for (const auto& shell : m_shells)
        wanted.emplace_back(shell->partName(), shell->listener().has_value());
    for (const auto& application : m_applications)
        wanted.emplace_back(application->partName(), application->supervisor().has_value());
    for (const auto& link : m_links) {
        wanted.emplace_back(link->partName(), link->process().has_value());
        wanted.emplace_back(link->plan().adminName(), link->process().has_value());
    }
    for (const auto* front : {serviceFront, bothFront, databaseFront})
        wanted.emplace_back(front, m_balancer->process().has_value());
    wanted.emplace_back(pagerPart, m_pager->process().has_value());
    if (m_consensus)
        for (const char* part : {consensusPart, consensusPeer})
            wanted.emplace_back(part, m_consensus->process().has_value());
    for (const auto& member : m_patroni)
        wanted.emplace_back(member->partName(), member->process().has_value());
    for (const auto& [part, runs] : wanted) {
        if (runs)
            continue;
        std::vector<int> taken;
        for (const auto& [other, port] : m_settings.ports)
            if (other != part)
                taken.push_back(port);
        const auto found = choice.choose(m_settings.port(part), taken);
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
    if (!runs(m_applications, &Application::supervisor) && !runs(m_databases, &Postgres::postmaster) &&
        !runs(m_shells, &SecureShell::listener) && !runs(m_links, &Link::process) && !m_balancer->process() &&
        !m_pager->process())
        endProcessesAndMemory(processesOf(m_layout), SIGTERM, Milliseconds(2000));
    // Programs of the range that nobody watches any more: an orchestrator whose supervisor was killed.
    std::vector<Process> watched;
    for (const auto& application : m_applications)
        if (const auto supervisor = application->supervisor())
            watched.push_back(*supervisor);
    for (const auto& link : m_links)
        if (const auto process = link->process())
            watched.push_back(*process);
    for (const auto& member : m_patroni)
        if (const auto supervisor = member->supervisor())
            watched.push_back(*supervisor);
    watched = withDescendants(watched);
    auto left = processesFrom(m_layout.programs());
    std::erase_if(left, [&](const auto& process) {
        return std::find(watched.begin(), watched.end(), process) != watched.end();
    });
    endProcesses(left, SIGTERM, Milliseconds(5000));
    for (const auto& database : m_databases) {
        if (m_settings.isAutomatic())
            continue; // Patroni may be at work on it
        if (!m_settings.clusters.contains(database->host()))
            database->endHalfMade();
        database->clearLeftovers();
    }
}

Result<> Range::writeEnvironment() const {
    const auto* first = primary();
    const auto size = first == nullptr ? Result<std::int64_t>(0) : first->size();
    if (!size)
        return failure(size.error());
    return writeSynced(m_layout.environment(), environmentText(m_layout, m_settings, m_postgresBin, *size));
}

} // namespace muster::range
