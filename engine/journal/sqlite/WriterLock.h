// One writer a journal: a lock on FILE.lock, which also says who has it.
#pragma once

#include "models/base/Error.h"
#include "models/incident/Event.h"

#include <cstdint>
#include <string>

namespace muster::journal {

// Held until it goes, or its process ends, however it ends.
class WriterLock {
public:
    // `journal` by its true name; the times of day are the caller's, since a library has no clock.
    [[nodiscard]] static Result<WriterLock> take(const std::string& journal, const incident::Actor& actor,
                                                 std::int64_t utcMs);
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&&) = delete;
    ~WriterLock();

private:
    explicit WriterLock(int handle) : m_handle(handle) {}
    int m_handle = -1;
};

// Absolute, without links: the one name under which a file is locked. Its folder must exist.
[[nodiscard]] Result<std::string> trueName(const std::string& file);

// By the mark of statfs(2): NFS, SMB, CIFS, FUSE, AFS, Coda, Ceph, 9P.
bool isNetworkFileSystem(unsigned long mark);

// Refuses file systems on which locks and syncs are another machine's promise.
[[nodiscard]] Result<> refuseNetworkFileSystem(const std::string& file);

} // namespace muster::journal
