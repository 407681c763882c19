// Keeps the picture of one run that the window shows: takes events as they happen and folds them on a thread
// of its own, so that neither the engine nor the window waits for it.
#pragma once

#include "app/desk/Announcer.h"
#include "models/incident/Event.h"
#include "models/ports/Desk.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace muster::app {

// What a picture has besides what is folded from events.
struct LivePart {
    ports::Stage stage = ports::Stage::working;
    std::optional<ports::Question> question;
    std::optional<Error> trouble;
    std::int64_t recoveredUtcMs = 0;
    bool recoveryStable = false;
    bool closable = false;
};

// The picture of these events, at once.
std::shared_ptr<const ports::RunView> viewOf(const std::vector<incident::Event>& events,
                                             std::shared_ptr<const ports::RunDocuments> documents,
                                             const LivePart& live);

// Thread-safe.
class ViewKeeper {
public:
    ViewKeeper(Announcer& announcer, std::shared_ptr<const ports::RunDocuments> documents,
               std::vector<incident::Event> events, LivePart live);
    ~ViewKeeper();
    ViewKeeper(const ViewKeeper&) = delete;
    ViewKeeper& operator=(const ViewKeeper&) = delete;

    void add(const incident::Event& event);
    void change(const std::function<void(LivePart&)>& change);
    [[nodiscard]] std::shared_ptr<const ports::RunView> view() const; // never null
    [[nodiscard]] LivePart live() const;

private:
    void work(std::stop_token stop);
    void fold();

    Announcer& m_announcer;
    std::shared_ptr<const ports::RunDocuments> m_documents;
    std::int64_t m_run;
    std::vector<incident::Event> m_events; // of the folding thread
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<incident::Event> m_fresh;
    LivePart m_live;
    bool m_dirty = false;
    std::shared_ptr<const ports::RunView> m_view;
    std::jthread m_thread; // last
};

} // namespace muster::app
