// A session with a database of the range, for setting it up and for looking at it.
#pragma once

#include "models/base/Error.h"
#include "range/control/Layout.h"

#include <libpq-fe.h>
#include <string>

namespace muster::range {

class Session {
public:
    // On `host`, over TCP, as `role`, whose password stands in the host's passfile. Blocks for 5 s at most.
    Session(const Layout& layout, std::string host, int port, const std::string& role,
            const std::string& database);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { PQfinish(m_connection); }

    // The first cell of the answer; empty where there is none.
    [[nodiscard]] Result<std::string> run(const std::string& sql) const;

private:
    const std::string m_host;
    PGconn* m_connection;
};

} // namespace muster::range
