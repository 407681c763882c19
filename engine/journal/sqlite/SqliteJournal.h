// The journal as a file of this machine: SQLite in WAL mode with synchronous=FULL, one writer.
#pragma once

#include "engine/journal/Kept.h"
#include "models/ports/Clock.h"
#include "models/ports/Journal.h"

#include <memory>
#include <string>

namespace muster::journal {

// Writes and reads. Thread-safe; threads that append at the same time share a commit. The clock outlives it.
class SqliteJournal : public ports::Journal, public ports::JournalQueries {
public:
    // Creates the file (mode 0600) where there is none. Errors: another writer (named), a network file
    // system, a newer schema, another program's file, an end that was cut off, whatever SQLite says.
    [[nodiscard]] static Result<std::unique_ptr<SqliteJournal>>
    open(const std::string& path, const ports::Clock& clock, const incident::Actor& actor);
    ~SqliteJournal() override; // notes the end of the chain in FILE.head

    [[nodiscard]] Result<std::vector<incident::Event>>
    append(const std::vector<ports::Entry>& entries) override;
    [[nodiscard]] Result<std::vector<incident::Event>>
    openRun(const std::vector<ports::Entry>& entries) override;
    [[nodiscard]] Result<ports::Blob> keep(std::string_view bytes) override;
    [[nodiscard]] Result<std::vector<std::int64_t>> runs() const override;
    [[nodiscard]] Result<std::vector<incident::Event>> events(std::int64_t run) const override;
    [[nodiscard]] Result<std::string> blob(const std::string& sha256) const override;

    [[nodiscard]] const std::string& writer() const; // id of this journal

private:
    struct Parts;
    explicit SqliteJournal(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

// Reads only, also while a writer is at work; adds nothing to the file or its folder that stays.
class SqliteJournalReader : public ports::JournalQueries {
public:
    [[nodiscard]] static Result<std::unique_ptr<SqliteJournalReader>> open(const std::string& path);
    ~SqliteJournalReader() override;

    [[nodiscard]] Result<std::vector<std::int64_t>> runs() const override;
    [[nodiscard]] Result<std::vector<incident::Event>> events(std::int64_t run) const override;
    [[nodiscard]] Result<std::string> blob(const std::string& sha256) const override;

private:
    struct Parts;
    explicit SqliteJournalReader(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace muster::journal
