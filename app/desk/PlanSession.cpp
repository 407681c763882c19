#include "app/desk/PlanSession.h"

#include "engine/report/Suite.h"

namespace muster::app {

PlanSession::PlanSession(PlanMeans means, report::PlanPart plan, std::vector<PreparedDrill> drills)
    : m_means(std::move(means)), m_plan(std::move(plan)), m_drills(std::move(drills)) {
    auto view = std::make_shared<ports::PlanView>();
    auto suite = std::make_shared<report::Suite>(report::planned(m_plan));
    if (!m_drills.empty()) {
        const auto& environment = m_drills.front().documents.environment;
        suite->environment = environment.name;
        suite->environmentTitle = environment.title;
        suite->production = environment.production;
    }
    view->suite = std::move(suite);
    view->running = true;
    m_view = std::move(view);
}

PlanSession::~PlanSession() = default;

void PlanSession::begin() {
    m_running = true;
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void PlanSession::stop() {
    if (!m_running)
        return;
    change([](auto& view) { view.stopping = true; });
    m_thread.request_stop();
}

std::shared_ptr<const ports::PlanView> PlanSession::view() const {
    const std::lock_guard lock(m_mutex);
    return m_view;
}

void PlanSession::work(const std::stop_token& stop) {
    drill::DrillPlan plan(m_means.journal, m_plan.plan, m_plan.drills, {m_plan.seed, m_plan.failFast});
    const auto ended = plan.run(*this, stop);
    m_running = false;
    refold();
    change([&](auto& view) {
        view.running = view.stopping = false;
        if (!ended)
            view.trouble = ended.error();
    });
}

Result<drill::DrillEnd> PlanSession::run(std::size_t index, const Json& part, std::stop_token stop) {
    auto session = m_means.begin(m_drills[index], part);
    refold();
    if (!session)
        return failure(std::move(session.error()));
    auto ended = (*session)->waitForEnd(stop);
    refold();
    return ended;
}

void PlanSession::change(const std::function<void(ports::PlanView&)>& change) {
    {
        const std::lock_guard lock(m_mutex);
        auto view = std::make_shared<ports::PlanView>(*m_view);
        change(*view);
        m_view = std::move(view);
    }
    m_means.changed();
}

void PlanSession::refold() {
    auto suite = report::suiteFromJournal(m_means.queries, m_plan.plan);
    if (!suite)
        return; // nothing of it stands in the journal yet
    auto shared = std::make_shared<report::Suite>(std::move(*suite));
    change([&](auto& view) { view.suite = shared; });
}

} // namespace muster::app
