#include "app/workshop/WriteFile.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::app {

Result<> writeFile(const std::string& file, const std::string& text) {
    const auto fail = [&](const std::string& temporary) {
        const std::string why = std::strerror(errno);
        unlink(temporary.c_str());
        return failure({"cannot write " + file, why, "choose another place", file, Retry::safe});
    };
    // Beside it and renamed into place: a reader sees the old file or the new one, never half of it.
    std::string temporary = file + ".XXXXXX";
    const int handle = mkstemp(temporary.data());
    if (handle < 0)
        return fail(temporary);
    fchmod(handle, 0644);
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t wrote = write(handle, text.data() + done, text.size() - done);
        if (wrote < 0) {
            close(handle);
            return fail(temporary);
        }
        done += static_cast<std::size_t>(wrote);
    }
    const bool synced = fsync(handle) == 0;
    if (close(handle) != 0 || !synced || rename(temporary.c_str(), file.c_str()) != 0)
        return fail(temporary);
    return {};
}

} // namespace muster::app
