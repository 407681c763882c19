#include "engine/journal/sqlite/Database.h"
#include "engine/journal/sqlite/Queries.h"
#include "engine/journal/sqlite/Schema.h"
#include "engine/journal/sqlite/SqliteJournal.h"

#include <mutex>
#include <sys/stat.h>

namespace muster::journal {

struct SqliteJournalReader::Parts {
    explicit Parts(Database opened) : database(std::move(opened)) {}
    Database database;
    std::mutex mutex;
};

SqliteJournalReader::SqliteJournalReader(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
SqliteJournalReader::~SqliteJournalReader() = default;

Result<std::unique_ptr<SqliteJournalReader>> SqliteJournalReader::open(const std::string& path) {
    struct stat file {};
    if (stat(path.c_str(), &file) != 0)
        return failure({"there is no journal yet", path,
                        "run something first, or name another one with --journal", path, Retry::never});
    auto database = openJournalForReading(path);
    if (!database)
        return failure(std::move(database.error()));
    return std::unique_ptr<SqliteJournalReader>(
        new SqliteJournalReader(std::make_unique<Parts>(std::move(*database))));
}

Result<std::vector<std::int64_t>> SqliteJournalReader::runs() const {
    const std::lock_guard guard(m_parts->mutex);
    return readRuns(m_parts->database);
}

Result<std::vector<incident::Event>> SqliteJournalReader::events(std::int64_t run) const {
    const std::lock_guard guard(m_parts->mutex);
    return readEvents(m_parts->database, run);
}

Result<std::string> SqliteJournalReader::blob(const std::string& sha256) const {
    const std::lock_guard guard(m_parts->mutex);
    return readBlob(m_parts->database, sha256);
}

} // namespace muster::journal
