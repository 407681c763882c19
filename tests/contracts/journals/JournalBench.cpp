#include "tests/contracts/journals/JournalBench.h"

#include "engine/journal/Export.h"
#include "engine/journal/memory/MemoryJournal.h"
#include "engine/journal/sqlite/SqliteJournal.h"
#include "tests/support/Program.h"

#include <gtest/gtest.h>

namespace muster::test {
namespace {

const incident::Actor ada{"Ada L.", "ada", "console"};

class InMemory : public JournalBench {
public:
    ports::Journal& journal() override { return m_journal; }
    ports::JournalQueries& queries() override { return m_journal; }
    std::string lines() override { return m_journal.lines(); }

private:
    TickingClock m_clock;
    journal::MemoryJournal m_journal{m_clock, ada};
};

class InFile : public JournalBench {
public:
    explicit InFile(bool readApart) {
        auto opened = journal::SqliteJournal::open(m_folder.file("journal.db"), m_clock, ada);
        if (!opened)
            throw std::runtime_error(opened.error().text());
        m_journal = std::move(*opened);
        if (!readApart)
            return;
        auto reader = journal::SqliteJournalReader::open(m_folder.file("journal.db"));
        if (!reader)
            throw std::runtime_error(reader.error().text());
        m_reader = std::move(*reader);
    }
    ports::Journal& journal() override { return *m_journal; }
    ports::JournalQueries& queries() override {
        if (m_reader)
            return *m_reader;
        return *m_journal;
    }
    std::string lines() override { return journal::exportJournal(m_folder.file("journal.db"), 0).value(); }

private:
    TemporaryFolder m_folder;
    TickingClock m_clock;
    std::unique_ptr<journal::SqliteJournal> m_journal;
    std::unique_ptr<journal::SqliteJournalReader> m_reader;
};

} // namespace

JournalKind memoryKind() {
    return {"memory", [] { return std::make_unique<InMemory>(); }};
}

JournalKind sqliteKind() {
    return {"sqlite", [] { return std::make_unique<InFile>(false); }};
}

JournalKind sqliteReaderKind() {
    return {"sqlite_read_apart", [] { return std::make_unique<InFile>(true); }};
}

} // namespace muster::test
