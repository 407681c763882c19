#include "engine/run/OpenRun.h"

#include "models/base/Sha256.h"

#include <filesystem>

namespace muster::run {
namespace {

Json seconds(const std::optional<Milliseconds>& duration) {
    return duration ? Json(static_cast<double>(duration->count()) / 1000.0) : Json(nullptr);
}

void addPlan(Json& plan, const std::string& runbookId, const std::vector<runbook::Step>& steps) {
    int number = 0;
    for (const auto& step : steps)
        plan.push_back({{"runbook", runbookId},
                        {"step", step.slug},
                        {"title", step.title},
                        {"number", ++number},
                        {"planned_seconds", seconds(step.action ? step.action->takes : std::nullopt)}});
}

// In the order in which a reader expects them: a drill's own steps stand round the runbook's.
Json planOf(const Documents& documents) {
    Json plan = Json::array();
    if (documents.drill) {
        addPlan(plan, drillRunbook, documents.drill->steadyState);
        addPlan(plan, drillRunbook, documents.drill->breakIt);
    }
    addPlan(plan, documents.main, documents.runbooks.at(documents.main).steps);
    if (documents.drill) {
        addPlan(plan, drillRunbook, documents.drill->putBack);
        addPlan(plan, drillRunbook, documents.drill->steadyAgain);
    }
    return plan;
}

ports::Entry pinned(const std::string& role, const std::string& id, const std::string& name,
                    const std::string& text, const std::string& sha256) {
    return {0, "document.pinned",
            Json{{"role", role}, {"id", id}, {"name", name}, {"text", text}, {"sha256", sha256}}};
}

} // namespace

Result<incident::Incident> openRun(ports::Journal& journal, const Documents& documents,
                                   const RunRequest& request) {
    const auto& main = documents.runbooks.at(documents.main);
    const auto& environment = documents.environment;
    const environment::Service* service = documents.service(main.service);
    Json body{
        {"kind", request.kind},
        {"mode", incident::word(request.mode)},
        {"title", main.title},
        {"runbook", main.id},
        {"severity", request.declared.severity.empty() ? main.severity : request.declared.severity},
        {"service", main.service},
        {"environment",
         {{"name", environment.name},
          {"title", environment.title},
          {"sha256", environment.sha256},
          {"production", environment.production}}},
        {"targets",
         {{"rto_seconds", seconds(documents.rtoTarget())}, {"rpo_seconds", seconds(documents.rpoTarget())}}},
        {"inputs", request.inputs},
        {"unattended", request.unattended},
        {"data_size", service != nullptr ? service->size : ""},
        {"hardware", request.hardware},
        {"plan", planOf(documents)}};
    if (documents.drill) {
        body["drill"] = documents.drill->id;
        body["title"] = documents.drill->title.empty() ? main.title : documents.drill->title;
    }
    // Absent where they say nothing, so that a drill's record does not change by what an incident's has.
    if (!request.drillPlan.is_null())
        body["drill_plan"] = request.drillPlan;
    if (request.guided)
        body["guided"] = true;
    if (!request.declared.faultKnown.empty()) {
        body["fault_known"] = request.declared.faultKnown;
        body["page"] = request.declared.page;
        body["respond_within_seconds"] = seconds(request.declared.respondWithin);
    }
    // In one transaction: a run without its texts could only be withdrawn.
    std::vector<ports::Entry> entries{{0, "run.opened", std::move(body)}};
    for (const auto& [id, each] : documents.runbooks)
        entries.push_back(pinned(id == documents.main ? "runbook" : "linked", id, each.document.name,
                                 each.document.text, each.document.sha256));
    if (documents.drill)
        entries.push_back(pinned("drill", documents.drill->id, documents.drill->document.name,
                                 documents.drill->document.text, documents.drill->document.sha256));
    if (!request.declared.checklist.empty())
        entries.push_back(pinned("checklist", "post-incident", "post-incident", request.declared.checklist,
                                 sha256(request.declared.checklist)));
    entries.push_back(pinned("environment", environment.name,
                             std::filesystem::path(environment.path).filename().string(), environment.text,
                             environment.sha256));
    entries.back().body["path"] = environment.path;
    auto written = journal.openRun(entries);
    if (!written)
        return failure(std::move(written.error()));
    return incident::fold(*written);
}

} // namespace muster::run
