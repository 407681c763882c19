#include "app/workshop/Preflight.h"

#include "models/runbook/DrillReach.h"

namespace muster::app {

Result<> mayDrill(const run::Documents& documents) {
    const std::string& service = documents.runbooks.at(documents.main).service;
    if (auto obstacle = runbook::drillObstacle(documents.environment, *documents.drill, service))
        return failure(std::move(*obstacle));
    return {};
}

} // namespace muster::app
