#include "app/desk/ViewKeeper.h"

#include "engine/report/Report.h"
#include "models/base/Utc.h"

#include <algorithm>

namespace muster::app {
namespace {

// Events come in bursts; a person sees no difference below this.
constexpr std::chrono::milliseconds pauseBetweenFolds{15};

std::int64_t stampOf(const incident::Incident& state, const char* name) {
    const auto found = state.stampsUtc.find(name);
    return found == state.stampsUtc.end() ? 0 : parseUtc(found->second).value_or(0);
}

void follow(ports::RunView& view, const incident::Event& event) {
    if (event.type == "step.entered") {
        view.enteredUtcMs[event.body.value("at", std::int64_t{0})] = event.utcMs;
    } else if (event.type == "act.intended") {
        view.acting.push_back({event.body.value("host", ""), event.utcMs});
    } else if (event.type == "act.ended") {
        const std::string host = event.body.value("host", "");
        const auto found = std::find_if(view.acting.begin(), view.acting.end(),
                                        [&](const auto& each) { return each.host == host; });
        if (found != view.acting.end())
            view.acting.erase(found);
    } else if (event.type == "run.resumed") {
        view.acting.clear();
    }
}

} // namespace

std::shared_ptr<const ports::RunView> viewOf(const std::vector<incident::Event>& events,
                                             std::shared_ptr<const ports::RunDocuments> documents,
                                             const LivePart& live) {
    auto view = std::make_shared<ports::RunView>();
    auto state = std::make_shared<incident::Incident>(incident::fold(events));
    for (const auto& event : events)
        follow(*view, event);
    view->report = std::make_shared<report::Report>(report::fold(events));
    view->documents = std::move(documents);
    view->stage = live.stage;
    view->question = live.question;
    view->trouble = live.trouble;
    view->recoveredUtcMs = live.recoveredUtcMs;
    view->recoveryStable = live.recoveryStable;
    view->closable = live.closable;
    view->faultUtcMs = stampOf(*state, "fault");
    view->declaredUtcMs = stampOf(*state, "declared");
    if (view->declaredUtcMs == 0)
        view->declaredUtcMs = state->openedUtcMs;
    if (!state->open() && view->stage != ports::Stage::broken)
        view->stage = ports::Stage::closed;
    if (view->stage == ports::Stage::working && !view->acting.empty())
        view->stage = ports::Stage::acting;
    if (view->stage != ports::Stage::acting)
        view->acting.clear();
    view->state = std::move(state);
    return view;
}

ViewKeeper::ViewKeeper(Announcer& announcer, std::shared_ptr<const ports::RunDocuments> documents,
                       std::vector<incident::Event> events, LivePart live)
    : m_announcer(announcer), m_documents(std::move(documents)), m_run(events.front().run),
      m_events(std::move(events)), m_live(std::move(live)), m_view(viewOf(m_events, m_documents, m_live)),
      m_thread([this](std::stop_token stop) { work(stop); }) {}

ViewKeeper::~ViewKeeper() = default;

void ViewKeeper::add(const incident::Event& event) {
    {
        const std::lock_guard lock(m_mutex);
        m_fresh.push_back(event);
        m_dirty = true;
    }
    m_wake.notify_one();
}

void ViewKeeper::change(const std::function<void(LivePart&)>& change) {
    {
        const std::lock_guard lock(m_mutex);
        change(m_live);
        m_dirty = true;
    }
    m_wake.notify_one();
}

std::shared_ptr<const ports::RunView> ViewKeeper::view() const {
    const std::lock_guard lock(m_mutex);
    return m_view;
}

LivePart ViewKeeper::live() const {
    const std::lock_guard lock(m_mutex);
    return m_live;
}

void ViewKeeper::work(std::stop_token stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this]() { return m_dirty; }))
                return;
        }
        fold();
        m_announcer.tell([this](auto& observer) { observer.runChanged(m_run); });
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pauseBetweenFolds, []() { return false; });
    }
}

void ViewKeeper::fold() {
    LivePart live;
    {
        const std::lock_guard lock(m_mutex);
        m_events.insert(m_events.end(), std::make_move_iterator(m_fresh.begin()),
                        std::make_move_iterator(m_fresh.end()));
        m_fresh.clear();
        m_dirty = false;
        live = m_live;
    }
    auto view = viewOf(m_events, m_documents, live);
    const std::lock_guard lock(m_mutex);
    m_view = std::move(view);
}

} // namespace muster::app
