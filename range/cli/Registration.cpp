#include "range/cli/Registration.h"

#include <cstdlib>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::range {
namespace {

namespace fs = std::filesystem;

// The XDG base directory specification: a relative value is to be ignored.
fs::path environments() {
    const char* configuration = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    fs::path base;
    if (configuration != nullptr && *configuration == '/') {
        base = configuration;
    } else if (home != nullptr && *home == '/') {
        base = fs::path(home) / ".config";
    } else if (const passwd* user = ::getpwuid(::geteuid())) {
        base = fs::path(user->pw_dir) / ".config";
    }
    return base / "muster" / "environments";
}

bool leadsTo(const fs::path& link, const fs::path& file) {
    std::error_code error;
    return fs::is_symlink(link, error) && fs::read_symlink(link, error) == file;
}

} // namespace

std::string registerEnvironment(const std::string& name, const fs::path& file) {
    const fs::path link = environments() / (name + ".yaml");
    if (leadsTo(link, file))
        return "Known to muster as: " + name;
    std::error_code error;
    if (fs::is_symlink(link, error) && !fs::exists(link, error))
        fs::remove(link, error); // of a range that is gone
    const mode_t before = ::umask(077);
    fs::create_directories(link.parent_path(), error);
    fs::create_symlink(file, link, error);
    ::umask(before);
    if (error)
        return "Not known to muster by name (" + link.string() + ": " + error.message() +
               "): say --environment " + file.string();
    return "Known to muster as: " + name;
}

void unregisterEnvironment(const std::string& name, const fs::path& file) {
    const fs::path link = environments() / (name + ".yaml");
    std::error_code error;
    if (leadsTo(link, file))
        fs::remove(link, error);
}

} // namespace muster::range
