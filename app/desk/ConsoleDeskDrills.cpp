// The drills of the desk: one, or many after another.
#include "app/desk/ConsoleDesk.h"

#include "app/desk/Turns.h"
#include "app/workshop/Drills.h"
#include "app/workshop/ExportReport.h"
#include "app/workshop/Library.h"

#include <random>
#include <utility>

namespace muster::app {
namespace {

constexpr std::uint32_t mostSeeds = 1'000'000'000;

} // namespace

void ConsoleDesk::startDrill(const std::string& drill, const std::string& environment,
                             ports::Then<std::int64_t> then) {
    inTurn<std::int64_t>(std::move(then),
                         [this, drill, environment]() { return startDrillNow(drill, environment); });
}

Result<> ConsoleDesk::mayBreak() const {
    if (auto may = mayWrite(); !may)
        return may;
    {
        const std::lock_guard lock(m_mutex);
        if (m_plan && m_plan->running())
            return failure({"no drill is started now", "a plan of drills is still running",
                            "wait for it, or stop it", "", Retry::safe});
    }
    for (const auto& each : runs())
        if (each.kind == "drill" && each.verdict.empty())
            return failure({"no drill is started now",
                            "run " + std::to_string(each.run) + " (" + each.title + ") " +
                                (each.here ? "is still running" : "was interrupted and not put back"),
                            each.here ? "wait for it, or stop it" : "put it back first", "", Retry::safe});
    return {};
}

Result<PreparedDrill> ConsoleDesk::prepareNow(const std::string& drill,
                                              const std::string& environment) const {
    auto file = findDrill(drill);
    if (!file)
        return failure(std::move(file.error()));
    auto environmentFile = fileOfEnvironment(environment);
    if (!environmentFile)
        return failure(std::move(environmentFile.error()));
    auto prepared = prepareDrill(*file, *environmentFile);
    if (prepared && prepared->obstacle)
        return failure(std::move(*prepared->obstacle));
    return prepared;
}

Result<std::shared_ptr<DrillSession>> ConsoleDesk::beginDrill(const PreparedDrill& drill, const Json& plan) {
    auto opened = openDrill(*m_journal, drill.documents, plan);
    if (!opened)
        return failure(std::move(opened.error()));
    auto events = m_journal->events(opened->number);
    if (!events)
        return failure(std::move(events.error()));
    auto session = std::make_shared<DrillSession>(means(), drill.documents, std::move(*events),
                                                  reach(drill.documents.environment));
    {
        const std::lock_guard lock(m_mutex);
        m_drills[opened->number] = session;
    }
    if (auto begun = session->begin(m_file); !begun)
        return failure(std::move(begun.error()));
    refreshRuns();
    return session;
}

Result<std::int64_t> ConsoleDesk::startDrillNow(const std::string& drill, const std::string& environment) {
    if (auto may = mayBreak(); !may)
        return failure(std::move(may.error()));
    auto prepared = prepareNow(drill, environment);
    if (!prepared)
        return failure(std::move(prepared.error()));
    auto session = beginDrill(*prepared, nullptr);
    if (!session)
        return failure(std::move(session.error()));
    return (*session)->run();
}

void ConsoleDesk::stopDrill(std::int64_t run) {
    std::shared_ptr<DrillSession> found;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto drill = m_drills.find(run); drill != m_drills.end())
            found = drill->second;
    }
    if (found)
        found->stop();
}

void ConsoleDesk::withdrawDrill(std::int64_t run, ports::Then<> then) {
    inTurn<void>(std::move(then), [this, run]() -> Result<> {
        if (auto may = mayWrite(); !may)
            return may;
        {
            const std::lock_guard lock(m_mutex);
            if (const auto drill = m_drills.find(run); drill != m_drills.end() && drill->second->running())
                return failure(
                    {"this drill is running", "", "stop it: it then puts back by itself", "", Retry::safe});
        }
        auto withdrawn = withdrawRun(*m_journal, m_clock, run, "console", nullptr);
        (void)m_archive->load(run);
        refreshRuns();
        m_announcer.tell([run](auto& observer) { observer.runChanged(run); });
        if (!withdrawn)
            return failure(std::move(withdrawn.error()));
        if (!*withdrawn)
            return failure({"the drill could not be put back completely", "a step of `Put back` failed",
                            "open its report, and put the rest back by hand", "", Retry::never});
        return {};
    });
}

void ConsoleDesk::startPlan(const ports::PlanRequest& request, ports::Then<std::int64_t> then) {
    inTurn<std::int64_t>(std::move(then), [this, request]() { return startPlanNow(request); });
}

Result<std::int64_t> ConsoleDesk::startPlanNow(const ports::PlanRequest& request) {
    if (auto may = mayBreak(); !may)
        return failure(std::move(may.error()));
    if (request.drills.empty())
        return failure({"no drill is started", "none was chosen", "choose some", "", Retry::safe});
    const auto number = drill::nextPlan(*m_journal);
    if (!number)
        return failure(number.error());
    report::PlanPart plan;
    plan.plan = *number;
    plan.failFast = request.failFast;
    std::vector<std::string> order = request.drills;
    if (request.shuffle) {
        plan.seed = static_cast<std::int64_t>(std::random_device{}() % mostSeeds);
        order.clear();
        for (const auto index : drill::shuffled(request.drills.size(), *plan.seed))
            order.push_back(request.drills[index]);
    }
    std::vector<PreparedDrill> drills;
    for (const auto& each : order) {
        auto prepared = prepareNow(each, request.environment);
        if (!prepared)
            return failure(std::move(prepared.error()));
        plan.drills.push_back({prepared->id, prepared->title, ""});
        drills.push_back(std::move(*prepared));
    }
    const PlanMeans means{
        *m_journal, *m_journal,
        [this](const PreparedDrill& drill, const Json& part) { return beginDrill(drill, part); },
        [this]() { m_announcer.tell([](auto& observer) { observer.runsChanged(); }); }};
    auto session = std::make_shared<PlanSession>(means, std::move(plan), std::move(drills));
    std::shared_ptr<PlanSession> old;
    {
        const std::lock_guard lock(m_mutex);
        old = std::exchange(m_plan, session);
    }
    session->begin();
    return *number;
}

void ConsoleDesk::stopPlan() {
    std::shared_ptr<PlanSession> plan;
    {
        const std::lock_guard lock(m_mutex);
        plan = m_plan;
    }
    if (plan)
        plan->stop();
}

std::shared_ptr<const ports::PlanView> ConsoleDesk::plan() const {
    const std::lock_guard lock(m_mutex);
    return m_plan ? m_plan->view() : nullptr;
}

void ConsoleDesk::exportPlan(std::int64_t plan, ports::ExportFormat format, const std::string& file,
                             ports::Then<> then) {
    beside<void>(std::move(then), [this, plan, format, file](const auto&) -> Result<> {
        const auto suite = m_archive->suite(plan);
        if (!suite)
            return failure(suite.error());
        return exportSuite(*suite, m_file.string(), format, file);
    });
}

} // namespace muster::app
