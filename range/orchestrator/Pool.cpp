#include "range/orchestrator/Pool.h"

namespace muster::range {

Result<Pool::Loan> Pool::borrow(Milliseconds patience) {
    if (!m_breaker.allow())
        return failure({.what = "the database is not asked now",
                        .why = "the circuit is open: the last " + std::to_string(failuresToOpen) +
                               " attempts failed" + newestFailure(),
                        .next = "try again; see whether PostgreSQL runs",
                        .target = "database",
                        .retry = Retry::safe});
    std::unique_ptr<Connection> candidate;
    {
        std::unique_lock lock(m_mutex);
        if (!m_returned.wait_for(lock, patience, [this] { return m_free > 0; })) {
            ++m_exhausted;
            m_breaker.letGo(); // says nothing about the database
            return failure({.what = "no connection to the database is free",
                            .why = "all " + std::to_string(m_size) + " are in use",
                            .next = "try again, or raise --connections",
                            .target = "database",
                            .retry = Retry::safe});
        }
        --m_free;
        if (!m_idle.empty()) {
            candidate = std::move(m_idle.back());
            m_idle.pop_back();
        }
    }
    // Connecting takes time: it is done without the lock. An idle one may have died unseen.
    while (candidate && !candidate->clean()) {
        candidate.reset();
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            candidate = std::move(m_idle.back());
            m_idle.pop_back();
        }
    }
    if (!candidate) {
        auto made = Connection::open(m_conninfo);
        if (!made) {
            m_breaker.failed();
            release(made.error().why);
            return failure(made.error());
        }
        candidate = std::move(*made);
    }
    return Loan(*this, std::move(candidate));
}

void Pool::giveBack(std::unique_ptr<Connection> connection) {
    const bool keep = connection->clean();
    if (connection->alive())
        m_breaker.succeeded();
    else
        m_breaker.failed();
    {
        const std::lock_guard lock(m_mutex);
        if (keep)
            m_idle.push_back(std::move(connection));
        ++m_free;
    }
    m_returned.notify_one();
}

void Pool::release(const std::string& why) {
    {
        const std::lock_guard lock(m_mutex);
        m_newestFailure = why;
        ++m_free;
    }
    m_returned.notify_one();
}

std::string Pool::newestFailure() const {
    const std::lock_guard lock(m_mutex);
    return m_newestFailure.empty() ? "" : ", the newest: " + m_newestFailure;
}

Pool::Numbers Pool::numbers() const {
    const std::lock_guard lock(m_mutex);
    return {m_size, m_size - m_free, static_cast<int>(m_idle.size()), m_exhausted, m_breaker.numbers()};
}

} // namespace muster::range
