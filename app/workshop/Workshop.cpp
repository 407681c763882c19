#include "app/workshop/Workshop.h"

#include "app/workshop/Places.h"
#include "engine/transport/RoutingExecutor.h"
#include "engine/transport/secrets/SecretStore.h"

namespace muster::app {

Result<std::unique_ptr<Workshop>> Workshop::open(const std::filesystem::path& journal) {
    std::error_code error;
    const auto file = std::filesystem::absolute(journal, error);
    if (!ensureFolder(file.parent_path()))
        return failure({"the journal cannot be opened", "there is no folder " + file.parent_path().string(),
                        "create it, or name another journal with --journal", file.string(), Retry::safe});
    std::unique_ptr<Workshop> workshop(new Workshop);
    auto opened = journal::SqliteJournal::open(file.string(), workshop->m_clock, whoActs());
    if (!opened)
        return failure(std::move(opened.error()));
    workshop->m_journal = std::move(*opened);
    return workshop;
}

void Workshop::connect(const environment::Environment& environment, transport::FirstUse firstUse) {
    m_executor.reset(); // before the secrets that it refers to
    m_secrets = std::make_unique<transport::SecretStore>();
    m_executor = std::make_unique<transport::RoutingExecutor>(environment, *m_secrets, std::move(firstUse));
}

run::World Workshop::world() {
    return {*m_journal, *m_executor, *m_secrets, m_clock, m_journal->writer()};
}

Result<incident::Incident> Workshop::fold(std::int64_t runNumber) const {
    auto events = m_journal->events(runNumber);
    if (!events)
        return failure(std::move(events.error()));
    if (events->empty())
        return failure({"there is no run " + std::to_string(runNumber), "",
                        "`muster incident list` shows all", "", Retry::never});
    return incident::fold(*events);
}

Result<std::optional<incident::Incident>> Workshop::interruptedDrill() const {
    auto runs = m_journal->runs();
    if (!runs)
        return failure(std::move(runs.error()));
    for (auto number = runs->rbegin(); number != runs->rend(); ++number) {
        auto state = fold(*number);
        if (!state)
            return failure(std::move(state.error()));
        if (state->kind == "drill" && state->open())
            return std::optional(std::move(*state));
    }
    return std::nullopt;
}

} // namespace muster::app
