#include "engine/journal/sqlite/Queries.h"

#include "engine/journal/Chain.h"

#include <algorithm>
#include <zstd.h>

namespace muster::journal {

Result<std::vector<std::int64_t>> readRuns(const Database& database) {
    std::vector<std::int64_t> out;
    Statement statement(database.handle(), "SELECT DISTINCT run FROM event WHERE run > 0 ORDER BY run");
    for (;;) {
        switch (statement.step()) {
        case Statement::Step::row:
            out.push_back(statement.number(0));
            continue;
        case Statement::Step::done:
            return out;
        case Statement::Step::error:
            return failure(database.error("the journal cannot be read"));
        }
    }
}

Result<std::vector<incident::Event>> readEvents(const Database& database, std::int64_t run) {
    std::vector<incident::Event> out;
    Statement statement(database.handle(), "SELECT line FROM event WHERE run = ? ORDER BY seq");
    statement.bind(run);
    for (;;) {
        switch (statement.step()) {
        case Statement::Step::row: {
            auto event = eventOf(statement.bytes(0));
            if (!event)
                return failure(std::move(event.error()));
            out.push_back(std::move(*event));
            continue;
        }
        case Statement::Step::done:
            return out;
        case Statement::Step::error:
            return failure(database.error("the journal cannot be read"));
        }
    }
}

Result<std::string> readBlob(const Database& database, const std::string& sha256) {
    Statement statement(database.handle(), "SELECT bytes, kept FROM blob WHERE sha256 = ?");
    statement.bindText(sha256);
    if (statement.step() != Statement::Step::row)
        return failure({"the journal does not hold this output", sha256, "run `muster journal verify`",
                        database.path(), Retry::never});
    const std::string kept = statement.bytes(1);
    std::string out(static_cast<std::size_t>(std::max<std::int64_t>(statement.number(0), 0)), '\0');
    const auto size = ZSTD_decompress(out.data(), out.size(), kept.data(), kept.size());
    if (ZSTD_isError(size) != 0U || size != out.size())
        return failure({"output in the journal cannot be read", "it does not decompress to its size",
                        "run `muster journal verify`", database.path(), Retry::never});
    return out;
}

} // namespace muster::journal
