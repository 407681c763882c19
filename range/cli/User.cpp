#include "range/cli/User.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace muster::range {

Result<User> rangeUser() {
    const bool root = ::geteuid() == 0;
    const passwd* entry = root ? ::getpwnam("postgres") : ::getpwuid(::geteuid());
    if (entry == nullptr && root)
        return failure({.what = "there is no user postgres",
                        .why = "as root the range runs as that user of the PostgreSQL package",
                        .next = "apt-get install postgresql-15"});
    if (entry == nullptr)
        return failure({.what = "the calling user has no entry in the user database",
                        .why = "sshd logs nobody in whom it cannot look up",
                        .next = "run the range as a user that has one"});
    return User{entry->pw_name, entry->pw_uid, entry->pw_gid};
}

std::string callerName() {
    const passwd* entry = ::getpwuid(::geteuid());
    return entry == nullptr ? std::to_string(::geteuid()) : entry->pw_name;
}

Result<> makeFolderFor(const User& user, const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0) {
        if (::geteuid() == user.uid || ::lchown(folder.c_str(), user.uid, user.gid) == 0)
            return {};
    } else if (errno == EEXIST) {
        // Made by one who was killed before it was handed over: nothing else makes an empty folder of root's
        // here.
        struct stat status {};
        std::error_code error;
        if (::geteuid() == 0 && ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
            status.st_uid == 0 && (status.st_mode & 07777) == 0700 &&
            std::filesystem::is_empty(folder, error))
            (void)::lchown(folder.c_str(), user.uid, user.gid);
        return {};
    }
    return failure({.what = "cannot make " + folder.string(),
                    .why = std::strerror(errno),
                    .next = "make its parent folder first, or name another with --folder"});
}

int runAs(const User& user, const std::function<int()>& work) {
    if (::geteuid() != 0)
        return work();
    std::fflush(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) {
        std::fprintf(stderr, "muster-range: cannot fork: %s\n", std::strerror(errno));
        return 1;
    }
    if (child == 0) {
        if (::initgroups(user.name.c_str(), user.gid) != 0 || ::setgid(user.gid) != 0 ||
            ::setuid(user.uid) != 0 || ::setuid(0) == 0) {
            std::fprintf(stderr, "muster-range: cannot become user %s: %s\n", user.name.c_str(),
                         std::strerror(errno));
            ::_exit(1);
        }
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // set now: changing the user clears it
        if (::getppid() != parent || ::chdir("/") != 0)
            ::_exit(1);
        const int code = work();
        std::fflush(nullptr);
        ::_exit(code);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace muster::range
