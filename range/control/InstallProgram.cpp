#include "range/control/InstallProgram.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::range {

Result<> installProgram(int from, const std::filesystem::path& to) {
    const auto problem = [&](const char* what) {
        return failure(
            {.what = std::string(what) + " " + to.filename().string(),
             .why = std::strerror(errno),
             .next = "build or install the whole of Muster: the program stands beside muster-range"});
    };
    struct stat status {};
    if (from < 0 || ::fstat(from, &status) != 0)
        return problem("cannot find the range's program");
    // Beside and renamed: a copy that is running cannot be written over.
    const std::string beside = to.string() + ".new";
    const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0700);
    off_t offset = 0;
    while (out >= 0 && offset < status.st_size) {
        const auto left = static_cast<std::size_t>(status.st_size - offset);
        if (::sendfile(out, from, &offset, left) <= 0)
            break;
    }
    const bool whole = out >= 0 && offset == status.st_size;
    if (out >= 0)
        ::close(out);
    if (!whole || ::rename(beside.c_str(), to.c_str()) != 0)
        return problem("cannot copy the range's program");
    return {};
}

} // namespace muster::range
