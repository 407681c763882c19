#include "range/processes/MemoryGroup.h"

#include "models/base/Sha256.h"

#include <cerrno>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::range {
namespace {

namespace fs = std::filesystem;

constexpr const char* restName = "rest"; // of v2: a group with groups in it holds no process itself

struct Place {
    fs::path group;
    bool unified = false; // cgroups v2
};

// Files of the kernel's: a write is done, or refused, as a whole when the stream is closed.
bool write(const fs::path& file, const std::string& text) {
    std::ofstream out(file);
    out << text << std::flush;
    out.close();
    return !out.fail();
}

std::string nameOf(const fs::path& folder) {
    return "muster-range-" + sha256(folder.string()).substr(0, 12);
}

// Version 1 has a hierarchy of its own for memory, version 2 one for everything. At the top of it, and not
// below the caller's own group: another session, with another group, must find it again.
std::optional<Place> placeFor(const fs::path& folder) {
    std::error_code error;
    const fs::path first = "/sys/fs/cgroup/memory";
    if (fs::exists(first / "cgroup.procs", error))
        return Place{first / nameOf(folder), false};
    std::ifstream kinds("/sys/fs/cgroup/cgroup.subtree_control");
    for (std::string kind; kinds >> kind;)
        if (kind == "memory")
            return Place{fs::path("/sys/fs/cgroup") / nameOf(folder), true};
    return std::nullopt;
}

void removeGroups(const fs::path& group) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(group, error))
        if (entry.is_directory(error))
            ::rmdir(entry.path().c_str());
    ::rmdir(group.c_str());
}

} // namespace

std::optional<fs::path> memoryGroupOf(const fs::path& folder) {
    const auto place = placeFor(folder);
    if (!place || ::access(place->group.c_str(), W_OK) != 0)
        return std::nullopt;
    return place->group;
}

bool makeMemoryGroup(const fs::path& folder, uid_t user, gid_t group) {
    const auto place = placeFor(folder);
    if (!place)
        return false;
    if (::mkdir(place->group.c_str(), 0755) != 0 && errno != EEXIST)
        return false;
    bool made = ::chown(place->group.c_str(), user, group) == 0 &&
                ::chown((place->group / "cgroup.procs").c_str(), user, group) == 0;
    if (place->unified) {
        const auto rest = place->group / restName;
        made = made && (::mkdir(rest.c_str(), 0755) == 0 || errno == EEXIST) &&
               ::chown(rest.c_str(), user, group) == 0 &&
               ::chown((rest / "cgroup.procs").c_str(), user, group) == 0 &&
               write(place->group / "cgroup.subtree_control", "+memory");
    }
    if (!made)
        removeGroups(place->group);
    return made;
}

void enterMemoryGroup(const fs::path& folder) {
    const auto place = placeFor(folder);
    if (place && place->unified)
        write(place->group / restName / "cgroup.procs", std::to_string(::getpid()));
}

void removeMemoryGroup(const fs::path& folder) {
    const auto place = placeFor(folder);
    if (!place)
        return;
    if (place->unified) // the calling process may be in it
        write("/sys/fs/cgroup/cgroup.procs", std::to_string(::getpid()));
    removeGroups(place->group);
}

bool confine(const fs::path& group, const std::string& name, std::int64_t bytes, pid_t process) {
    const auto own = group / name;
    if (::mkdir(own.c_str(), 0755) != 0 && errno != EEXIST)
        return false;
    const auto limit = std::to_string(bytes);
    std::error_code error;
    const bool limited = fs::exists(own / "memory.max", error) ? write(own / "memory.max", limit)
                                                               : write(own / "memory.limit_in_bytes", limit);
    // Swap would let it go on for a while; where it is not accounted there is no such file.
    if (fs::exists(own / "memory.swap.max", error))
        write(own / "memory.swap.max", "0");
    else if (fs::exists(own / "memory.memsw.limit_in_bytes", error))
        write(own / "memory.memsw.limit_in_bytes", limit);
    return limited && write(own / "cgroup.procs", std::to_string(process));
}

} // namespace muster::range
