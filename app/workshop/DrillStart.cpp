#include "app/workshop/DrillStart.h"

#include "app/workshop/Places.h"
#include "app/workshop/Preflight.h"
#include "engine/run/OpenRun.h"
#include "models/runbook/Expand.h"

#include <algorithm>

namespace muster::app {

std::string PreparedDrill::why() const {
    if (!obstacle)
        return {};
    return obstacle->why.empty() ? obstacle->what : obstacle->what + ": " + obstacle->why;
}

Result<PreparedDrill> prepareDrill(const std::filesystem::path& file,
                                   const std::filesystem::path& environment) {
    auto loaded = loadDrill(file, environment);
    if (!loaded)
        return failure(std::move(loaded.error()));
    PreparedDrill out;
    out.id = loaded->documents.drill->id;
    out.title = loaded->documents.drill->title.empty() ? out.id : loaded->documents.drill->title;
    out.documents = std::move(loaded->documents);
    out.problems = std::move(loaded->problems);
    if (hasErrors(out.problems)) {
        const auto first = std::find_if(out.problems.begin(), out.problems.end(),
                                        [](const auto& each) { return each.severity == Severity::error; });
        out.documentsAreWrong = true;
        out.obstacle = Error{"this drill cannot run here", first->text(),
                             "mend the document, then run it again", out.id, Retry::safe};
    } else if (auto allowed = mayDrill(out.documents); !allowed) {
        out.obstacle = std::move(allowed.error());
    }
    return out;
}

Result<incident::Incident> openDrill(ports::Journal& journal, const run::Documents& documents,
                                     const Json& plan) {
    auto inputs = runbook::inputsFrom(documents.runbooks.at(documents.main), {});
    if (!inputs)
        return failure(std::move(inputs.error()));
    run::RunRequest request{"drill", incident::Mode::drill, true, std::move(*inputs), describeHardware()};
    request.drillPlan = plan;
    return run::openRun(journal, documents, request);
}

} // namespace muster::app
