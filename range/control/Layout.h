// Where everything of one range stands: all of it below one folder that `down` removes.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace muster::range {

namespace fs = std::filesystem;

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
    // How the supervisor of that host's program is started again.
    [[nodiscard]] fs::path unit(const std::string& name) const {
        return host(name) / "state" / "orchestrator.unit";
    }
    // Of PostgreSQL on a database host: its cluster, its log, the folder of its socket.
    [[nodiscard]] fs::path data(const std::string& name) const { return host(name) / "data"; }
    [[nodiscard]] fs::path databaseLog(const std::string& name) const { return log(name) / "postgresql.log"; }
    [[nodiscard]] fs::path databaseSettings(const std::string& name) const {
        return host(name) / "postgresql.conf";
    }
    [[nodiscard]] fs::path socket(const std::string& name) const { return host(name) / "socket"; }
    // A place for a cluster at the side, into which a backup is restored.
    [[nodiscard]] fs::path side(const std::string& name) const { return host(name) / "side"; }
    // Of pgBackRest on a database host; its repository, which all of them share.
    [[nodiscard]] fs::path backupSettings(const std::string& name) const {
        return host(name) / "pgbackrest.conf";
    }
    [[nodiscard]] fs::path repository() const { return folder / "repository"; }
    // Of the orchestrator on an application host.
    [[nodiscard]] fs::path applicationLog(const std::string& name) const {
        return log(name) / "orchestrator.log";
    }

    // Of Patroni on a database host, where fail-over is automatic.
    [[nodiscard]] fs::path patroniConfiguration(const std::string& name) const {
        return host(name) / "patroni.yml";
    }
    [[nodiscard]] fs::path patroniUnit(const std::string& name) const {
        return host(name) / "state" / "patroni.unit";
    }
    [[nodiscard]] fs::path patroniLog(const std::string& name) const { return log(name) / "patroni.log"; }

    // Of HAProxy.
    [[nodiscard]] fs::path balancerConfiguration() const { return host("lb") / "haproxy.cfg"; }
    [[nodiscard]] fs::path balancerSocket() const { return socket("lb") / "haproxy"; }

    // Of Alertmanager.
    [[nodiscard]] fs::path pagerConfiguration() const { return host("lb") / "alertmanager.yml"; }
    [[nodiscard]] fs::path pagerData() const { return host("lb") / "alertmanager"; }

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
