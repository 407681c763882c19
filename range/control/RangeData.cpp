// What the databases hold beside the service's own tables, and where it is kept twice: the data set of a
// chosen size, and the repository.
#include "range/control/Range.h"
#include "range/control/Session.h"

namespace muster::range {
namespace {

// Documents of 1 kB that compress as badly as real ones do, and of which each can be told from its number.
constexpr const char* makeDocuments = R"sql(
SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS documents (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body text NOT NULL,
    at   timestamptz NOT NULL DEFAULT now()
)
)sql";
constexpr const char* addDocuments = R"sql(
WITH last AS (SELECT coalesce(max(id), 0) AS id FROM documents)
INSERT INTO documents (body)
SELECT (SELECT string_agg(encode(sha512(convert_to((last.id + n) || '/' || part, 'UTF8')), 'hex'), '')
        FROM generate_series(1, 8) AS part WHERE n > 0)
FROM last, generate_series(1, 8000) AS n
)sql";

} // namespace

Result<> Range::fillData(std::int64_t bytes, const Say& say) const {
    const auto* first = primary();
    if (bytes <= 0 || first == nullptr)
        return {};
    const Session session(m_layout, first->host(), first->port(), "orchestrator", "workflows");
    bool begun = false;
    for (;;) {
        const auto size = first->size();
        if (!size)
            return failure(size.error());
        if (*size >= bytes)
            return {};
        if (!begun) {
            say(first->host() + ": a data set of " + std::to_string((bytes + 500'000) / 1'000'000) + " MB");
            if (auto made = session.run(makeDocuments); !made)
                return failure(made.error());
        }
        begun = true;
        if (auto added = session.run(addDocuments); !added)
            return failure(added.error());
    }
}

PartStatus Range::lookAtRepository() const {
    PartStatus status;
    status.name = "repository";
    const Repository repository(m_layout, m_settings);
    const auto* first = primary();
    status.log = m_layout.databaseLog(first == nullptr ? databaseHosts.front() : first->host());
    const auto backup = repository.newestBackup();
    const std::string backups = backup ? "newest backup " + *backup : "no backup yet";
    Result<std::string> failed = std::string();
    const bool archives = first != nullptr && first->acceptsConnections();
    if (archives) {
        const Session session(m_layout, first->host(), first->port(), "postgres", "postgres");
        failed = session.run("SELECT last_failed_wal FROM pg_stat_archiver WHERE last_failed_time > "
                             "coalesce(last_archived_time, '-infinity')");
    }
    status.up = repository.exists() && failed && failed->empty();
    if (!failed)
        status.detail = "its archiver cannot be asked: " + failed.error().why;
    else if (!failed->empty())
        status.detail = first->host() + " cannot archive " + *failed + "; " + backups;
    else if (!status.up)
        status.detail = "there is no stanza, or its folder cannot be read";
    else
        status.detail =
            (archives ? "archives the log of " + first->host() : std::string("nobody archives now")) + "; " +
            backups;
    return status;
}

} // namespace muster::range
