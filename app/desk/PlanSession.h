// A plan of drills that runs behind the window: the same DrillPlan as on the command line, each drill in a
// session of its own.
#pragma once

#include "app/desk/DrillSession.h"
#include "app/workshop/DrillStart.h"
#include "engine/drill/DrillPlan.h"
#include "models/ports/Journal.h"

#include <functional>
#include <mutex>
#include <vector>

namespace muster::app {

// What a plan needs of the desk. Everything outlives the plan.
struct PlanMeans {
    ports::Journal& journal;
    const ports::JournalQueries& queries;
    // Opens a run of the drill with what the plan says of it, and begins it.
    std::function<Result<std::shared_ptr<DrillSession>>(const PreparedDrill& drill, const Json& plan)> begin;
    std::function<void()> changed; // the plan's view is another one
};

// Thread-safe.
class PlanSession : private drill::PlanWork {
public:
    PlanSession(PlanMeans means, report::PlanPart plan, std::vector<PreparedDrill> drills);
    ~PlanSession() override; // stops it, and waits until it has put back

    void begin();
    void stop();
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] std::shared_ptr<const ports::PlanView> view() const;

private:
    Result<drill::DrillEnd> run(std::size_t index, const Json& part, std::stop_token stop) override;
    void work(const std::stop_token& stop);
    void change(const std::function<void(ports::PlanView&)>& change);
    void refold();

    PlanMeans m_means;
    report::PlanPart m_plan;
    std::vector<PreparedDrill> m_drills;
    std::atomic<bool> m_running = false;
    mutable std::mutex m_mutex;
    std::shared_ptr<const ports::PlanView> m_view;
    std::jthread m_thread; // last
};

} // namespace muster::app
