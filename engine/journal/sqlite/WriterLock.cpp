#include "engine/journal/sqlite/WriterLock.h"

#include "models/base/Printable.h"
#include "models/base/Utc.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace muster::journal {
namespace {

// Linux keeps them in its headers only in part.
constexpr std::array<unsigned long, 10> networkMarks{
    NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 */, 0x65735546 /* FUSE */,
    AFS_SUPER_MAGIC, AFS_FS_MAGIC,    CODA_SUPER_MAGIC,      0x00c36400 /* Ceph */,  V9FS_MAGIC};

} // namespace

Result<WriterLock> WriterLock::take(const std::string& journal, const incident::Actor& actor,
                                    std::int64_t utcMs) {
    const std::string file = journal + ".lock";
    const int handle = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (handle < 0)
        return failure({"the journal cannot be opened for writing", std::strerror(errno),
                        "look at the permissions of its folder", journal, Retry::safe});
    if (flock(handle, LOCK_EX | LOCK_NB) != 0) {
        std::array<char, 300> who{};
        const auto length = pread(handle, who.data(), who.size() - 1, 0);
        close(handle);
        return failure(
            {"the journal is being written by somebody else",
             length > 0 ? printableLine({who.data(), static_cast<std::size_t>(length)}) : "unknown",
             "wait until that run has ended, or name another journal with --journal", journal, Retry::safe});
    }
    const std::string who = actor.login + " on " + actor.machine + ", process " + std::to_string(getpid()) +
                            ", since " + formatUtc(utcMs);
    if (ftruncate(handle, 0) != 0 || pwrite(handle, who.data(), who.size(), 0) < 0) {
        // Only the name is missing; the lock itself holds.
    }
    return WriterLock(handle);
}

WriterLock::WriterLock(WriterLock&& other) noexcept : m_handle(other.m_handle) {
    other.m_handle = -1;
}

WriterLock::~WriterLock() {
    if (m_handle < 0)
        return;
    // Whoever looks into the file must not read of a writer that is gone; who was killed leaves its name.
    if (ftruncate(m_handle, 0) != 0) {
        // The lock is what counts.
    }
    close(m_handle);
}

Result<std::string> trueName(const std::string& file) {
    std::error_code error;
    const auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(file, error), error);
    if (error || !std::filesystem::is_directory(whole.parent_path(), error))
        return failure({"the journal cannot be opened",
                        "there is no folder " + std::filesystem::path(file).parent_path().string(),
                        "create it, or name another journal with --journal", file, Retry::safe});
    return whole.string();
}

bool isNetworkFileSystem(unsigned long mark) {
    return std::ranges::find(networkMarks, mark) != networkMarks.end();
}

Result<> refuseNetworkFileSystem(const std::string& file) {
    struct statfs system {};
    const std::string folder = std::filesystem::path(file).parent_path().string();
    if (statfs(folder.empty() ? "." : folder.c_str(), &system) != 0)
        return failure(
            {"the journal cannot be opened", std::strerror(errno), "look at its folder", file, Retry::safe});
    // The type is signed on some machines, and the marks are 32 bits wide.
    if (isNetworkFileSystem(static_cast<std::uint32_t>(system.f_type)))
        return failure({"the journal stands on a network file system",
                        "its locks and syncs cannot be relied on there",
                        "name a journal on a disk of this machine with --journal", file, Retry::never});
    return {};
}

} // namespace muster::journal
