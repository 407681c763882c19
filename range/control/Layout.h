// Where everything of one range stands: all of it below one folder that `down` removes.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster::range {

namespace fs = std::filesystem;

inline constexpr std::array<const char*, 1> databaseHosts{"db-a"};
inline constexpr std::array<const char*, 1> applicationHosts{"app-a"};

// Every host, in the order that people are shown.
inline std::vector<std::string> allHosts() {
    std::vector<std::string> hosts(databaseHosts.begin(), databaseHosts.end());
    hosts.insert(hosts.end(), applicationHosts.begin(), applicationHosts.end());
    return hosts;
}

struct Layout {
    fs::path folder; // absolute, without symbolic links

    [[nodiscard]] fs::path settings() const { return folder / "range.json"; }
    [[nodiscard]] fs::path environment() const { return folder / "environment.yml"; }
    // Pids and start times.
    [[nodiscard]] fs::path processes() const { return folder / "processes"; }
    // Copies of the range's own programs that every user can reach.
    [[nodiscard]] fs::path programs() const { return folder / "programs"; }
    // The operator's SSH key.
    [[nodiscard]] fs::path keys() const { return folder / "keys"; }

    [[nodiscard]] fs::path host(const std::string& name) const { return folder / name; }
    [[nodiscard]] fs::path home(const std::string& name) const { return host(name) / "home"; }
    [[nodiscard]] fs::path sshd(const std::string& name) const { return host(name) / "sshd"; }
    [[nodiscard]] fs::path log(const std::string& name) const { return host(name) / "log"; }
    [[nodiscard]] fs::path passwords(const std::string& name) const { return home(name) / ".pgpass"; }
    // Of PostgreSQL on a database host: its cluster, its log, the folder of its socket.
    [[nodiscard]] fs::path data(const std::string& name) const { return host(name) / "data"; }
    [[nodiscard]] fs::path databaseLog(const std::string& name) const { return log(name) / "postgresql.log"; }
    [[nodiscard]] fs::path socket(const std::string& name) const { return host(name) / "socket"; }
    // Of the orchestrator on an application host.
    [[nodiscard]] fs::path applicationLog(const std::string& name) const {
        return log(name) / "orchestrator.log";
    }

    // The whole environment of a program on that host. MUSTER_RANGE marks everything that descends from it.
    [[nodiscard]] std::map<std::string, std::string> variables(const std::string& name,
                                                               const fs::path& postgresBin) const {
        return {
            {"PATH", postgresBin.string() + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
            {"HOME", home(name)},
            {"PGPASSFILE", passwords(name)},
            {"TMPDIR", host(name) / "tmp"},
            {"LANG", "C.UTF-8"},
            {"MUSTER_SPOOL", host(name) / "spool"}, // what Muster keeps of its acts goes with the range
            {"MUSTER_RANGE", folder}};
    }
};

} // namespace muster::range
