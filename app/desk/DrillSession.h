// One drill that runs: the runner on a thread of its own, its watchdog, and the picture of it.
#pragma once

#include "app/desk/IncidentSession.h"
#include "engine/drill/DrillPlan.h"
#include "engine/run/Documents.h"

#include <filesystem>

namespace muster::app {

// Thread-safe.
class DrillSession : private ports::SessionObserver {
public:
    DrillSession(SessionMeans means, run::Documents documents, std::vector<incident::Event> events,
                 std::shared_ptr<Reach> reach);
    ~DrillSession() override; // stops it, and waits until it has put back

    // With a watchdog over this process; on error nothing was broken, and the run is closed as not tested.
    [[nodiscard]] Result<> begin(const std::filesystem::path& journal);
    void stop() { m_thread.request_stop(); } // puts back
    // Returns when the run is closed; `stop` stops it. An Error: the journal failed, and the watchdog puts
    // back.
    [[nodiscard]] Result<drill::DrillEnd> waitForEnd(const std::stop_token& stop);
    [[nodiscard]] std::shared_ptr<const ports::RunView> view() const { return m_view.view(); }
    [[nodiscard]] std::string probeLog() const; // file of the probe's answers; empty: none yet
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] std::int64_t run() const { return m_run; }
    [[nodiscard]] Result<> append(const std::string& type, Json body) {
        return m_log.append(type, std::move(body));
    }

private:
    void happened(const incident::Event& event, const incident::Incident& state) override;
    void output(const std::string& host, ports::Stream stream, std::string_view bytes) override;
    void work(std::stop_token stop);

    SessionMeans m_means;
    run::Documents m_documents;
    std::shared_ptr<Reach> m_reach;
    std::int64_t m_run;
    ViewKeeper m_view;
    run::RunLog m_log;
    std::atomic<bool> m_running = false;
    int m_watchdog = -1;
    mutable std::mutex m_mutex;
    std::string m_probeLog;
    std::jthread m_thread; // last
};

} // namespace muster::app
