// Lets threads that write at the same time share one transaction, and so one sync of the disk.
#pragma once

#include "models/base/Error.h"
#include "models/incident/Event.h"
#include "models/ports/Journal.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace muster::journal {

// What one caller wants appended, and what became of it.
struct Request {
    std::vector<ports::Entry> entries;
    bool opensRun = false;
    Result<std::vector<incident::Event>> result{};
    bool done = false;
};

// Thread-safe. The first that comes commits for all that wait by then; the others sleep.
class GroupCommit {
public:
    // Writes all of `requests` in one transaction, in order, and sets their results; an Error: none of them.
    using Commit = std::function<Result<>(std::span<Request* const> requests)>;

    explicit GroupCommit(Commit commit) : m_commit(std::move(commit)) {}
    Result<std::vector<incident::Event>> submit(Request request);

private:
    void commitTogether(std::span<Request* const> requests);

    Commit m_commit;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Request*> m_waiting;
    bool m_committing = false;
};

} // namespace muster::journal
