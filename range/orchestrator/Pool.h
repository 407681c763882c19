// A bounded pool of connections that mends itself: a connection that broke is thrown away, the next one is
// made anew. Behind a circuit breaker, which counts connections that broke or could not be made. Thread-safe.
#pragma once

#include "range/orchestrator/Breaker.h"
#include "range/orchestrator/Connection.h"

#include <condition_variable>
#include <mutex>

namespace muster::range {

class Pool {
public:
    Pool(std::string conninfo, int size) : m_conninfo(std::move(conninfo)), m_free(size), m_size(size) {}

    // So many failures on end open the circuit, for so long.
    static constexpr int failuresToOpen = 5;
    static constexpr Milliseconds openFor{500};

    // A connection on loan; goes back when it ends.
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<Connection> connection)
            : m_pool(&pool), m_connection(std::move(connection)) {}
        Loan(Loan&& other) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        ~Loan() {
            if (m_connection)
                m_pool->giveBack(std::move(m_connection));
        }
        Connection* operator->() const { return m_connection.get(); }
        Connection& operator*() const { return *m_connection; }

    private:
        Pool* m_pool;
        std::unique_ptr<Connection> m_connection;
    };

    // Waits at most `patience` for a free place, then connects if no living connection is idle. Refused at
    // once while the circuit is open.
    // Every error is Retry::safe: nothing was sent.
    [[nodiscard]] Result<Loan> borrow(Milliseconds patience = Milliseconds(500));

    struct Numbers {
        int size = 0;
        int inUse = 0;
        int idle = 0;
        std::int64_t exhausted = 0; // borrowers who waited in vain
        Breaker::Numbers circuit;
    };
    [[nodiscard]] Numbers numbers() const;

private:
    void giveBack(std::unique_ptr<Connection> connection);
    void release(const std::string& why);            // there is no connection: that is why
    [[nodiscard]] std::string newestFailure() const; // for a sentence to end with; empty: none yet

    const std::string m_conninfo;
    mutable std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<Connection>> m_idle;
    Breaker m_breaker{failuresToOpen, openFor};
    std::string m_newestFailure; // to connect
    std::int64_t m_exhausted = 0;
    int m_free;
    const int m_size;
};

} // namespace muster::range
