#include "engine/journal/sqlite/SqliteJournal.h"

#include "engine/journal/Chain.h"
#include "engine/journal/sqlite/Database.h"
#include "engine/journal/sqlite/Queries.h"
#include "engine/journal/sqlite/WriterLock.h"
#include "models/base/Sha256.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <sodium.h>
#include <sys/stat.h>
#include <zstd.h>

namespace muster::journal {
namespace {

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS journal(writer TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS event(
    seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, type TEXT NOT NULL, hash TEXT NOT NULL, line BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS event_run ON event(run, seq);
CREATE TABLE IF NOT EXISTS blob(sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, kept BLOB NOT NULL) STRICT;
CREATE TRIGGER IF NOT EXISTS event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS event_keeps BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
)";

constexpr int compressionLevel = 3;
constexpr std::size_t keptTail = 16U << 20U;

std::string randomId() {
    std::array<unsigned char, 8> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 17> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return hex.data();
}

std::string compressed(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const auto size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), compressionLevel);
    out.resize(ZSTD_isError(size) != 0U ? 0 : size);
    return out;
}

// Takes back what a failed step of it began.
class Transaction {
public:
    explicit Transaction(Database& database) : m_database(database) {}
    ~Transaction() {
        if (m_open)
            (void)m_database.execute("ROLLBACK");
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    [[nodiscard]] Result<> begin() {
        auto begun = m_database.execute("BEGIN IMMEDIATE");
        m_open = begun.has_value();
        return begun;
    }
    [[nodiscard]] Result<> commit() {
        auto done = m_database.execute("COMMIT");
        m_open = !done.has_value();
        return done;
    }

private:
    Database& m_database;
    bool m_open = false;
};

} // namespace

struct SqliteJournal::Parts {
    Parts(WriterLock held, Database opened, const ports::Clock& time, incident::Actor who)
        : lock(std::move(held)), database(std::move(opened)), clock(time), actor(std::move(who)) {}

    WriterLock lock;
    Database database;
    const ports::Clock& clock;
    incident::Actor actor;
    std::string writer;
    mutable std::mutex mutex;

    Result<> prepare();
    Result<std::int64_t> scalar(const char* sql) const;
    Result<std::vector<incident::Event>> write(const std::vector<ports::Entry>& entries);
};

Result<std::int64_t> SqliteJournal::Parts::scalar(const char* sql) const {
    Statement statement(database.handle(), sql);
    switch (statement.step()) {
    case Statement::Step::row:
        return statement.number(0);
    case Statement::Step::done:
        return 0;
    case Statement::Step::error:
        break;
    }
    return failure(database.error("the journal cannot be read"));
}

Result<> SqliteJournal::Parts::prepare() {
    const auto version = scalar("PRAGMA user_version");
    if (!version)
        return failure(version.error());
    if (*version > schemaVersion)
        return failure({"the journal was written by a newer Muster",
                        "its schema is " + std::to_string(*version) + ", this one knows " +
                            std::to_string(schemaVersion),
                        "use the newer one; this one can still read and verify it", database.path(),
                        Retry::never});
    if (auto made = database.execute(schema); !made)
        return made;
    if (*version == 0)
        if (auto set = database.execute("PRAGMA user_version = 1"); !set)
            return set;
    Statement known(database.handle(), "SELECT writer FROM journal");
    if (known.step() == Statement::Step::row) {
        writer = known.bytes(0);
        return {};
    }
    writer = randomId();
    Statement insert(database.handle(), "INSERT INTO journal(writer) VALUES(?)");
    if (insert.bindText(writer).step() != Statement::Step::done)
        return failure(database.error("the journal cannot be written"));
    return {};
}

Result<std::vector<incident::Event>> SqliteJournal::Parts::write(const std::vector<ports::Entry>& entries) {
    incident::Event head;
    head.hash = chainStart;
    {
        Statement last(database.handle(), "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
        const auto step = last.step();
        if (step == Statement::Step::error)
            return failure(database.error("the journal cannot be read"));
        if (step == Statement::Step::row) {
            head.sequence = last.number(0);
            head.hash = last.bytes(1);
        }
    }
    std::vector<incident::Event> out;
    for (const auto& entry : entries) {
        incident::Event event;
        event.sequence = head.sequence + 1;
        event.writer = writer;
        event.previous = head.hash;
        const auto now = clock.now();
        event.monotonicNs = now.monotonicNs;
        event.utcMs = now.utcMs;
        event.actor = actor;
        event.run = entry.run;
        event.type = entry.type;
        event.body = entry.body;
        const std::string line = lineOf(event);
        event.hash = sha256(line);
        Statement insert(database.handle(),
                         "INSERT INTO event(seq, run, type, hash, line) VALUES(?, ?, ?, ?, ?)");
        insert.bind(event.sequence).bind(event.run).bindText(event.type).bindText(event.hash).bindBlob(line);
        if (insert.step() != Statement::Step::done)
            return failure(database.error("the journal cannot be written"));
        head = event;
        out.push_back(std::move(event));
    }
    return out;
}

SqliteJournal::SqliteJournal(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
SqliteJournal::~SqliteJournal() = default;

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::string& path, const ports::Clock& clock,
                                                           const incident::Actor& actor) {
    if (auto local = refuseNetworkFileSystem(path); !local)
        return failure(std::move(local.error()));
    auto lock = WriterLock::take(path, actor);
    if (!lock)
        return failure(std::move(lock.error()));
    const mode_t before = umask(077); // the file, its WAL and its index are the owner's alone
    auto database = Database::openForWriting(path);
    umask(before);
    if (!database)
        return failure(std::move(database.error()));
    auto parts = std::make_unique<Parts>(std::move(*lock), std::move(*database), clock, actor);
    if (auto prepared = parts->prepare(); !prepared)
        return failure(std::move(prepared.error()));
    return std::unique_ptr<SqliteJournal>(new SqliteJournal(std::move(parts)));
}

Result<std::vector<incident::Event>> SqliteJournal::append(const std::vector<ports::Entry>& entries) {
    const std::lock_guard guard(m_parts->mutex);
    Transaction transaction(m_parts->database);
    if (auto begun = transaction.begin(); !begun)
        return failure(std::move(begun.error()));
    auto written = m_parts->write(entries);
    if (!written)
        return written;
    if (auto committed = transaction.commit(); !committed)
        return failure(std::move(committed.error()));
    return written;
}

Result<incident::Event> SqliteJournal::openRun(std::string_view type, const Json& body) {
    const std::lock_guard guard(m_parts->mutex);
    Transaction transaction(m_parts->database);
    if (auto begun = transaction.begin(); !begun)
        return failure(std::move(begun.error()));
    const auto last = m_parts->scalar("SELECT max(run) FROM event");
    if (!last)
        return failure(last.error());
    auto written = m_parts->write({{*last + 1, std::string(type), body}});
    if (!written)
        return failure(std::move(written.error()));
    if (auto committed = transaction.commit(); !committed)
        return failure(std::move(committed.error()));
    return written->front();
}

Result<ports::Blob> SqliteJournal::keep(std::string_view bytes) {
    std::string shortened;
    ports::Blob out;
    out.truncated = bytes.size() > keptBytesOfBlob;
    if (out.truncated) {
        shortened = std::string(bytes.substr(0, keptBytesOfBlob - keptTail)) +
                    std::string(bytes.substr(bytes.size() - keptTail));
        bytes = shortened;
    }
    out.sha256 = sha256(bytes);
    out.sizeBytes = static_cast<std::int64_t>(bytes.size());
    const std::lock_guard guard(m_parts->mutex);
    Statement insert(m_parts->database.handle(),
                     "INSERT OR IGNORE INTO blob(sha256, bytes, kept) VALUES(?, ?, ?)");
    insert.bindText(out.sha256).bind(out.sizeBytes).bindBlob(compressed(bytes));
    if (insert.step() != Statement::Step::done)
        return failure(m_parts->database.error("the journal cannot be written"));
    return out;
}

Result<std::vector<std::int64_t>> SqliteJournal::runs() const {
    const std::lock_guard guard(m_parts->mutex);
    return readRuns(m_parts->database);
}

Result<std::vector<incident::Event>> SqliteJournal::events(std::int64_t run) const {
    const std::lock_guard guard(m_parts->mutex);
    return readEvents(m_parts->database, run);
}

Result<std::string> SqliteJournal::blob(const std::string& sha256) const {
    const std::lock_guard guard(m_parts->mutex);
    return readBlob(m_parts->database, sha256);
}

const std::string& SqliteJournal::writer() const {
    return m_parts->writer;
}

} // namespace muster::journal
