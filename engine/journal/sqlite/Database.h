// A thin hold on SQLite's C interface: every result is read, every error says what SQLite said.
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace muster::journal {

// One prepared statement; reset and finalized with it.
class Statement {
public:
    Statement(sqlite3* database, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(std::int64_t value);
    Statement& bindText(std::string_view value);
    Statement& bindBlob(std::string_view value);

    enum class Step { row, done, error };
    Step step();
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string bytes(int column) const;

private:
    sqlite3_stmt* m_statement = nullptr;
    int m_next = 1;
};

// Belongs to one thread at a time.
class Database {
public:
    static Result<Database> openForWriting(const std::string& path);
    static Result<Database> openForReading(const std::string& path);

    [[nodiscard]] Result<> execute(const char* sql);
    [[nodiscard]] Error error(const std::string& what) const;
    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_path;
};

} // namespace muster::journal
