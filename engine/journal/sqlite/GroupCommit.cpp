#include "engine/journal/sqlite/GroupCommit.h"

namespace muster::journal {

Result<std::vector<incident::Event>> GroupCommit::submit(Request request) {
    std::unique_lock lock(m_mutex);
    m_waiting.push_back(&request);
    m_changed.wait(lock, [&] { return request.done || !m_committing; });
    if (request.done)
        return std::move(request.result);
    m_committing = true;
    const std::vector<Request*> group = std::exchange(m_waiting, {});
    lock.unlock();
    commitTogether(group);
    lock.lock();
    for (Request* each : group)
        each->done = true;
    m_committing = false;
    lock.unlock();
    m_changed.notify_all();
    return std::move(request.result);
}

void GroupCommit::commitTogether(std::span<Request* const> requests) {
    auto committed = m_commit(requests);
    if (committed)
        return;
    if (requests.size() == 1) {
        requests.front()->result = failure(std::move(committed.error()));
        return;
    }
    // One that is refused must not take the others with it.
    for (std::size_t each = 0; each < requests.size(); ++each)
        commitTogether(requests.subspan(each, 1));
}

} // namespace muster::journal
