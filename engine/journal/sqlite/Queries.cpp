#include "engine/journal/sqlite/Queries.h"

#include "engine/journal/Kept.h"

#include <zstd.h>

namespace muster::journal {
namespace {

constexpr int compressionLevel = 3;
constexpr const char* unreadable = "the journal cannot be read";
constexpr const char* unwritable = "the journal cannot be written";

} // namespace

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
            return failure(database.error(unreadable));
        }
    }
}

Result<std::vector<incident::Event>> readEvents(const Database& database, std::int64_t run) {
    std::vector<incident::Event> out;
    Statement statement(database.handle(), "SELECT seq, line FROM event WHERE run = ? ORDER BY seq");
    statement.bind(run);
    for (;;) {
        switch (statement.step()) {
        case Statement::Step::row: {
            auto event = eventOf(statement.bytes(1));
            if (!event)
                return failure({"event " + std::to_string(statement.number(0)) + " cannot be read",
                                event.error().why, "run `muster journal verify`", database.path(),
                                Retry::never});
            out.push_back(std::move(*event));
            continue;
        }
        case Statement::Step::done:
            return out;
        case Statement::Step::error:
            return failure(database.error(unreadable));
        }
    }
}

Result<std::string> readBlob(const Database& database, const std::string& sha256) {
    Statement statement(database.handle(), "SELECT bytes, kept FROM blob WHERE sha256 = ?");
    switch (statement.bindText(sha256).step()) {
    case Statement::Step::row:
        break;
    case Statement::Step::done:
        return failure({"the journal does not hold this output", sha256, "run `muster journal verify`",
                        database.path(), Retry::never});
    case Statement::Step::error:
        return failure(database.error(unreadable));
    }
    auto bytes = unpacked(statement.bytes(1), statement.number(0));
    if (!bytes)
        bytes.error().target = database.path();
    return bytes;
}

Result<Head> readHead(const Database& database) {
    Head head;
    Statement last(database.handle(), "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
    switch (last.step()) {
    case Statement::Step::row:
        head.events = last.number(0);
        head.hash = last.bytes(1);
        break;
    case Statement::Step::done:
        return head;
    case Statement::Step::error:
        return failure(database.error(unreadable));
    }
    const auto runs = database.scalar("SELECT max(run) FROM event");
    if (!runs)
        return failure(runs.error());
    head.runs = *runs;
    return head;
}

Result<> writeLink(Database& database, const Link& link) {
    Statement insert(database.handle(),
                     "INSERT INTO event(seq, run, type, hash, line) VALUES(?, ?, ?, ?, ?)");
    const auto& event = link.event;
    insert.bind(event.sequence).bind(event.run).bindText(event.type).bindText(event.hash).bindBlob(link.line);
    if (insert.step() == Statement::Step::done)
        return {};
    return failure(database.error(unwritable));
}

Result<> writeBlob(Database& database, const std::string& sha256, std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const auto size =
        ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), compressionLevel);
    if (ZSTD_isError(size) != 0U)
        return failure({unwritable, ZSTD_getErrorName(size), "", database.path(), Retry::safe});
    packed.resize(size);
    Statement insert(database.handle(), "INSERT OR IGNORE INTO blob(sha256, bytes, kept) VALUES(?, ?, ?)");
    insert.bindText(sha256).bind(static_cast<std::int64_t>(bytes.size())).bindBlob(packed);
    if (insert.step() == Statement::Step::done)
        return {};
    return failure(database.error(unwritable));
}

Result<std::string> unpacked(std::string_view packed, std::int64_t size) {
    const auto broken = [](const std::string& why) {
        return failure(
            {"output in the journal cannot be read", why, "run `muster journal verify`", "", Retry::never});
    };
    if (size < 0 || static_cast<std::uint64_t>(size) > keptBytesOfBlob)
        return broken("it claims a size that no output in a journal has");
    std::string out(static_cast<std::size_t>(size), '\0');
    const auto got = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) != 0U || got != out.size())
        return broken("it does not decompress to its size");
    return out;
}

} // namespace muster::journal
