#include "range/control/Repository.h"

#include "range/control/Topology.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <charconv>
#include <sstream>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* program = "/usr/bin/pgbackrest";

// "00000002.history", "0000000200000000" and what it holds begin with the timeline.
unsigned timelineOf(const std::string& name) {
    unsigned number = 0;
    const bool whole =
        name.size() >= 8 && std::from_chars(name.data(), name.data() + 8, number, 16).ptr == name.data() + 8;
    return whole ? number : 0;
}

} // namespace

Result<> Repository::findPrograms() {
    if (::access(program, X_OK) == 0)
        return {};
    return failure({.what = "pgBackRest is not installed",
                    .why = std::string("there is no ") + program,
                    .next = "apt-get install pgbackrest"});
}

Result<> Repository::configure(const std::string& host) const {
    // lz4, because time counts when something is restored. Blocks of files are never stored (repo-block).
    std::ostringstream text;
    text << "# Written by `muster range up`.\n[global]\nrepo1-path=" << m_layout.repository().string()
         << "\nrepo1-retention-full=2\nlock-path=" << (m_layout.host(host) / "tmp").string()
         << "\nspool-path=" << (m_layout.host(host) / "tmp").string()
         << "\nlog-path=" << m_layout.log(host).string()
         << "\nlog-level-console=warn\nlog-level-file=info\ncompress-type=lz4\nstart-fast=y\nprocess-max="
            "2\n\n["
         << stanza << "]\npg1-path=" << m_layout.data(host).string()
         << "\npg1-port=" << m_settings.port(databasePart(host))
         << "\npg1-socket-path=" << m_layout.socket(host).string() << "\npg1-user=postgres\n";
    return writeSynced(m_layout.backupSettings(host), text.str());
}

Result<> Repository::create(const std::string& host, const fs::path& postgresBin) const {
    std::error_code error;
    fs::remove_all(m_layout.repository(), error);
    fs::create_directory(m_layout.repository(), error);
    if (auto configured = configure(host); !configured)
        return configured;
    return runToEnd({.name = host + ".stanza",
                     .command = {program, "--config=" + m_layout.backupSettings(host).string(),
                                 std::string("--stanza=") + stanza, "--no-online", "stanza-create"},
                     .environment = m_layout.variables(host, postgresBin),
                     .workingFolder = m_layout.host(host),
                     .log = m_layout.log(host) / "stanza.log",
                     .records = m_layout.processes()},
                    Milliseconds(30'000));
}

std::string Repository::archiveCommand(const std::string& host) const {
    return std::string(program) + " --config=" + m_layout.backupSettings(host).string() +
           " --stanza=" + stanza + " archive-push %p";
}

void Repository::forgetTimelinesAfter(unsigned newest) const {
    std::error_code error;
    for (const auto& cluster : fs::directory_iterator(m_layout.repository() / "archive" / stanza, error)) {
        if (!cluster.is_directory(error))
            continue;
        for (const auto& entry : fs::directory_iterator(cluster.path(), error))
            if (timelineOf(entry.path().filename()) > newest)
                fs::remove_all(entry.path(), error);
    }
}

std::optional<std::string> Repository::newestBackup() const {
    // "20261128-063618F={...}", the oldest first, in the section of those that can be restored.
    std::istringstream lines(
        readWhole(m_layout.repository() / "backup" / stanza / "backup.info").value_or(""));
    std::optional<std::string> newest;
    bool current = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("["))
            current = line == "[backup:current]";
        else if (const auto end = line.find('='); current && end != std::string::npos)
            newest = line.substr(0, end);
    }
    return newest;
}

bool Repository::exists() const {
    std::error_code error;
    return fs::exists(m_layout.repository() / "archive" / stanza / "archive.info", error);
}

} // namespace muster::range
