#include "engine/journal/sqlite/Database.h"

#include <sqlite3.h>

namespace muster::journal {
namespace {

constexpr int patienceMs = 5000;

} // namespace

Statement::Statement(sqlite3* database, const char* sql) {
    sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr);
}

Statement::~Statement() {
    sqlite3_finalize(m_statement);
}

Statement& Statement::bind(std::int64_t value) {
    sqlite3_bind_int64(m_statement, m_next++, value);
    return *this;
}

Statement& Statement::bindText(std::string_view value) {
    sqlite3_bind_text64(m_statement, m_next++, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(std::string_view value) {
    sqlite3_bind_blob64(m_statement, m_next++, value.data(), value.size(), SQLITE_TRANSIENT);
    return *this;
}

Statement::Step Statement::step() {
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

Result<Database> Database::openForWriting(const std::string& path) {
    Database out;
    out.m_path = path;
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(
        path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW, nullptr);
    out.m_handle.reset(handle);
    if (opened != SQLITE_OK)
        return failure(out.error("the journal cannot be opened"));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, patienceMs);
    for (const char* sql :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA trusted_schema=OFF"})
        if (auto done = out.execute(sql); !done)
            return failure(std::move(done.error()));
    return out;
}

Result<Database> Database::openForReading(const std::string& path) {
    Database out;
    out.m_path = path;
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
    out.m_handle.reset(handle);
    if (opened != SQLITE_OK)
        return failure(out.error("the journal cannot be opened"));
    sqlite3_busy_timeout(handle, patienceMs);
    return out;
}

Result<> Database::execute(const char* sql) {
    if (sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    return failure(error("the journal cannot be used"));
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

} // namespace muster::journal
