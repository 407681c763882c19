#include "range/control/Sweep.h"

#include "range/control/Topology.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::range {
namespace {

std::string proc(pid_t pid, const char* what) {
    return "/proc/" + std::to_string(pid) + "/" + what;
}

std::string linkOf(pid_t pid, const char* what) {
    std::error_code error;
    return fs::read_symlink(proc(pid, what), error).string();
}

bool isOurs(pid_t pid) {
    struct stat status {};
    return ::stat(proc(pid, "cmdline").c_str(), &status) == 0 && status.st_uid == ::geteuid();
}

bool isBelow(const std::string& path, const fs::path& folder) {
    return path == folder.string() || path.starts_with(folder.string() + "/");
}

bool isPostgresIn(pid_t pid, const fs::path& data) {
    return isBelow(linkOf(pid, "cwd"), data) &&
           fs::path(linkOf(pid, "exe")).filename().string().starts_with("postgres");
}

bool hasVariable(pid_t pid, const std::string& name, const std::string& value) {
    const auto environment = readWhole(proc(pid, "environ")).value_or("");
    const auto found = environment.find(name + "=" + value + '\0');
    return found != std::string::npos && (found == 0 || environment[found - 1] == '\0');
}

bool belongs(pid_t pid, const Layout& layout) {
    if (isBelow(linkOf(pid, "exe"), layout.programs()))
        return true;
    for (const auto* host : databaseHosts)
        if (isPostgresIn(pid, layout.data(host)))
            return true;
    if (hasVariable(pid, "MUSTER_RANGE", layout.folder))
        return true;
    // sshd writes its title over its arguments and its environment: the configuration's name is in the
    // title of the listener, and its sessions have the listener's log as standard error.
    const auto title = readWhole(proc(pid, "cmdline")).value_or("");
    for (const auto& host : allHosts()) {
        const auto folder = layout.sshd(host);
        if (title.find((folder / "config").string()) != std::string::npos &&
            title.find("sshd") != std::string::npos)
            return true;
        if (linkOf(pid, "fd/2") == (folder / "sshd.log").string())
            return true;
    }
    return false;
}

template <class Wanted> std::vector<Process> all(Wanted wanted) {
    const auto entries = allProcesses();
    std::set<pid_t> spared;
    for (pid_t pid = ::getpid(); pid > 0;) {
        spared.insert(pid);
        const auto self =
            std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.process.pid == pid; });
        pid = self == entries.end() ? 0 : self->parent;
    }
    std::vector<Process> found;
    for (const auto& entry : entries) {
        const pid_t pid = entry.process.pid;
        // Looked at again after reading: the pid may have changed hands in between.
        if (!spared.contains(pid) && isOurs(pid) && wanted(pid) && isAlive(entry.process))
            found.push_back(entry.process);
    }
    return found;
}

} // namespace

std::vector<Process> processesOf(const Layout& layout) {
    return withDescendants(all([&](pid_t pid) { return belongs(pid, layout); }));
}

std::vector<Process> processesWorkingIn(const fs::path& data) {
    return all([&](pid_t pid) { return isPostgresIn(pid, data); });
}

std::vector<Process> databaseProcessesOf(const Layout& layout, const std::string& host) {
    return withDescendants(all([&](pid_t pid) {
        const auto program = fs::path(linkOf(pid, "exe")).filename().string();
        const bool makes =
            program == "initdb" || program == "pg_basebackup" || program.starts_with("postgres");
        return isPostgresIn(pid, layout.data(host)) ||
               (makes && hasVariable(pid, "PGPASSFILE", layout.passwords(host)));
    }));
}

std::vector<Process> processesFrom(const fs::path& programs) {
    return all([&](pid_t pid) { return isBelow(linkOf(pid, "exe"), programs); });
}

} // namespace muster::range
