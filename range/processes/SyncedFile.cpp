#include "range/processes/SyncedFile.h"

#include "models/base/Printable.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::range {
namespace {

tl::unexpected<Error> cannotWrite(const std::filesystem::path& path) {
    return failure({.what = "cannot write " + path.string(),
                    .why = std::strerror(errno),
                    .next = "look at the space left and at who owns the folder"});
}

bool writeAll(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Result<> writeSynced(const std::filesystem::path& path, std::string_view text, int mode) {
    const std::string beside = path.string() + ".new";
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        return cannotWrite(path);
    const bool written =
        ::fchmod(fd, static_cast<mode_t>(mode)) == 0 && writeAll(fd, text) && ::fsync(fd) == 0;
    if (::close(fd) != 0 || !written || ::rename(beside.c_str(), path.c_str()) != 0)
        return cannotWrite(path);
    const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    if (!synced)
        return cannotWrite(path);
    return {};
}

std::optional<std::string> readWhole(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    // Not by iterators of the stream's buffer: these throw when a read fails, as of a process that has just
    // ended.
    for (std::array<char, 65536> part; file.read(part.data(), part.size()), file.gcount() > 0;)
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
    if (!file.eof() || file.bad())
        return std::nullopt;
    return text;
}

std::string tailOf(const std::filesystem::path& path, int lines) {
    auto text = readWhole(path).value_or("");
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    std::size_t from = text.size();
    while (lines-- > 0 && from != std::string::npos && from > 0)
        from = text.rfind('\n', from - 1);
    if (from != std::string::npos && from > 0)
        text.erase(0, from + 1);
    return printable(text);
}

} // namespace muster::range
