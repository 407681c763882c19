// One writer a journal: a lock on FILE.lock, which also says who has it.
#pragma once

#include "models/base/Error.h"
#include "models/incident/Event.h"

#include <string>

namespace muster::journal {

// Held until it goes, or its process ends, however it ends.
class WriterLock {
public:
    [[nodiscard]] static Result<WriterLock> take(const std::string& journal, const incident::Actor& actor);
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&&) = delete;
    ~WriterLock();

private:
    explicit WriterLock(int handle) : m_handle(handle) {}
    int m_handle = -1;
};

// Refuses file systems on which locks and syncs are another machine's promise.
[[nodiscard]] Result<> refuseNetworkFileSystem(const std::string& file);

} // namespace muster::journal
