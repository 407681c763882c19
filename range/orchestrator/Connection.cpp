#include "range/orchestrator/Connection.h"

#include <cerrno>
#include <poll.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

std::string firstLine(const char* text) {
    std::string line = text == nullptr ? "" : text;
    while (!line.empty() && (line.back() == '\n' || line.back() == ' '))
        line.pop_back();
    for (char& c : line)
        if (c == '\n')
            c = ' ';
    return line;
}

Error lost(const std::string& why) {
    return {.what = "the connection to the database was lost",
            .why = why,
            .next = "see whether PostgreSQL runs",
            .target = "database",
            .retry = Retry::unknown};
}

Rows rowsOf(const PGresult* result) {
    Rows rows;
    const int columns = PQnfields(result);
    for (int row = 0; row < PQntuples(result); ++row) {
        Row cells;
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result, row, column) != 0)
                cells.emplace_back(std::nullopt);
            else
                cells.emplace_back(std::string(PQgetvalue(result, row, column),
                                               static_cast<std::size_t>(PQgetlength(result, row, column))));
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const std::string& conninfo) {
    const std::string limits =
        conninfo + " connect_timeout=2 tcp_user_timeout=2000 keepalives=1 keepalives_idle=5"
                   " keepalives_interval=1 keepalives_count=3 application_name=orchestrator"
                   " options='-c statement_timeout=2000 -c lock_timeout=1000"
                   " -c idle_in_transaction_session_timeout=10000 -c client_min_messages=warning'";
    std::unique_ptr<Connection> made(new Connection(PQconnectdb(limits.c_str())));
    PGconn* connection = made->m_connection.get();
    if (connection == nullptr || PQstatus(connection) != CONNECTION_OK)
        return failure({.what = "cannot connect to the database",
                        .why = connection == nullptr ? "no memory" : firstLine(PQerrorMessage(connection)),
                        .next = "see whether PostgreSQL runs",
                        .target = "database",
                        .retry = Retry::safe});
    PQsetnonblocking(connection, 1);
    return made;
}

Result<Rows> Connection::query(const std::string& sql, const std::vector<std::string>& values,
                               Milliseconds patience) {
    if (m_broken)
        return failure(lost("it broke before"));
    std::vector<const char*> texts;
    for (const auto& value : values)
        texts.push_back(value.c_str());
    if (PQsendQueryParams(m_connection.get(), sql.c_str(), static_cast<int>(texts.size()), nullptr,
                          texts.data(), nullptr, nullptr, 0) == 0) {
        m_broken = true;
        return failure(lost(firstLine(PQerrorMessage(m_connection.get()))));
    }
    return await(patience);
}

Result<> Connection::script(const std::string& sql, Milliseconds patience) {
    if (m_broken)
        return failure(lost("it broke before"));
    if (PQsendQuery(m_connection.get(), sql.c_str()) == 0) {
        m_broken = true;
        return failure(lost(firstLine(PQerrorMessage(m_connection.get()))));
    }
    const auto answer = await(patience);
    if (!answer)
        return failure(answer.error());
    return {};
}

Result<Rows> Connection::await(Milliseconds patience) {
    PGconn* connection = m_connection.get();
    const auto deadline = Clock::now() + patience;
    Rows rows;
    std::optional<Error> refused;
    for (;;) {
        int unsent = PQflush(connection);
        while (unsent == 1 || PQisBusy(connection) != 0) {
            const auto left = std::chrono::duration_cast<Milliseconds>(deadline - Clock::now()).count();
            if (left <= 0) {
                // statement_timeout did not answer either: the server hangs, and this session with it.
                m_broken = true;
                return failure(lost("no answer within " + formatDuration(patience)));
            }
            pollfd waiting{PQsocket(connection), static_cast<short>(unsent == 1 ? POLLIN | POLLOUT : POLLIN),
                           0};
            if (::poll(&waiting, 1, static_cast<int>(left)) < 0 && errno != EINTR)
                break;
            if (PQconsumeInput(connection) == 0) {
                m_broken = true;
                return failure(lost(firstLine(PQerrorMessage(connection))));
            }
            unsent = PQflush(connection);
        }
        const Answer answer(PQgetResult(connection));
        if (!answer)
            break;
        switch (PQresultStatus(answer.get())) {
        case PGRES_TUPLES_OK:
            rows = rowsOf(answer.get());
            break;
        case PGRES_COMMAND_OK:
        case PGRES_EMPTY_QUERY:
            break;
        default:
            refused = Error{.what = "the database refused a statement",
                            .why = firstLine(PQresultErrorMessage(answer.get())),
                            .next = "read the database's log",
                            .target = "database",
                            .retry = Retry::safe};
        }
    }
    if (PQstatus(connection) != CONNECTION_OK) {
        m_broken = true;
        return failure(lost(refused ? refused->why : firstLine(PQerrorMessage(connection))));
    }
    if (refused)
        return failure(*refused);
    return rows;
}

bool Connection::alive() {
    if (m_broken || PQstatus(m_connection.get()) != CONNECTION_OK)
        return false;
    pollfd waiting{PQsocket(m_connection.get()), POLLIN, 0};
    if (::poll(&waiting, 1, 0) > 0 && PQconsumeInput(m_connection.get()) == 0)
        m_broken = true;
    return !m_broken && PQstatus(m_connection.get()) == CONNECTION_OK;
}

bool Connection::clean() {
    return alive() && PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE;
}

Transaction::~Transaction() {
    if (m_open && m_connection.alive())
        (void)m_connection.query("ROLLBACK");
}

Result<> Transaction::begin() {
    const auto begun = m_connection.query("BEGIN");
    if (!begun)
        return failure(begun.error());
    m_open = true;
    return {};
}

Result<> Transaction::commit() {
    m_open = false;
    const auto committed = m_connection.query("COMMIT");
    if (!committed)
        return failure(committed.error());
    return {};
}

} // namespace muster::range
