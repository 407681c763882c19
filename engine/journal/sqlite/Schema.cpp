#include "engine/journal/sqlite/Schema.h"

#include <array>
#include <sodium.h>

namespace muster::journal {
namespace {

struct Object {
    const char* name;
    const char* sql; // exactly as it stands in the file
};

constexpr std::array<Object, 6> objects{{
    {"journal", "CREATE TABLE journal(writer TEXT NOT NULL) STRICT"},
    {"event", "CREATE TABLE event(seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, type TEXT NOT NULL, hash "
              "TEXT NOT NULL, line BLOB NOT NULL) STRICT"},
    {"event_run", "CREATE INDEX event_run ON event(run, seq)"},
    {"blob", "CREATE TABLE blob(sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, kept BLOB NOT NULL) STRICT"},
    {"event_stays", "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are "
                    "never changed'); END"},
    {"event_keeps", "CREATE TRIGGER event_keeps BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are "
                    "never removed'); END"},
}};

constexpr std::int64_t applicationId = 0x4d757374; // "Must"

std::string randomId() {
    std::array<unsigned char, 8> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 17> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return hex.data();
}

// SQLite answers with the mode it could have, not with an error.
Result<> keepLog(Database& database) {
    for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"})
        if (auto done = database.execute(sql); !done)
            return done;
    Statement mode(database.handle(), "PRAGMA journal_mode");
    if (mode.step() == Statement::Step::row && mode.bytes(0) == "wal")
        return {};
    return failure(
        {"the journal cannot be used here", "SQLite cannot keep a write-ahead log on this file system",
         "name a journal on a disk of this machine with --journal", database.path(), Retry::never});
}

Result<> create(Database& database) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const auto& object : objects)
        if (auto made = database.execute(object.sql); !made)
            return made;
    const std::string marks = "PRAGMA application_id = " + std::to_string(applicationId) +
                              "; PRAGMA user_version = " + std::to_string(schemaVersion);
    if (auto marked = database.execute(marks.c_str()); !marked)
        return marked;
    Statement insert(database.handle(), "INSERT INTO journal(writer) VALUES(?)");
    if (insert.bindText(randomId()).step() != Statement::Step::done)
        return failure(database.error("the journal cannot be written"));
    return transaction.commit();
}

} // namespace

Result<> prepareSchema(Database& database) {
    const auto version = database.scalar("PRAGMA user_version");
    const auto mark = database.scalar("PRAGMA application_id");
    const auto contents = database.scalar("SELECT count(*) FROM sqlite_schema");
    for (const auto& read : {version, mark, contents})
        if (!read)
            return failure(read.error());
    const bool empty = *contents == 0 && *version == 0 && *mark == 0;
    if (!empty && *mark != applicationId)
        return failure({"this file is not a journal", "it is the database of another program",
                        "name another file with --journal", database.path(), Retry::never});
    if (*version > schemaVersion)
        return failure({"the journal was written by a newer Muster",
                        "its schema is " + std::to_string(*version) + ", this one knows " +
                            std::to_string(schemaVersion),
                        "use the newer one; this one can still read and verify it", database.path(),
                        Retry::never});
    if (auto kept = keepLog(database); !kept)
        return kept;
    if (empty)
        return create(database);
    if (const auto problem = schemaProblem(database); !problem.empty())
        return failure({"the journal is damaged", problem,
                        "keep the file as it is, and run `muster journal verify`", database.path(),
                        Retry::never});
    return {};
}

Result<std::string> readWriter(const Database& database) {
    Statement known(database.handle(), "SELECT writer FROM journal");
    if (known.step() == Statement::Step::row)
        return known.bytes(0);
    return failure(database.error("the journal cannot be read"));
}

std::string readingProblem(const Database& database) {
    for (const char* table : {"journal", "event", "blob"}) {
        Statement statement(database.handle(),
                            "SELECT type, sql FROM sqlite_schema WHERE name = ? AND type <> 'index'");
        switch (statement.bindText(table).step()) {
        case Statement::Step::error:
            return database.error("").why;
        case Statement::Step::done:
            return std::string("the file has no table `") + table + "`";
        case Statement::Step::row:
            break;
        }
        if (statement.bytes(0) != "table" || !statement.bytes(1).starts_with("CREATE TABLE "))
            return std::string("the file has something else in the place of its table `") + table + "`";
    }
    return {};
}

std::string schemaProblem(const Database& database) {
    if (auto problem = readingProblem(database); !problem.empty())
        return problem;
    const auto version = database.scalar("PRAGMA user_version");
    if (!version)
        return version.error().why;
    if (*version > schemaVersion)
        return {};
    for (const auto& object : objects) {
        Statement statement(database.handle(), "SELECT sql FROM sqlite_schema WHERE name = ?");
        if (statement.bindText(object.name).step() == Statement::Step::error)
            return database.error("").why;
        if (statement.bytes(0) != object.sql)
            return std::string("`") + object.name + "` of the file was changed or is missing";
    }
    const auto count = database.scalar("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'");
    if (!count)
        return count.error().why;
    if (*count != static_cast<std::int64_t>(objects.size()))
        return "the file holds tables or triggers that are not Muster's";
    return {};
}

Result<Database> openJournalForReading(const std::string& path) {
    auto database = Database::openForReading(path);
    if (!database)
        return database;
    if (const auto problem = readingProblem(*database); !problem.empty())
        return failure({"this file cannot be read as a journal", problem,
                        "name another one with --journal, or run `muster journal verify` on it", path,
                        Retry::never});
    return database;
}

} // namespace muster::journal
