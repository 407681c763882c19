// A memory cgroup for the programs of a range: where it could be made, the kernel kills what takes more
// memory than it may. Only root can make one; it is handed over to the range's user, whose supervisors make a
// group of their own in it for each program. Where none can be made the range does without.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace muster::range {

// The group of the range in `folder` if there is one that the calling user may use.
std::optional<std::filesystem::path> memoryGroupOf(const std::filesystem::path& folder);

// As root: makes it and hands it over. False: this machine does not let us; nothing is left of the attempt.
bool makeMemoryGroup(const std::filesystem::path& folder, uid_t user, gid_t group);
// As root: moves the calling process into it, which cgroups v2 ask for before its children may be moved about
// by the range's user. Does nothing where it is not needed.
void enterMemoryGroup(const std::filesystem::path& folder);
// As root, once no process of the range is left.
void removeMemoryGroup(const std::filesystem::path& folder);

// Makes the group `name` in `group`, with a limit, and puts the process in. False: it was not put in.
bool confine(const std::filesystem::path& group, const std::string& name, std::int64_t bytes, pid_t process);

} // namespace muster::range
