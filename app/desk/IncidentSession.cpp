#include "app/desk/IncidentSession.h"

#include "engine/run/Closing.h"

namespace muster::app {
namespace {

using ports::Stage;

} // namespace

IncidentSession::IncidentSession(SessionMeans means, run::Documents documents,
                                 std::vector<incident::Event> events, std::shared_ptr<Reach> reach)
    : m_means(std::move(means)), m_documents(std::move(documents)), m_reach(std::move(reach)),
      m_world(m_reach->world(m_means.journal, m_means.clock, m_means.writer)), m_run(events.front().run),
      m_view(m_means.announcer, std::make_shared<ports::RunDocuments>(m_documents), events, {}),
      m_log(m_means.journal, incident::fold(events), {this}), m_driver(m_world, m_documents, m_log, this) {
    m_driver.leaveWhenStopped();
}

IncidentSession::~IncidentSession() {
    m_thread.request_stop();
    m_answered.notify_all();
}

void IncidentSession::begin(bool resumed) {
    m_thread = std::jthread([this, resumed](std::stop_token stop) { work(resumed, stop); });
}

void IncidentSession::work(bool resumed, std::stop_token stop) {
    Result<> written;
    if (resumed)
        written = m_log.append("run.resumed", Json{{"interrupted_at", m_log.state().lastSequence}});
    Result<run::PhaseDone> done = run::PhaseDone{};
    if (written)
        done = m_log.state().phase.empty() ? m_driver.runPhase(run::phase::recover, stop)
                                           : m_driver.proceed(stop);
    if (!written || !done) {
        const Error trouble = written ? done.error() : written.error();
        m_view.change([&](LivePart& live) {
            live.stage = Stage::broken;
            live.question.reset();
            live.trouble = trouble;
        });
        return;
    }
    if (stop.stop_requested())
        return;
    m_halted = done->halted;
    m_view.change([](LivePart& live) {
        live.stage = Stage::finished;
        live.question.reset();
        live.closable = true;
    });
    m_means.listChanged();
}

Result<> IncidentSession::answer(const ports::Answer& answer) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_question || (answer.at != 0 && answer.at != m_question->at))
            return failure({"this question is no longer asked", "the run went on meanwhile",
                            "look at the step that is shown now", "", Retry::safe});
        // Pure, so that an answer that does not fit is told to whoever gave it and reaches no run.
        if (auto fits = run::decide(m_log.state(), m_documents, *m_question, answer); !fits)
            return failure(std::move(fits.error()));
        m_answer = answer;
        m_question.reset();
    }
    m_view.change([](LivePart& live) {
        live.question.reset();
        live.stage = Stage::working;
    });
    m_answered.notify_all();
    return {};
}

std::optional<ports::Answer> IncidentSession::atOnce(const ports::Question& question) {
    if (question.kind != ports::Question::Kind::begin || question.risk != "reads" || !m_readsByThemselves)
        return std::nullopt;
    ports::Answer answer;
    answer.at = question.at;
    answer.choice = "run";
    return answer;
}

std::optional<ports::Answer> IncidentSession::ask(const ports::Question& question, std::stop_token stop) {
    {
        const std::lock_guard lock(m_mutex);
        m_answer.reset();
        m_question = question;
    }
    m_view.change([&](LivePart& live) {
        live.stage = Stage::asking;
        live.question = question;
    });
    std::unique_lock lock(m_mutex);
    m_answered.wait(lock, stop, [this]() { return m_answer.has_value(); });
    return std::exchange(m_answer, std::nullopt);
}

Result<> IncidentSession::close(std::vector<ports::Entry> measured) {
    if (!m_view.live().closable)
        return failure({"this run cannot be closed yet", "its runbook is not at its end",
                        "finish it, or choose `Stop the run`", "", Retry::safe});
    for (auto& entry : run::closingEntries(m_log.state(), run::closingOf(m_log.state(), m_halted)))
        measured.push_back(std::move(entry));
    if (auto written = m_log.append(measured); !written)
        return written;
    m_view.change([](LivePart& live) {
        live.stage = Stage::closed;
        live.closable = false;
    });
    m_means.listChanged();
    return {};
}

void IncidentSession::happened(const incident::Event& event, const incident::Incident&) {
    m_view.add(event);
}

void IncidentSession::output(const std::string& host, ports::Stream stream, std::string_view bytes) {
    m_means.announcer.tell([&](auto& observer) { observer.output(m_run, host, stream, bytes); });
}

} // namespace muster::app
