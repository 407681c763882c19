#include "engine/transport/ssh/UserFiles.h"

#include <array>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace muster::transport {
namespace {

struct User {
    std::string name;
    std::string home;
};

User user() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 16384> buffer{};
    User out;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
        out.name = found->pw_name;
        out.home = found->pw_dir;
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
        out.home = home;
    return out;
}

} // namespace

std::string userName() {
    return user().name;
}

std::string userFile(const std::string& name) {
    return user().home + "/.ssh/" + name;
}

} // namespace muster::transport
