// Everything concrete that a run needs, built once for a command: journal, executors, secrets, clock.
#pragma once

#include "app/workshop/SystemClock.h"
#include "engine/journal/sqlite/SqliteJournal.h"
#include "engine/run/ActRunner.h"
#include "engine/run/RunLog.h"
#include "engine/transport/ssh/HostKeys.h"
#include "models/base/Error.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

namespace muster::app {

class Workshop {
public:
    // Opens the journal for writing; an Error names who has it.
    static Result<std::unique_ptr<Workshop>> open(const std::filesystem::path& journal);

    // After this, acts reach the hosts and services of this environment. `firstUse` is asked about hosts that
    // were never seen before; empty: they are refused.
    void connect(const environment::Environment& environment, transport::FirstUse firstUse);

    [[nodiscard]] run::World world();
    [[nodiscard]] journal::SqliteJournal& journal() { return *m_journal; }
    [[nodiscard]] SystemClock& clock() { return m_clock; }

    // The state of a run, from its events.
    [[nodiscard]] Result<incident::Incident> fold(std::int64_t runNumber) const;
    // The newest run that is still open, and so was interrupted: nobody else holds this journal.
    [[nodiscard]] Result<std::optional<incident::Incident>> interruptedDrill() const;

private:
    Workshop() = default;

    SystemClock m_clock;
    std::unique_ptr<journal::SqliteJournal> m_journal;
    std::unique_ptr<ports::SecretSource> m_secrets;
    std::unique_ptr<ports::Executor> m_executor;
};

} // namespace muster::app
