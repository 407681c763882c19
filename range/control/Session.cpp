#include "range/control/Session.h"

namespace muster::range {

Session::Session(const Layout& layout, std::string host, int port, const std::string& role,
                 const std::string& database)
    : m_host(std::move(host)) {
    const auto words = "host=127.0.0.1 port=" + std::to_string(port) + " user=" + role +
                       " dbname=" + database + " connect_timeout=5 tcp_user_timeout=5000" +
                       " options='-c statement_timeout=30000' passfile='" +
                       layout.passwords(m_host).string() + "'";
    m_connection = PQconnectdb(words.c_str());
}

Result<std::string> Session::run(const std::string& sql) const {
    PGresult* result = PQexec(m_connection, sql.c_str());
    const auto status = PQresultStatus(result);
    const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    const std::string cell =
        status == PGRES_TUPLES_OK && PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
    PQclear(result);
    if (done)
        return cell;
    return failure({.what = "PostgreSQL on " + m_host + " refused a statement of the range",
                    .why = PQerrorMessage(m_connection),
                    .next = "read its log",
                    .target = m_host + ".postgresql"});
}

} // namespace muster::range
