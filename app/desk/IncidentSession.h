// One incident or rehearsal that is being worked on: the engine on a thread of its own, a person who answers
// through the window, and the picture of it.
#pragma once

#include "app/desk/Reach.h"
#include "app/desk/ViewKeeper.h"
#include "engine/run/Driver.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace muster::app {

// What a session needs of the desk. Everything outlives the session.
struct SessionMeans {
    ports::Journal& journal;
    ports::Clock& clock;
    std::string writer;
    Announcer& announcer;
    std::function<void()> listChanged; // the run's summary is another one
};

// Thread-safe.
class IncidentSession : private ports::SessionObserver, private ports::Operator {
public:
    // `events` are those of the run so far, from its opening on.
    IncidentSession(SessionMeans means, run::Documents documents, std::vector<incident::Event> events,
                    std::shared_ptr<Reach> reach);
    ~IncidentSession() override; // leaves the run open, to be resumed; an act under way is waited for

    void begin(bool resumed);
    [[nodiscard]] Result<> answer(const ports::Answer& answer);
    void stopAct() { m_driver.stopAct(); }
    void setReadsByThemselves(bool on) { m_readsByThemselves = on; }

    // What was measured (an entry of type `measured`, or none) and the verdict. Once only.
    [[nodiscard]] Result<> close(std::vector<ports::Entry> measured);
    [[nodiscard]] Result<> append(const std::string& type, Json body) {
        return m_log.append(type, std::move(body));
    }

    [[nodiscard]] std::shared_ptr<const ports::RunView> view() const { return m_view.view(); }
    [[nodiscard]] ViewKeeper& keeper() { return m_view; }
    [[nodiscard]] run::RunLog& log() { return m_log; }
    [[nodiscard]] const run::Documents& documents() const { return m_documents; }
    [[nodiscard]] run::World world() { return m_world; }

private:
    void happened(const incident::Event& event, const incident::Incident& state) override;
    void output(const std::string& host, ports::Stream stream, std::string_view bytes) override;
    std::optional<ports::Answer> ask(const ports::Question& question, std::stop_token stop) override;
    std::optional<ports::Answer> atOnce(const ports::Question& question) override;
    void work(bool resumed, std::stop_token stop);

    SessionMeans m_means;
    run::Documents m_documents;
    std::shared_ptr<Reach> m_reach;
    run::World m_world;
    std::int64_t m_run;
    ViewKeeper m_view;
    run::RunLog m_log;
    run::Driver m_driver;
    std::atomic<bool> m_readsByThemselves = true;
    std::atomic<bool> m_halted = false;

    std::mutex m_mutex;
    std::condition_variable_any m_answered;
    std::optional<ports::Question> m_question;
    std::optional<ports::Answer> m_answer;
    std::jthread m_thread; // last
};

} // namespace muster::app
