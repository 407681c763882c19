#include "app/workshop/Preflight.h"

#include "models/runbook/DrillReach.h"
#include "models/runbook/Needs.h"

namespace muster::app {

Result<> mayDrill(const run::Documents& documents) {
    const std::string& service = documents.runbooks.at(documents.main).service;
    if (auto obstacle = runbook::drillObstacle(documents.environment, *documents.drill, service))
        return failure(std::move(*obstacle));
    return {};
}

Result<> mayRun(const run::Documents& documents) {
    const auto& main = documents.runbooks.at(documents.main);
    if (const auto why = runbook::whyNotFor(documents.environment, main.needs); !why.empty())
        return failure({"this runbook is not for " + documents.environment.name, why,
                        "take the runbook that is for it: the introduction of this one may name it",
                        documents.environment.name, Retry::never});
    return {};
}

} // namespace muster::app
