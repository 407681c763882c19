#include "engine/journal/sqlite/Database.h"

#include <cctype>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sqlite3.h>
#include <unistd.h>

namespace muster::journal {
namespace {

constexpr int patienceMs = 5000;

// Its owner's from the first moment; SQLite gives the files beside it the same mode. The name is synced into
// the folder, or a power cut could take the file with all its synced pages.
Result<> createPrivately(const std::string& path) {
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 && errno == EEXIST)
        return {};
    const auto failed = [&] {
        return failure({"the journal cannot be created", std::strerror(errno),
                        "look at the permissions of its folder", path, Retry::safe});
    };
    if (file < 0)
        return failed();
    close(file);
    const auto folder = std::filesystem::path(path).parent_path().string();
    const int handle = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return failed();
    const bool synced = fsync(handle) == 0;
    if (!synced) {
        const auto error = failed();
        close(handle);
        return error;
    }
    close(handle);
    return {};
}

bool holdsSomething(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return !error && size > 0;
}

// A path as the URI that SQLite reads: RFC 3986, with every byte that means something there as %XX.
std::string uriOf(const std::string& path) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '/' || c == '.' || c == '-' || c == '_') {
            uri += c;
        } else {
            uri += '%';
            uri += hex[byte >> 4U];
            uri += hex[byte & 0xfU];
        }
    }
    return uri;
}

} // namespace

Statement::Statement(sqlite3* database, const char* sql) {
    m_bound = sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr) == SQLITE_OK;
}

Statement::~Statement() {
    sqlite3_finalize(m_statement);
}

Statement& Statement::bind(std::int64_t value) {
    m_bound = m_bound && sqlite3_bind_int64(m_statement, m_next++, value) == SQLITE_OK;
    return *this;
}

Statement& Statement::bindText(std::string_view value) {
    m_bound = m_bound && sqlite3_bind_text64(m_statement, m_next++, value.data(), value.size(),
                                             SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
    return *this;
}

Statement& Statement::bindBlob(std::string_view value) {
    // A null pointer would be NULL and not an empty blob.
    m_bound = m_bound && sqlite3_bind_blob64(m_statement, m_next++, value.empty() ? "" : value.data(),
                                             value.size(), SQLITE_TRANSIENT) == SQLITE_OK;
    return *this;
}

Statement::Step Statement::step() {
    if (!m_bound)
        return Step::error;
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return Step::row;
    case SQLITE_DONE:
        return Step::done;
    default:
        return Step::error;
    }
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

std::string Statement::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return data == nullptr ? std::string() : std::string(data, size);
}

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

Result<> Database::connect(const std::string& name, int flags) {
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    m_handle.reset(handle);
    if (opened != SQLITE_OK)
        return failure(error("the journal cannot be opened"));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, patienceMs);
    return {};
}

bool Database::cannotShare() const {
    const int code = sqlite3_errcode(m_handle.get()) & 0xff;
    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

// A file from elsewhere may have been made to mislead whoever reads it.
Result<> Database::harden() {
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    for (const char* sql : {"PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0"})
        if (auto done = execute(sql); !done)
            return done;
    return {};
}

Result<Database> Database::openForWriting(const std::string& path) {
    Database out;
    out.m_path = path;
    if (auto created = createPrivately(path); !created)
        return failure(std::move(created.error()));
    if (auto connected = out.connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW); !connected)
        return failure(std::move(connected.error()));
    if (auto hardened = out.harden(); !hardened)
        return failure(std::move(hardened.error()));
    return out;
}

Result<Database> Database::openForReading(const std::string& path) {
    Database out;
    out.m_path = path;
    // A log that a killed writer left is evidence: it is read, and stays as it is.
    const bool log = holdsSomething(path + "-wal");
    // SQLite takes the files that reading needs away again only where it might have written: a connection
    // that is read-only by its flags leaves them behind. `query_only` is what forbids the writing.
    auto connected = out.connect(path, SQLITE_OPEN_READWRITE);
    if (connected)
        connected = out.execute("PRAGMA query_only=ON");
    if (connected && !out.scalar("SELECT count(*) FROM sqlite_schema") && !log && out.cannotShare())
        // Its folder may not be written. Nobody else is writing either: there is no log.
        connected = out.connect(uriOf(path) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    if (!connected)
        return failure(std::move(connected.error()));
    sqlite3_db_config(out.m_handle.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log ? 1 : 0, nullptr);
    if (auto hardened = out.harden(); !hardened)
        return failure(std::move(hardened.error()));
    return out;
}

Result<> Database::execute(const char* sql) {
    if (sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    return failure(error("the journal cannot be used"));
}

Result<std::int64_t> Database::scalar(const char* sql) const {
    Statement statement(m_handle.get(), sql);
    switch (statement.step()) {
    case Statement::Step::row:
        return statement.number(0);
    case Statement::Step::done:
        return 0;
    case Statement::Step::error:
        break;
    }
    return failure(error("the journal cannot be read"));
}

Error Database::error(const std::string& what) const {
    const int code = m_handle ? sqlite3_errcode(m_handle.get()) : SQLITE_NOMEM;
    std::string next = "look at the file and its folder";
    if ((code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR)
        next = "free some space on its disk; nothing was done that is not in it";
    else if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
        next = "keep the file as it is, and run `muster journal verify` on a copy";
    return {what, m_handle ? sqlite3_errmsg(m_handle.get()) : "out of memory", next, m_path, Retry::safe};
}

Transaction::~Transaction() {
    if (m_open)
        (void)m_database.execute("ROLLBACK");
}

Result<> Transaction::begin() {
    auto begun = m_database.execute("BEGIN IMMEDIATE");
    m_open = begun.has_value();
    return begun;
}

Result<> Transaction::commit() {
    auto done = m_database.execute("COMMIT");
    m_open = !done.has_value();
    return done;
}

} // namespace muster::journal
