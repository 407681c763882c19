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

// One prepared statement; finalized when it goes. What fails while preparing or binding fails the step.
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
    bool m_bound = true;
};

// Belongs to one thread at a time.
class Database {
public:
    // Creates the file, mode 0600, where there is none. WAL mode, synchronous=FULL.
    static Result<Database> openForWriting(const std::string& path);

    // Changes nothing: no event, no page, no file that stays. Works beside a writer, beside what a killed
    // one left, and in a folder that may not be written.
    static Result<Database> openForReading(const std::string& path);

    [[nodiscard]] Result<> execute(const char* sql);
    // The first column of the first row; 0 when there is none.
    [[nodiscard]] Result<std::int64_t> scalar(const char* sql) const;
    [[nodiscard]] Error error(const std::string& what) const;
    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    [[nodiscard]] Result<> connect(const std::string& name, int flags);
    [[nodiscard]] Result<> harden();
    [[nodiscard]] bool cannotShare() const; // the files that a WAL reader needs cannot be made

    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_path;
};

// Takes back what a failed step of it began.
class Transaction {
public:
    explicit Transaction(Database& database) : m_database(database) {}
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<> commit();

private:
    Database& m_database;
    bool m_open = false;
};

} // namespace muster::journal
