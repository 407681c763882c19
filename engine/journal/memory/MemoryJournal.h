// The same chain without a file, for tests.
#pragma once

#include "engine/journal/Chain.h"
#include "models/ports/Clock.h"
#include "models/ports/Journal.h"

#include <map>
#include <mutex>

namespace muster::journal {

// Thread-safe. The clock outlives it.
class MemoryJournal : public ports::Journal, public ports::JournalQueries {
public:
    MemoryJournal(const ports::Clock& clock, incident::Actor actor)
        : m_clock(clock), m_actor(std::move(actor)) {}

    [[nodiscard]] Result<std::vector<incident::Event>>
    append(const std::vector<ports::Entry>& entries) override;
    [[nodiscard]] Result<std::vector<incident::Event>>
    openRun(const std::vector<ports::Entry>& entries) override;
    [[nodiscard]] Result<ports::Blob> keep(std::string_view bytes) override;
    [[nodiscard]] Result<std::vector<std::int64_t>> runs() const override;
    [[nodiscard]] Result<std::vector<incident::Event>> events(std::int64_t run) const override;
    [[nodiscard]] Result<std::string> blob(const std::string& sha256) const override;

    // As an export of a file would be: every line with its newline.
    [[nodiscard]] std::string lines() const;

private:
    Result<std::vector<incident::Event>> write(const std::vector<ports::Entry>& entries, bool opensRun);

    const ports::Clock& m_clock;
    incident::Actor m_actor;
    mutable std::mutex m_mutex;
    Head m_head;
    std::vector<Link> m_links;
    std::map<std::string, std::string> m_blobs;
};

} // namespace muster::journal
