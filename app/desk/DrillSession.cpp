#include "app/desk/DrillSession.h"

#include "app/workshop/Drills.h"
#include "app/workshop/Files.h"
#include "app/workshop/Watchdog.h"
#include "engine/drill/DrillRunner.h"
#include "engine/run/Closing.h"

namespace muster::app {

DrillSession::DrillSession(SessionMeans means, run::Documents documents, std::vector<incident::Event> events,
                           std::shared_ptr<Reach> reach)
    : m_means(std::move(means)), m_documents(std::move(documents)), m_reach(std::move(reach)),
      m_run(events.front().run),
      m_view(m_means.announcer, std::make_shared<ports::RunDocuments>(m_documents), events, {}),
      m_log(m_means.journal, incident::fold(events), {this}) {}

DrillSession::~DrillSession() = default;

Result<> DrillSession::begin(const std::filesystem::path& journal) {
    auto watchdog = startWatchdog(journal, m_run);
    if (!watchdog) {
        auto closed =
            m_log.append(run::closingEntries(m_log.state(), {"not-tested", {watchdog.error().text()}}));
        return failure(closed ? watchdog.error() : closed.error());
    }
    m_watchdog = *watchdog;
    m_running = true;
    m_thread = std::jthread([this](std::stop_token stop) { work(stop); });
    return {};
}

std::string DrillSession::probeLog() const {
    const std::lock_guard lock(m_mutex);
    return m_probeLog;
}

void DrillSession::work(std::stop_token stop) {
    auto probers = proberLauncher();
    drill::DrillSettings settings;
    settings.giveUpAfter = usualGiveUpAfter(m_documents);
    settings.readFile = readFile;
    drill::DrillRunner runner(m_reach->world(m_means.journal, m_means.clock, m_means.writer), probers,
                              m_documents, m_log, settings);
    const auto verdict = runner.run(stop);
    if (!verdict)
        m_view.change([&](LivePart& live) {
            live.stage = ports::Stage::broken;
            live.trouble = verdict.error();
        });
    else
        dismissWatchdog(m_watchdog); // without a verdict it still has to take the fault back
    m_running = false;
    m_running.notify_all();
    m_means.listChanged();
}

Result<drill::DrillEnd> DrillSession::waitForEnd(const std::stop_token& stop) {
    const std::stop_callback forward(stop, [this]() { m_thread.request_stop(); });
    m_running.wait(true);
    const auto state = m_log.state();
    if (state.open())
        return failure({"the drill could not be closed", "the journal could not be written",
                        "look at the disk of the journal; the watchdog puts back what was broken", "",
                        Retry::never});
    return drill::DrillEnd{m_run, *state.verdict, state.faultStands()};
}

void DrillSession::happened(const incident::Event& event, const incident::Incident&) {
    if (event.type == "probe.started") {
        const std::lock_guard lock(m_mutex);
        m_probeLog = event.body.value("file", "");
    }
    m_view.add(event);
}

void DrillSession::output(const std::string& host, ports::Stream stream, std::string_view bytes) {
    m_means.announcer.tell([&](auto& observer) { observer.output(m_run, host, stream, bytes); });
}

} // namespace muster::app
