// What the journal holds of runs that nobody works on.
#pragma once

#include "app/desk/ViewKeeper.h"
#include "models/ports/Journal.h"
#include "models/report/Suite.h"

#include <map>
#include <mutex>

namespace muster::app {

// Thread-safe; reads block on the disk. The journal outlives it.
class Archive {
public:
    explicit Archive(const ports::JournalQueries& journal) : m_journal(journal) {}

    // Reads the runs that may have changed since the last call: new ones, and those that were open.
    [[nodiscard]] Result<> refresh();
    [[nodiscard]] std::vector<ports::RunSummary> summaries() const; // newest first
    // Reads the run anew.
    [[nodiscard]] Result<std::shared_ptr<const ports::RunView>> load(std::int64_t run);
    [[nodiscard]] Result<report::Suite> suite(std::int64_t plan) const;                 // read anew
    [[nodiscard]] std::shared_ptr<const ports::RunView> loaded(std::int64_t run) const; // null: not loaded

private:
    const ports::JournalQueries& m_journal;
    mutable std::mutex m_mutex;
    std::map<std::int64_t, ports::RunSummary> m_summaries;
    std::map<std::int64_t, std::shared_ptr<const ports::RunView>> m_views;
};

} // namespace muster::app
