#include "app/workshop/Drills.h"

#include "app/workshop/Places.h"
#include "engine/drill/DrillRunner.h"
#include "engine/transport/RoutingExecutor.h"
#include "engine/transport/secrets/SecretStore.h"

namespace muster::app {
namespace {

constexpr Milliseconds defaultGiveUpAfter{6 * 60'000};
constexpr Milliseconds proberLinger{10'000};

} // namespace

Milliseconds usualGiveUpAfter(const run::Documents& documents) {
    const auto target = documents.rtoTarget();
    return target ? *target * 3 : defaultGiveUpAfter;
}

measure::ProberLauncher proberLauncher() {
    ensureFolder(stateFolder()); // where it cannot be made, starting a prober says so
    return measure::ProberLauncher((programFolder() / "muster-prober").string(), probesFolder().string(),
                                   proberLinger);
}

Result<bool> withdrawRun(journal::SqliteJournal& journal, ports::Clock& clock, std::int64_t number,
                         const std::string& by, ports::SessionObserver* observer) {
    auto events = journal.events(number);
    if (!events)
        return failure(std::move(events.error()));
    const auto state = incident::fold(*events);
    auto documents = run::documentsFromJournal(*events);
    if (!documents && !state.faultRegistered) {
        // It broke nothing, and by documents that cannot be read nothing can be.
        const Json body{{"verdict", "withdrawn"},
                        {"why", {"the console was interrupted before anything began"}}};
        auto closed = journal.append({{number, "run.closed", body}});
        if (!closed)
            return failure(std::move(closed.error()));
        return true;
    }
    if (!documents)
        return failure(std::move(documents.error()));
    transport::SecretStore secrets;
    transport::RoutingExecutor executor(documents->environment, secrets);
    std::vector<ports::SessionObserver*> observers;
    if (observer != nullptr)
        observers.push_back(observer);
    run::RunLog log(journal, state, observers);
    return drill::withdraw({journal, executor, secrets, clock, journal.writer()}, *documents, log, by);
}

} // namespace muster::app
