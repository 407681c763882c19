// One connection to PostgreSQL on which nothing waits for ever: connecting, every query, a peer that was
// unplugged and a peer that only hangs all have a limit. One thread at a time.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Error.h"

#include <libpq-fe.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace muster::range {

// A cell is nullopt where the database said NULL.
using Row = std::vector<std::optional<std::string>>;
using Rows = std::vector<Row>;

class Connection {
public:
    // `conninfo` as in libpq; the limits are added here: connect_timeout 2 s, tcp_user_timeout 2 s,
    // statement_timeout 2 s, lock_timeout 1 s, keepalives.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& conninfo);

    // Sends one statement and waits at most `patience` for its answer. After a loss or a time-out the
    // connection is broken for good. Retry::safe: it did not take effect; Retry::unknown: it may have.
    [[nodiscard]] Result<Rows> query(const std::string& sql, const std::vector<std::string>& values = {},
                                     Milliseconds patience = Milliseconds(2500));

    // Statements without values, several of them, separated by semicolons.
    [[nodiscard]] Result<> script(const std::string& sql, Milliseconds patience = Milliseconds(10'000));

    // False once the peer has closed it or it broke. Never blocks.
    [[nodiscard]] bool alive();
    // Outside of any transaction and alive: may be handed to somebody else.
    [[nodiscard]] bool clean();

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    explicit Connection(PGconn* connection) : m_connection(connection) {}
    [[nodiscard]] Result<Rows> await(Milliseconds patience);

    std::unique_ptr<PGconn, Finish> m_connection;
    bool m_broken = false;
};

// BEGIN now; COMMIT only when asked, ROLLBACK otherwise.
class Transaction {
public:
    explicit Transaction(Connection& connection) : m_connection(connection) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    [[nodiscard]] Result<> begin();
    // On error with Retry::unknown nobody but the database knows whether it was committed.
    [[nodiscard]] Result<> commit();

private:
    Connection& m_connection;
    bool m_open = false;
};

} // namespace muster::range
