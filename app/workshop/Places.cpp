#include "app/workshop/Places.h"

#include <array>
#include <cstdlib>
#include <pwd.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace muster::app {
namespace fs = std::filesystem;
namespace {

fs::path home() {
    if (const char* named = std::getenv("HOME"); named != nullptr && *named == '/')
        return named;
    const passwd* user = getpwuid(getuid());
    return user != nullptr ? user->pw_dir : "/";
}

// The XDG base directory specification: a relative value is to be ignored.
fs::path xdg(const char* variable, const char* fallback) {
    const char* named = std::getenv(variable);
    return (named != nullptr && *named == '/' ? fs::path(named) : home() / fallback) / "muster";
}

} // namespace

fs::path programFolder() {
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error).parent_path();
}

fs::path stateFolder() {
    return xdg("XDG_STATE_HOME", ".local/state");
}

fs::path probesFolder() {
    return stateFolder() / "probes";
}

fs::path configurationFolder() {
    return xdg("XDG_CONFIG_HOME", ".config");
}

fs::path defaultJournal() {
    return stateFolder() / "journal.db";
}

std::vector<fs::path> runbookFolders() {
    std::vector<fs::path> candidates;
    if (const char* named = std::getenv("MUSTER_RUNBOOKS")) {
        std::istringstream list(named);
        for (std::string folder; std::getline(list, folder, ':');)
            if (!folder.empty())
                candidates.emplace_back(folder);
    }
    candidates.push_back(configurationFolder() / "runbooks");
    candidates.push_back(programFolder() / "../share/muster/runbooks");    // installed
    candidates.push_back(programFolder() / "../../share/muster/runbooks"); // installed, in libexec/muster
    candidates.push_back(programFolder() / "../../../runbooks");           // built in build/<preset>/bin
    std::vector<fs::path> out;
    for (const auto& folder : candidates) {
        std::error_code error;
        if (fs::is_directory(folder, error))
            out.push_back(fs::weakly_canonical(folder, error));
    }
    return out;
}

std::vector<fs::path> resourceFolders(const std::string& kind) {
    std::vector<fs::path> out;
    for (const auto& folder :
         {configurationFolder() / kind, programFolder() / "../share/muster" / kind,
          programFolder() / "../../share/muster" / kind, programFolder() / "../../../resources" / kind}) {
        std::error_code error;
        if (fs::is_directory(folder, error))
            out.push_back(fs::weakly_canonical(folder, error));
    }
    return out;
}

bool ensureFolder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error))
        return true;
    const mode_t before = umask(077);
    fs::create_directories(folder, error);
    umask(before);
    return fs::is_directory(folder, error);
}

incident::Actor whoActs() {
    incident::Actor actor;
    if (const passwd* user = getpwuid(getuid())) {
        actor.login = user->pw_name;
        const std::string gecos = user->pw_gecos != nullptr ? user->pw_gecos : "";
        actor.name = gecos.substr(0, gecos.find(','));
    }
    if (actor.login.empty())
        actor.login = std::to_string(getuid());
    if (const char* named = std::getenv("MUSTER_NAME"); named != nullptr && *named != '\0')
        actor.name = named;
    if (actor.name.empty())
        actor.name = actor.login;
    std::array<char, 256> machine{};
    gethostname(machine.data(), machine.size() - 1);
    actor.machine = machine.data();
    return actor;
}

std::string describeHardware() {
    struct sysinfo memory {};
    sysinfo(&memory);
    utsname system{};
    uname(&system);
    const auto gibibytes = static_cast<std::uint64_t>(memory.totalram) * memory.mem_unit >> 30U;
    return std::to_string(sysconf(_SC_NPROCESSORS_ONLN)) + " cores, " + std::to_string(gibibytes) + " GiB, " +
           system.sysname + " " + system.release;
}

} // namespace muster::app
