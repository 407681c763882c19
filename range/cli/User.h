// As whom the range runs. PostgreSQL and sshd for one user need no root, and PostgreSQL refuses it: as root
// everything runs as the package's user `postgres`, else as the calling user. From here on one code path.
#pragma once

#include "models/base/Error.h"

#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>

namespace muster::range {

struct User {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
};

// The user that the range's processes belong to.
[[nodiscard]] Result<User> rangeUser();
// Name of the calling user, or the number where it has none.
std::string callerName();

// Makes `folder` for that user (mode 0700) unless it exists; its parent must exist.
[[nodiscard]] Result<> makeFolderFor(const User& user, const std::filesystem::path& folder);

// Runs `work` as `user` and returns its exit code: in this process, or, as root, in a child that gave up
// root for good before it does anything. The child ends with this process.
int runAs(const User& user, const std::function<int()>& work);

} // namespace muster::range
